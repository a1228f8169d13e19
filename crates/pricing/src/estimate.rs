//! What an environment costs in a month, line by line, with everything that stays open.

use std::{collections::BTreeSet, sync::Arc};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{Band, Confidence, Highest, Hint, Key, TierUse, Unit};

/// One environment's month in US dollars.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The sum of the lines. What is unpriced is not in it.
    pub monthly: Band,
    /// In the order in which they were charged.
    pub lines: Vec<Line>,
    /// What costs something that no fact states.
    pub unpriced: Vec<Unpriced>,
    /// What AWS does not charge for.
    pub free: Vec<Free>,
    /// Quantities that nobody stated.
    pub assumptions: Vec<Assumption>,
}

/// A quantity at a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub node: String,
    /// The part of the element; `None` for the element itself.
    pub part: Option<String>,
    /// AWS's name of the service.
    pub service: String,
    /// What is charged, in a few words.
    pub item: String,
    /// Units in a month.
    pub quantity: Band,
    /// Of which quantities it is the highest, where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest: Option<Highest>,
    pub unit: Unit,
    /// US dollars per unit in the first tier.
    pub unit_price: Decimal,
    /// The typical quantity by tiers, where it fills more than one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<TierUse>,
    /// US dollars.
    pub monthly: Band,
    /// The query that found the price.
    pub key: Key,
    pub as_of: Arc<str>,
    pub source: Arc<str>,
    pub confidence: Confidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub derived_from: Option<Arc<str>>,
    /// The price was read more than 90 days before the day of the estimate.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stale: bool,
}

/// Something that is not in the total, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unpriced {
    pub node: String,
    pub part: Option<String>,
    pub service: String,
    pub item: String,
    pub cause: Cause,
    /// In plain words, for a reader without a table of causes.
    pub why: String,
    /// The query that found nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// The price of the same thing elsewhere: an orientation, in no total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Hint>,
}

/// Why something is unpriced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Cause {
    /// The book has no fact for the key.
    NoFact,
    /// The quantity is larger than the last tier known; what is within is a line.
    BeyondKnownTiers { known_to: Decimal, unit: Unit },
    /// The service file says why.
    Stated,
}

/// Something that costs nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Free {
    pub node: String,
    pub part: Option<String>,
    pub service: String,
    pub item: String,
    pub why: String,
}

/// A quantity taken because nobody stated one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// The element whose lines it moves.
    pub node: String,
    pub part: Option<String>,
    /// The connection whose volume it is, where it is not the element's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection: Option<String>,
    /// The name under which `usage` can state it, of the connection or else of the element.
    pub name: String,
    pub value: Band,
    /// What the value counts, e.g. `gib` or `requests per second`.
    pub unit: String,
    pub why: String,
}

impl Assumption {
    /// The id under which `usage` states it.
    pub fn stated_under(&self) -> &str {
        self.connection.as_deref().unwrap_or(&self.node)
    }
}

impl Estimate {
    /// The total of the lines of one node.
    pub fn of_node(&self, node: &str) -> Band {
        self.lines.iter().filter(|line| line.node == node).map(|line| line.monthly).sum::<Band>().normalize()
    }

    /// Puts what is estimated anew for some nodes in place of what was, and adds up. Both are in order of their nodes,
    /// and `again` has nothing of other nodes.
    pub fn revise<'n>(&mut self, nodes: impl IntoIterator<Item = &'n str>, again: Estimate) {
        let nodes: BTreeSet<&str> = nodes.into_iter().collect();
        let Estimate { monthly: _, lines, unpriced, free, assumptions } = again;
        replace(&mut self.lines, lines, &nodes, |line| &line.node);
        replace(&mut self.unpriced, unpriced, &nodes, |entry| &entry.node);
        replace(&mut self.free, free, &nodes, |entry| &entry.node);
        replace(&mut self.assumptions, assumptions, &nodes, |entry| &entry.node);
        self.add_up();
    }

    pub(crate) fn add_up(&mut self) {
        self.monthly = self.lines.iter().map(|line| line.monthly).sum::<Band>().normalize();
    }
}

/// Replaces the entries of each node; where there are as many as before, nothing else moves.
fn replace<T>(entries: &mut Vec<T>, again: Vec<T>, nodes: &BTreeSet<&str>, node_of: impl Fn(&T) -> &String) {
    let mut again = again.into_iter().peekable();
    for &node in nodes {
        let from = entries.partition_point(|entry| node_of(entry).as_str() < node);
        let count = entries.iter().skip(from).take_while(|entry| node_of(entry) == node).count();
        let fresh = std::iter::from_fn(|| again.next_if(|entry| node_of(entry) == node));
        entries.splice(from..from + count, fresh);
    }
}
