//! What a price is made of: quantity by price of a unit, tier by tier, and where each number comes from.

use engine::{Decimal, Dimension, Format, Highest, Id, calendar};

use super::Assumption;
use crate::{editor::Editor, words::name_of};

/// A price older than so many days is said to be.
const STALE_DAYS: i64 = 90;

/// A charge of an element, as a row of the price table names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeKey {
    pub node: String,
    pub item: String,
    pub environment: Id,
}

/// What a charge is made of in one environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Name of the element.
    pub name: String,
    /// Typical dollars a month.
    pub monthly: Decimal,
    pub terms: Vec<Term>,
    /// Why there is no price, and what is known elsewhere.
    pub unpriced: Vec<(String, Option<String>)>,
    /// What the quantity follows from, and dollars a month for ten per cent more.
    pub assumptions: Vec<(Assumption, Decimal)>,
    /// What of the element chose the price: label and value.
    pub properties: Vec<(String, String)>,
}

/// One quantity at one price.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The part of the element; empty for the element itself.
    pub part: String,
    /// In words: `730 hour × $0.0225 = $16.43 a month`.
    pub formula: String,
    /// The quantities of which it is the highest, each in words; the one that decides says so.
    pub dimensions: Vec<String>,
    /// The same tier by tier, where there are several.
    pub tiers: Vec<String>,
    /// Low and high quantity, where they differ.
    pub range: Option<String>,
    /// The day the price was read.
    pub as_of: String,
    pub source: String,
    pub confidence: &'static str,
    /// From what it was derived, and how.
    pub derived: Option<String>,
    /// Days since then, where they are many.
    pub stale: Option<i64>,
    /// The key in the price book.
    pub key: String,
}

impl Editor {
    /// What a charge is made of; `None` where it is not there any more.
    pub fn explain(&mut self, charge: &ChargeKey) -> Option<Explanation> {
        let estimate = self.session.estimate(charge.environment.as_str()).ok()?.clone();
        let of = |node: &str, item: &str| node == charge.node && item == charge.item;
        let lines: Vec<_> = estimate.lines.iter().filter(|line| of(&line.node, &line.item)).collect();
        let missing: Vec<_> = estimate.unpriced.iter().filter(|one| of(&one.node, &one.item)).collect();
        if lines.is_empty() && missing.is_empty() {
            return None;
        }
        let format = Format::new(self.language);
        let usd = |price: Decimal| format!("${}", price.normalize());
        let today = calendar::earliest(self.session.today());
        let terms = lines.iter().map(|line| {
            let unit = line.unit.as_str();
            let tier = |tier: &engine::TierUse| {
                let amount = format.dollars(tier.amount);
                let upto = tier.to.map_or_else(|| "…".to_owned(), |to| format.quantity(to));
                let values = [
                    format.quantity(tier.from),
                    upto,
                    format.quantity(tier.quantity),
                    usd(tier.usd),
                    amount,
                    unit.to_owned(),
                ];
                self.tell("{0} to {1} {5}: {2} × {3} = {4}", "de {0} a {1} {5}: {2} × {3} = {4}", values)
            };
            let values = [
                format.quantity(line.quantity.typical),
                unit.to_owned(),
                usd(line.unit_price),
                format.dollars(line.monthly.typical),
            ];
            let formula = match line.tiers.len() {
                0 | 1 => self.tell("{0} {1} × {2} = {3} a month", "{0} {1} × {2} = {3} al mes", values),
                _ => self.tell("{0} {1} by tiers = {3} a month", "{0} {1} por tramos = {3} al mes", values),
            };
            let range = (!line.quantity.is_certain()).then(|| {
                let [low, high] = [line.quantity.low, line.quantity.high].map(|end| format.quantity(end));
                self.tell("from {0} to {1} {2}", "de {0} a {1} {2}", [low, high, unit.to_owned()])
            });
            let age = today.zip(calendar::earliest(&line.as_of)).map(|(today, then)| today - then);
            Term {
                part: line.part.clone().unwrap_or_default(),
                formula,
                dimensions: line
                    .highest
                    .as_ref()
                    .map(|highest| self.dimensions(highest, unit))
                    .unwrap_or_default(),
                tiers: if line.tiers.len() > 1 { line.tiers.iter().map(tier).collect() } else { Vec::new() },
                range,
                as_of: line.as_of.to_string(),
                source: line.source.to_string(),
                confidence: match line.confidence.as_str() {
                    "high" => self.say("high: two captures agree", "alta: dos lecturas coinciden"),
                    "medium" => self.say("medium: read once", "media: leída una vez"),
                    _ => self.say("low: old, derived or recalled", "baja: antigua, derivada o recordada"),
                },
                derived: line.derived_from.as_ref().map(ToString::to_string),
                stale: age.filter(|days| *days > STALE_DAYS),
                key: line.key.to_string(),
            }
        });
        let terms: Vec<Term> = terms.collect();
        let unpriced = missing.iter().map(|one| {
            let hint = one.hint.as_ref().map(|hint| {
                self.tell(
                    "{0} has it for {1} a unit: an orientation, in no total.",
                    "{0} lo tiene a {1} por unidad: una orientación, en ningún total.",
                    [hint.location.clone(), usd(hint.usd)],
                )
            });
            (one.why.clone(), hint)
        });
        let unpriced: Vec<_> = unpriced.collect();
        let slugs: Vec<&str> = lines.iter().map(|line| line.key.slug.as_str()).collect();
        let node = Id::new(&charge.node);
        Some(Explanation {
            name: node.as_ref().map_or_else(|| charge.node.clone(), |id| name_of(self.document(), id)),
            monthly: lines.iter().map(|line| line.monthly.typical).sum(),
            terms,
            unpriced,
            properties: node.map(|id| self.chose(&charge.environment, &id, &slugs)).unwrap_or_default(),
            assumptions: self.movers(charge),
        })
    }

    /// The quantities of which one is charged.
    fn dimensions(&self, highest: &Highest, unit: &str) -> Vec<String> {
        let (format, decides) = (Format::new(self.language), highest.decides());
        let words = |one: &Dimension| {
            let values = [one.name.to_owned(), format.quantity(one.quantity.typical), unit.to_owned()];
            match decides == Some(one) {
                true => self.tell(
                    "{0}: {1} {2}, the highest: it decides",
                    "{0}: {1} {2}, la más alta: decide",
                    values,
                ),
                false => self.tell("{0}: {1} {2}", "{0}: {1} {2}", values),
            }
        };
        highest.of.iter().map(words).collect()
    }

    /// The assumptions that move a charge in the environment shown; of another environment none is tried.
    fn movers(&mut self, charge: &ChargeKey) -> Vec<(Assumption, Decimal)> {
        if self.environment() != Some(&charge.environment) {
            return Vec::new();
        }
        let mut movers = Vec::new();
        for one in self.assumptions().iter() {
            // volumes of other elements move it only through the workload
            if one.number.node.as_ref().is_some_and(|node| node.as_str() != charge.node) {
                continue;
            }
            let lines = self.moved(one).lines;
            let by = lines.into_iter().find(|(node, item, _)| *node == charge.node && *item == charge.item);
            movers.extend(by.map(|(_, _, monthly)| (one.clone(), monthly)));
        }
        movers
    }

    /// The properties whose value stands in the key of a price.
    fn chose(&mut self, environment: &Id, id: &Id, slugs: &[&str]) -> Vec<(String, String)> {
        let language = self.language;
        let Ok(architecture) = self.session.architecture(environment.as_str()) else { return Vec::new() };
        let Some(ix) = architecture.index_of(id.as_str()) else { return Vec::new() };
        let element = &architecture.elements[ix];
        let stands = |value: &str| {
            let mut segments = slugs.iter().flat_map(|slug| slug.split('/'));
            segments.any(|segment| segment == value)
        };
        let named = element.kind.properties.iter().filter_map(|property| {
            let stated = element.properties.get(property.name).cloned();
            let value = stated.or_else(|| property.default.to_json())?;
            let value = value.as_str().filter(|value| stands(value))?.to_owned();
            Some((language.of(property.label).to_owned(), value))
        });
        named.collect()
    }
}
