//! What a design says of money: exchange rates, and in which currency, with which tax and for how long prices are offered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::Id;

/// The price of a US dollar in another currency, whose ISO 4217 code in small letters is its key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Units of the currency for one US dollar.
    pub per_usd: Number,
    /// The day it was quoted, `YYYY-MM-DD`.
    pub date: String,
    /// Who quoted it.
    pub source: String,
}

/// How prices are offered to a client.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Who offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Whom to ask, e.g. a mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// What is said first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub introduction: Option<String>,
    /// The company's sign: `data:image/png;base64,…`, or of `image/jpeg` or `image/svg+xml`; at most 256 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The company's colour, for titles and heads: `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
    pub colour: Option<String>,
    /// A second one, for bars and lines: `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^#[0-9a-fA-F]{6}$"))]
    pub accent: Option<String>,
    /// A currency that `rates` has, beside US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Tax>,
    /// Days for which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 365))]
    pub valid_days: Option<u16>,
    /// What it does not include, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<String>,
}

impl Proposal {
    /// The names of what can be stated, in the order in which a reader meets it.
    pub const NAMES: [&str; 11] = [
        "company",
        "contact",
        "client",
        "introduction",
        "logo",
        "colour",
        "accent",
        "currency",
        "tax",
        "valid_days",
        "exclusions",
    ];
}

/// A tax on the total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tax {
    /// As it is called, e.g. `IVA`.
    pub name: String,
    /// From 0 to 100.
    pub percent: Number,
}

/// Red, green and blue of `#rrggbb`.
pub fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let of = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([of(0)?, of(2)?, of(4)?])
}
