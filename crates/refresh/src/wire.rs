//! One item of the price list as AWS sends it: JSON in a string of JSON.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    pub product: Product,
    #[serde(default)]
    pub terms: Terms,
    /// When AWS published the list of the service.
    #[serde(default)]
    pub publication_date: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    pub sku: String,
    #[serde(default)]
    pub product_family: String,
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
}

/// Offers by a code that is of no use here.
#[derive(Debug, Default, Deserialize)]
pub struct Terms {
    #[serde(rename = "OnDemand", default)]
    pub on_demand: BTreeMap<String, Offer>,
    #[serde(rename = "Reserved", default)]
    pub reserved: BTreeMap<String, Offer>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    #[serde(default)]
    pub effective_date: String,
    #[serde(default)]
    pub term_attributes: BTreeMap<String, String>,
    /// In no order.
    #[serde(default)]
    pub price_dimensions: BTreeMap<String, Dimension>,
}

/// A price for a range of quantities.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dimension {
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub begin_range: Option<String>,
    #[serde(default)]
    pub end_range: Option<String>,
    /// By currency. What the description says besides is not always true and never read.
    #[serde(default)]
    pub price_per_unit: BTreeMap<String, String>,
}

impl Product {
    /// An attribute; a product without it has an empty one.
    pub fn attribute(&self, name: &str) -> &str {
        match name {
            "productFamily" => &self.product_family,
            _ => self.attributes.get(name).map_or("", String::as_str),
        }
    }

    pub fn usage_type(&self) -> &str {
        self.attribute("usagetype")
    }

    /// What kind of place it is sold at, where the list says it.
    pub fn place_kind(&self) -> Option<&str> {
        let kind = |name| self.attributes.get(name).map(String::as_str);
        kind("locationType").or_else(|| kind("fromLocationType"))
    }
}

/// An item that cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its SKU, if that much can be made out.
    pub sku: Option<String>,
    pub reason: String,
}

/// Reads an item from its text.
pub fn read(text: &str) -> Result<Item, Unreadable> {
    serde_json::from_str(text).map_err(|error| Unreadable { sku: sku(text), reason: error.to_string() })
}

/// The SKU of an item whose text is broken.
fn sku(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("\"sku\"")?;
    let (_, rest) = rest.split_once('"')?;
    let (sku, _) = rest.split_once('"')?;
    (!sku.is_empty() && sku.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| sku.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_item_is_named_by_its_sku_where_it_has_one() {
        let cut = read(r#"{"product":{"sku":"M97JTAMXU5MYHWUX","attributes":{"usagety"#).unwrap_err();
        assert_eq!(cut.sku.as_deref(), Some("M97JTAMXU5MYHWUX"));
        let typed = read(r#"{"product":{"sku":"A1","attributes":{"usagetype":7}}}"#).unwrap_err();
        assert_eq!(typed.sku.as_deref(), Some("A1"));
        assert!(typed.reason.contains("expected a string"), "{}", typed.reason);
        for text in ["", "null", "[]", r#"{"product":{}}"#, r#"{"sku": 5}"#] {
            assert_eq!(read(text).unwrap_err().sku, None, "{text}");
        }
    }
}
