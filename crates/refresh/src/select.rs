//! From the items of an answer to facts: which product is meant, and that there is one price for it.

use std::{collections::BTreeMap, fmt};

use pricing::{Confidence, Decimal, Entry, Fact, Key, Tier};
use serde::{Deserialize, Serialize};

use crate::{
    location::Location,
    query::Query,
    table::{Filter, Match, Reservation, Row, Term, Usage},
    tiers,
    wire::{self, Offer, Product},
};

/// What the answer to one query gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub facts: Vec<Entry>,
    pub problems: Vec<Problem>,
    /// How many items it had.
    pub items: usize,
}

/// What was wrong with an answer. The rest of it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum Problem {
    /// An item that cannot be read, or says what cannot be.
    Unreadable { sku: Option<String>, reason: String },
    /// Several products with different prices for one key.
    Ambiguous { key: Key, offers: Vec<Seen> },
    /// AWS did not take the query.
    Refused { reason: String },
}

/// One of several products.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Seen {
    pub usage_type: String,
    pub operation: String,
    pub sku: String,
    /// US dollars per unit in its first tier.
    pub usd: Decimal,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Unreadable { sku: Some(sku), reason } => write!(f, "{sku} cannot be read: {reason}"),
            Problem::Unreadable { sku: None, reason } => write!(f, "an item cannot be read: {reason}"),
            Problem::Refused { reason } => write!(f, "refused: {reason}"),
            Problem::Ambiguous { key, offers } => {
                let offers: Vec<String> = offers.iter().map(ToString::to_string).collect();
                write!(f, "{key} has several prices: {}", offers.join("; "))
            }
        }
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for word in [&self.usage_type, &self.operation, &self.sku] {
            if !word.is_empty() {
                write!(f, "{word} ")?;
            }
        }
        write!(f, "at ${}", self.usd.normalize())
    }
}

/// Collects the items of one answer, page by page.
pub struct Selection<'q> {
    query: &'q Query,
    filters: Vec<Filter>,
    /// The day of asking.
    as_of: &'q str,
    candidates: BTreeMap<Key, Vec<Candidate>>,
    problems: Vec<Problem>,
    items: usize,
}

struct Candidate {
    seen: Seen,
    row: &'static Row,
    step: Option<u32>,
    tiers: Vec<Tier>,
    published: String,
}

impl<'q> Selection<'q> {
    pub fn new(query: &'q Query, as_of: &'q str) -> Selection<'q> {
        Selection {
            query,
            filters: query.filters(),
            as_of,
            candidates: BTreeMap::new(),
            problems: Vec::new(),
            items: 0,
        }
    }

    /// Takes an item's text.
    pub fn take(&mut self, text: &str) {
        self.items += 1;
        let item = match wire::read(text) {
            Ok(item) => item,
            Err(wire::Unreadable { sku, reason }) => {
                self.problems.push(Problem::Unreadable { sku, reason });
                return;
            }
        };
        let product = &item.product;
        if !self.query.location.may_be(product.place_kind()) || !passes(&self.filters, product) {
            return;
        }
        let query = self.query;
        for &row in &query.rows {
            if row.attributes.iter().any(|(name, value)| product.attribute(name) != *value) {
                continue;
            }
            let Some((place, matched)) = place(row, query.location, product.usage_type()) else {
                continue;
            };
            if let Err(reason) = self.weigh(row, place, matched, &item) {
                self.problems.push(Problem::Unreadable { sku: Some(product.sku.clone()), reason });
            }
        }
    }

    /// Takes what a product says to a row, if it has a price.
    fn weigh(
        &mut self,
        row: &'static Row,
        place: &str,
        matched: Match<'_>,
        item: &wire::Item,
    ) -> Result<(), String> {
        let product = &item.product;
        let Some(slug) = slug(row, product, matched) else { return Ok(()) };
        let key = Key::new(place, slug);
        if !key.is_well_formed() {
            return Err(format!("“{}” cannot be a key", key.slug));
        }
        let tiers = match row.term {
            Term::OnDemand => match in_force(item.terms.on_demand.values(), self.as_of)? {
                Some(offer) => tiers::of_offer(offer, row.unit)?,
                None => return Ok(()),
            },
            Term::Reserved(reservation) => {
                let offers = item.terms.reserved.values().filter(|offer| sold_so(offer, &reservation));
                match in_force(offers, self.as_of)? {
                    Some(offer) => reserved(offer, row, &reservation)?,
                    None => return Ok(()),
                }
            }
        };
        let tiers = match tiers {
            Some(tiers) => tiers,
            None if row.may_be_free => vec![Tier { from: Decimal::ZERO, to: None, usd: Decimal::ZERO }],
            // A product without a price stands beside the one that has it, e.g. for reserved capacity.
            None => return Ok(()),
        };
        let seen = Seen {
            usage_type: product.usage_type().to_owned(),
            operation: product.attribute("operation").to_owned(),
            sku: product.sku.clone(),
            usd: tiers.first().map_or(Decimal::ZERO, |tier| tier.usd),
        };
        let published = item.publication_date.get(..10).unwrap_or_default().to_owned();
        let candidate = Candidate { seen, row, step: matched.step, tiers, published };
        self.candidates.entry(key).or_default().push(candidate);
        Ok(())
    }

    /// The facts of which there is no doubt, and what was wrong.
    pub fn finish(self) -> Answer {
        let Selection { query, as_of, candidates, mut problems, items, .. } = self;
        let mut facts = Vec::new();
        for (key, candidates) in candidates {
            let one =
                agreed(&candidates).map(|(first, tiers)| (first.row.unit, first.published.clone(), tiers));
            match one {
                Some((unit, published, tiers)) => {
                    let published = match published.as_str() {
                        "" => String::new(),
                        date => format!(", published {date}"),
                    };
                    let fact = Fact {
                        unit,
                        tiers,
                        as_of: as_of.into(),
                        source: format!("AWS Price List API, {}{published}", query.service()).into(),
                        confidence: Confidence::High,
                        derived_from: None,
                    };
                    facts.push(Entry { key, fact });
                }
                None => {
                    let mut offers: Vec<Seen> =
                        candidates.into_iter().map(|candidate| candidate.seen).collect();
                    offers.sort();
                    problems.push(Problem::Ambiguous { key, offers });
                }
            }
        }
        Answer { facts, problems, items }
    }
}

/// Whether a product is what was asked for; AWS's word is not taken for it.
fn passes(filters: &[Filter], product: &Product) -> bool {
    filters.iter().all(|filter| match filter {
        Filter::Is(name, value) => product.attribute(name) == *value,
        Filter::Contains(name, value) => product.attribute(name).contains(value),
    })
}

/// Where the product of a usage type is sold, if a row means it.
fn place<'u>(row: &Row, location: &'static Location, usage: &'u str) -> Option<(&'static str, Match<'u>)> {
    match row.usage {
        Usage::Any => row.usage.matches(usage).map(|matched| (location.name, matched)),
        _ => {
            let readings = location.read(usage).into_iter();
            readings.filter_map(|(place, usage)| Some((place, row.usage.matches(usage)?))).next()
        }
    }
}

/// The slug of a row with its words filled in; none where the product lacks one of them.
fn slug(row: &Row, product: &Product, matched: Match<'_>) -> Option<String> {
    let mut words = Vec::new();
    for word in row.slug.split('/') {
        let word = match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            None => word.to_owned(),
            Some("rest") => matched.rest.to_ascii_lowercase(),
            Some("toRegionCode") => {
                Some(product.attribute("toRegionCode")).filter(|code| Location::is_region(code))?.to_owned()
            }
            Some(attribute) => product.attribute(attribute).to_ascii_lowercase(),
        };
        if word.is_empty() {
            return None;
        }
        words.push(word);
    }
    Some(words.join("/"))
}

/// The offer that holds on a day: the latest of those that have begun.
fn in_force<'o>(offers: impl Iterator<Item = &'o Offer>, as_of: &str) -> Result<Option<&'o Offer>, String> {
    let day = |offer: &Offer| offer.effective_date.get(..10).unwrap_or_default().to_owned();
    let all: Vec<&Offer> = offers.collect();
    match all.iter().filter(|offer| day(offer).as_str() <= as_of).max_by_key(|offer| day(offer)) {
        Some(offer) => Ok(Some(offer)),
        None if all.is_empty() => Ok(None),
        None => Err("its price begins later".to_owned()),
    }
}

fn sold_so(offer: &Offer, reservation: &Reservation) -> bool {
    let is = |name: &str, value: &str| offer.term_attributes.get(name).is_some_and(|other| other == value);
    is("OfferingClass", reservation.class)
        && is("LeaseContractLength", reservation.years)
        && is("PurchaseOption", reservation.option)
}

/// The hourly part of a reservation, or its fee.
fn reserved(offer: &Offer, row: &Row, reservation: &Reservation) -> Result<Option<Vec<Tier>>, String> {
    let is_fee = |unit: &str| unit.eq_ignore_ascii_case("quantity");
    let part: Vec<_> = offer
        .price_dimensions
        .values()
        .filter(|dimension| is_fee(&dimension.unit) == reservation.fee)
        .collect();
    tiers::of_dimensions(&part, row.unit)
}

/// What all candidates of a key say, if they say one thing.
fn agreed(candidates: &[Candidate]) -> Option<(&Candidate, Vec<Tier>)> {
    let first = candidates.first()?;
    if let Usage::Steps(steps) = first.row.usage {
        return Some((first, stairs(steps, candidates)?));
    }
    let same = |some: &[&Candidate]| match some {
        [first, rest @ ..] => rest.iter().all(|other| other.tiers == first.tiers),
        [] => false,
    };
    let all: Vec<&Candidate> = candidates.iter().collect();
    if same(&all) {
        return Some((first, first.tiers.clone()));
    }
    let plain: Vec<&Candidate> =
        candidates.iter().filter(|one| one.row.plain && one.seen.operation.is_empty()).collect();
    match plain.first() {
        Some(first) if same(&plain) => Some((*first, first.tiers.clone())),
        _ => None,
    }
}

/// One tier for each step, from the first on without a gap.
fn stairs(steps: &[(&str, u32)], candidates: &[Candidate]) -> Option<Vec<Tier>> {
    let mut tiers: Vec<Tier> = Vec::new();
    let mut ended = false;
    for (_, from) in steps {
        let prices: Vec<&Candidate> = candidates.iter().filter(|one| one.step == Some(*from)).collect();
        let Some(first) = prices.first() else {
            ended = true;
            continue;
        };
        let [one] = first.tiers.as_slice() else { return None };
        if ended || prices.iter().any(|other| other.tiers != first.tiers) {
            return None;
        }
        let from = Decimal::from(*from);
        if let Some(before) = tiers.last_mut() {
            before.to = Some(from);
        }
        tiers.push(Tier { from, to: None, usd: one.usd });
    }
    tiers.first().is_some_and(|first| first.from.is_zero()).then_some(tiers)
}
