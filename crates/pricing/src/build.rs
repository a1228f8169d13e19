//! From the tables of `data/prices/` to a book: what one row cannot show is checked here.

use std::collections::BTreeMap;

use crate::{ALWAYS_FREE, Decimal, Entry, GLOBAL, Key, Tier, Unit, codec};

/// Why entries do not make a book.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BuildError {
    #[error("{0} stands twice")]
    Duplicate(Key),
    #[error(
        "{0}: a location is a region, a zone, `global` or `edge:…`, a slug is words of a-z 0-9 . - between slashes"
    )]
    Malformed(Key),
    #[error("{key} is per {here}, but per {there} elsewhere")]
    Units { key: Key, here: Unit, there: Unit },
    #[error("{0} stands at `global` and at a region: which one holds would depend on the order of looking")]
    GlobalAndRegional(String),
    #[error("{0}: an always-free amount is one tier at 0 that ends")]
    NotFree(Key),
    #[error(
        "{0}: a free first tier belongs into an always-free entry of its own, as it is shared by an account"
    )]
    FreeTier(Key),
    #[error("{0}: tiers begin at 0, follow each other without gaps, and only the last one is open")]
    Tiers(Key),
    #[error("{0}: a price is not below 0")]
    Negative(Key),
    #[error("{0}: a number is too large or too fine for the book")]
    Number(Key),
    #[error("compressing failed: {0}")]
    Compress(String),
}

/// Checks the entries together and compiles them, in whatever order they come, to the bytes of a book.
pub fn build(entries: Vec<Entry>) -> Result<Vec<u8>, BuildError> {
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    let mut global: BTreeMap<String, bool> = BTreeMap::new();
    let mut facts = BTreeMap::new();
    for Entry { key, fact } in entries {
        if !key.is_well_formed() {
            return Err(BuildError::Malformed(key));
        }
        if !contiguous(&fact.tiers) {
            return Err(BuildError::Tiers(key));
        }
        if fact.tiers.iter().any(|tier| tier.usd < Decimal::ZERO) {
            return Err(BuildError::Negative(key));
        }
        let there = *units.entry(key.slug.clone()).or_insert(fact.unit);
        if there != fact.unit {
            return Err(BuildError::Units { key, here: fact.unit, there });
        }
        let is_global = key.location == GLOBAL;
        if *global.entry(key.slug.clone()).or_insert(is_global) != is_global {
            return Err(BuildError::GlobalAndRegional(key.slug));
        }
        let first = fact.tiers.first();
        let free = first.is_some_and(|tier| tier.usd == Decimal::ZERO && tier.to.is_some());
        if key.slug.contains(ALWAYS_FREE) {
            if !free || fact.tiers.len() != 1 {
                return Err(BuildError::NotFree(key));
            }
        } else if free {
            return Err(BuildError::FreeTier(key));
        }
        if facts.insert((key.slug.clone(), key.location.clone()), fact).is_some() {
            return Err(BuildError::Duplicate(key));
        }
    }
    codec::encode(
        facts
            .into_iter()
            .map(|((slug, location), fact)| Entry { key: Key { location, slug }, fact })
            .collect(),
    )
}

fn contiguous(tiers: &[Tier]) -> bool {
    let mut end = Some(Decimal::ZERO);
    let follows = tiers.iter().all(|tier| {
        let follows = end == Some(tier.from) && tier.to.is_none_or(|to| to > tier.from);
        end = tier.to;
        follows
    });
    follows && !tiers.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Book, Confidence, Fact};

    fn entry(location: &str, slug: &str, tiers: &[(u32, Option<u32>, &str)]) -> Entry {
        let tiers = tiers.iter().map(|(from, to, usd)| Tier {
            from: Decimal::from(*from),
            to: to.map(Decimal::from),
            usd: usd.parse().unwrap(),
        });
        Entry {
            key: Key::new(location, slug),
            fact: Fact {
                unit: Unit::Gib,
                tiers: tiers.collect(),
                as_of: "2026-08".into(),
                source: "a page".into(),
                confidence: Confidence::High,
                derived_from: None,
            },
        }
    }

    #[test]
    fn the_order_of_entries_does_not_matter() {
        let one = entry("us-east-1", "nat/gib", &[(0, None, "0.045")]);
        let two = entry("sa-east-1", "nat/gib", &[(0, Some(10), "0.1"), (10, None, "0.093")]);
        let forward = build(vec![one.clone(), two.clone()]).unwrap();
        assert_eq!(forward, build(vec![two.clone(), one]).unwrap());
        let book = Book::from_bytes(&forward).unwrap();
        assert_eq!(book.fact("sa-east-1", "nat/gib"), Some(two.fact));
        assert_eq!(book.len(), 2);
        assert_eq!(build(book.entries().collect()).unwrap(), forward, "a book is made again of its entries");
    }

    #[test]
    fn what_contradicts_is_refused() {
        let nat = || entry("us-east-1", "nat/gib", &[(0, None, "0.045")]);
        let mut hourly = entry("sa-east-1", "nat/gib", &[(0, None, "0.093")]);
        hourly.fact.unit = Unit::Hour;
        let cases = [
            (nat(), "nat/gib in us-east-1 stands twice"),
            (hourly, "nat/gib in sa-east-1 is per hour, but per gib elsewhere"),
            (
                entry("global", "nat/gib", &[(0, None, "1")]),
                "nat/gib stands at `global` and at a region: which one holds would depend on the order of looking",
            ),
            (
                entry("us-east-1", "nat/free-gib", &[(0, Some(1), "0"), (1, None, "1")]),
                "nat/free-gib in us-east-1: a free first tier belongs into an always-free entry of its own, \
                 as it is shared by an account",
            ),
            (
                entry("global", "nat/always-free/gib", &[(0, None, "0")]),
                "nat/always-free/gib in global: an always-free amount is one tier at 0 that ends",
            ),
        ];
        for (other, message) in cases {
            assert_eq!(build(vec![nat(), other]).unwrap_err().to_string(), message);
        }
        for tiers in [
            &[][..],
            &[(1, None, "1")],
            &[(0, Some(5), "1"), (6, None, "1")],
            &[(0, None, "1"), (5, None, "1")],
            &[(0, Some(5), "1"), (5, Some(5), "1")],
        ] {
            let gap = build(vec![entry("us-east-1", "nat/gib", tiers)]);
            assert!(matches!(gap, Err(BuildError::Tiers(_))), "{tiers:?}");
        }
        for slug in ["nat", "NAT/gib", "nat//gib", "nat/ gib", "/nat", "nat/-"] {
            let malformed = build(vec![entry("us-east-1", slug, &[(0, None, "1")])]);
            assert!(matches!(malformed, Err(BuildError::Malformed(_))), "{slug}");
        }
    }
}
