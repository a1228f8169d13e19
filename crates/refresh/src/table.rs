//! What is asked of AWS's price list, and how a price is told from its neighbours: tables, filled in `services/`.

use pricing::Unit;

use crate::location::{Kind, Location};

/// One query for each place, and the prices that are in its answer.
#[derive(Debug)]
pub struct Table {
    /// AWS's service code.
    pub service: &'static str,
    pub places: Places,
    /// The attribute that names the place.
    pub place: &'static str,
    /// What else narrows the query.
    pub filters: &'static [Filter],
    pub rows: &'static [Row],
}

/// Where a query is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Places {
    Regions,
    RegionsAndZones,
    Global,
    Edges,
}

/// What a product must have to be in the answer. It holds for products only: terms are chosen here.
#[derive(Clone, Copy, Debug)]
pub enum Filter {
    Is(&'static str, &'static str),
    Contains(&'static str, &'static str),
}

/// A price, or a family of prices that differ in a word.
#[derive(Debug)]
pub struct Row {
    /// The slug, with `{attribute}` for an attribute of the product and `{rest}` for what follows in its usage type.
    pub slug: &'static str,
    pub unit: Unit,
    /// What its usage type is, without the prefix of the place.
    pub usage: Usage,
    /// Attributes that it must have.
    pub attributes: &'static [(&'static str, &'static str)],
    pub term: Term,
    /// Whether 0 is its price and not a sign of something else.
    pub may_be_free: bool,
    /// Whether, where several operations have prices, the one without a name is meant.
    pub plain: bool,
    /// Whether AWS is known to list it under this usage type. Where that is not sure, no answer proves nothing.
    pub sure: bool,
}

/// How a usage type is recognised.
#[derive(Clone, Copy, Debug)]
pub enum Usage {
    /// One of these.
    Is(&'static [&'static str]),
    /// What begins like one of these.
    Begins(&'static [&'static str]),
    Ends(&'static str),
    /// One product for each tier, which begins at so many units.
    Steps(&'static [(&'static str, u32)]),
    /// Any; the attributes tell.
    Any,
}

/// Under which terms it is sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    OnDemand,
    Reserved(Reservation),
}

/// AWS's words for a reservation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reservation {
    /// `standard` or `convertible`.
    pub class: &'static str,
    /// `1yr` or `3yr`.
    pub years: &'static str,
    /// `No Upfront`, `Partial Upfront` or `All Upfront`.
    pub option: &'static str,
    /// The fee at its start instead of the hourly part.
    pub fee: bool,
}

/// What a usage type says to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'u> {
    /// What follows the beginning that was looked for.
    pub rest: &'u str,
    /// Where its tier begins, for a price made of steps.
    pub step: Option<u32>,
}

impl Table {
    /// What most tables are: each region is asked by its code.
    pub const REGIONAL: Table =
        Table { service: "", places: Places::Regions, place: "regionCode", filters: &[], rows: &[] };

    /// What AWS prices once.
    pub const GLOBAL: Table = Table { places: Places::Global, ..Table::REGIONAL };

    /// Whether a place is asked.
    pub fn asks(&self, location: &Location) -> bool {
        matches!(
            (self.places, location.kind),
            (Places::Regions, Kind::Region)
                | (Places::RegionsAndZones, Kind::Region | Kind::Zone)
                | (Places::Global, Kind::Global)
                | (Places::Edges, Kind::Edges)
        )
    }
}

impl Row {
    /// A price on demand under one usage type.
    pub const fn new(slug: &'static str, unit: Unit, usage: &'static [&'static str]) -> Row {
        Row::by(slug, unit, Usage::Is(usage))
    }

    pub const fn by(slug: &'static str, unit: Unit, usage: Usage) -> Row {
        Row {
            slug,
            unit,
            usage,
            attributes: &[],
            term: Term::OnDemand,
            may_be_free: false,
            plain: false,
            sure: true,
        }
    }

    pub const fn with(self, attributes: &'static [(&'static str, &'static str)]) -> Row {
        Row { attributes, ..self }
    }

    pub const fn reserved(self, reservation: Reservation) -> Row {
        Row { term: Term::Reserved(reservation), ..self }
    }

    pub const fn or_free(self) -> Row {
        Row { may_be_free: true, ..self }
    }

    pub const fn plain(self) -> Row {
        Row { plain: true, ..self }
    }

    pub const fn unsure(self) -> Row {
        Row { sure: false, ..self }
    }

    /// Whether a slug is of this row.
    pub fn covers(&self, slug: &str) -> bool {
        let (mut pattern, mut words) = (self.slug.split('/'), slug.split('/'));
        loop {
            match (pattern.next(), words.next()) {
                (None, None) => return true,
                (Some("{toRegionCode}"), Some(word)) if Location::is_region(word) => {}
                (Some("{toRegionCode}"), _) => return false,
                (Some(pattern), Some(word)) if pattern.starts_with('{') || pattern == word => {}
                _ => return false,
            }
        }
    }

    /// Whether a slug that begins so may be of this row.
    pub fn may_begin(&self, prefix: &str) -> bool {
        let literal = self.slug.split('{').next().unwrap_or_default();
        literal.starts_with(prefix) || (prefix.starts_with(literal) && literal.len() < self.slug.len())
    }
}

impl Usage {
    /// Whether a usage type without the prefix of its place is meant.
    pub fn matches(self, usage: &str) -> Option<Match<'_>> {
        let plain = |rest| Match { rest, step: None };
        match self {
            Usage::Is(words) => words.contains(&usage).then_some(plain("")),
            Usage::Begins(words) => words
                .iter()
                .find_map(|word| usage.strip_prefix(word))
                .filter(|rest| !rest.is_empty())
                .map(plain),
            Usage::Ends(word) => usage.strip_suffix(word).map(plain),
            Usage::Steps(steps) => {
                let (_, from) = steps.iter().find(|(word, _)| *word == usage)?;
                Some(Match { rest: "", step: Some(*from) })
            }
            Usage::Any => Some(plain("")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_covers_the_slugs_of_its_family() {
        let row = Row::by("ec2/linux/{instanceType}", Unit::Hour, Usage::Any);
        assert!(row.covers("ec2/linux/m5.large"));
        assert!(!row.covers("ec2/reserved/linux/m5.large") && !row.covers("ec2/linux"));
        for prefix in ["", "ec2", "ec2/linux/", "ec2/linux/m5"] {
            assert!(row.may_begin(prefix), "{prefix}");
        }
        assert!(!row.may_begin("ec2/reserved") && !row.may_begin("rds"));
        let whole = Row::new("alb/hour", Unit::Hour, &["LoadBalancerUsage"]);
        assert!(whole.may_begin("alb/hour") && !whole.may_begin("alb/hours"));
    }

    #[test]
    fn near_misses_of_a_usage_type_are_not_taken() {
        let usage = Usage::Is(&["TimedStorage-ByteHrs"]);
        assert!(usage.matches("TimedStorage-ByteHrs").is_some());
        assert!(usage.matches("IA-TimedStorage-ByteHrs").is_none());
        assert!(usage.matches("TimedStorage-ByteHrs2").is_none());
        assert_eq!(Usage::Begins(&["BoxUsage:"]).matches("BoxUsage:m5.large").unwrap().rest, "m5.large");
        assert!(Usage::Begins(&["BoxUsage:"]).matches("BoxUsage:").is_none());
    }
}
