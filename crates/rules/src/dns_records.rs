//! The records a zone states beside those its connections make.

use services::kinds::route53_zone;

use crate::Case;

pub(crate) struct Record<'a> {
    /// Name within the zone; empty: the domain itself.
    pub name: &'a str,
    pub of: &'a str,
    pub values: Vec<&'a str>,
}

/// The stated records, in their order.
pub(crate) fn stated<'a>(case: &Case<'a>) -> Vec<Record<'a>> {
    let records = case.site.element().records(&route53_zone::RECORDS).into_iter();
    let read = records.map(|record| {
        let text = |name: &str| record.get(name).and_then(|value| value.as_str()).unwrap_or_default();
        let values = record.get("values").and_then(|list| list.as_array()).into_iter().flatten();
        // A record that names no type is a CNAME.
        let of = Some(text("type")).filter(|of| !of.is_empty()).unwrap_or("CNAME");
        let values = values.filter_map(|value| value.as_str()).collect();
        Record { name: text("name").trim_matches('.'), of, values }
    });
    read.collect()
}
