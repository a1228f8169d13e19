//! The new book from the old one and the answers, and what is different in it.

use std::{collections::BTreeMap, fmt};

use pricing::{Book, Decimal, Entry, Fact, Key, Unit};
use serde::Serialize;

use crate::{
    location::{Kind, Location},
    plan::Plan,
    query::Query,
    select::{Answer, Problem, Seen},
    services,
    table::Row,
};

/// What a refresh changed.
#[derive(Debug, Default, Serialize)]
pub struct Changes {
    /// Prices that the old book did not have.
    pub new: Vec<Priced>,
    pub changed: Vec<Changed>,
    /// How many are as they were.
    pub same: usize,
    /// Prices of the old book that AWS no longer lists: the new one does not have them.
    pub gone: Vec<Priced>,
    /// Prices that stay as they were, because AWS did not say what they are now.
    pub kept: Vec<Kept>,
    pub problems: Vec<Trouble>,
}

/// A price by its key.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Priced {
    #[serde(flatten)]
    pub key: Key,
    pub unit: Unit,
    /// US dollars per unit in its first tier.
    pub usd: Decimal,
}

/// A price that is another now.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    #[serde(flatten)]
    pub key: Key,
    pub unit: Unit,
    /// US dollars per unit in the first tier. Where both are equal, later tiers differ.
    pub before: Decimal,
    pub after: Decimal,
}

impl Changed {
    /// How it is another: by how many per cent it is dearer. None for what cost nothing before.
    pub fn how(&self) -> Option<String> {
        if self.before == self.after {
            return Some("later tiers".to_owned());
        }
        let part = self.after.checked_sub(self.before)?.checked_div(self.before)?;
        let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(1).normalize();
        Some(format!("{percent:+} %"))
    }
}

/// Prices that stay for the same reason.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    pub why: String,
    pub keys: Vec<Key>,
}

/// What was wrong, and in which answer.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Trouble {
    pub query: String,
    #[serde(flatten)]
    pub problem: Problem,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.query, self.problem)
    }
}

const SEVERAL: &str = "several products with different prices";

fn priced(key: Key, fact: &Fact) -> Priced {
    Priced { key, unit: fact.unit, usd: fact.unit_price() }
}

/// The entries of the new book.
pub fn merge(old: &Book, plan: &Plan, answers: &[(&Query, Answer)]) -> (Vec<Entry>, Changes) {
    let mut changes = Changes::default();
    for (query, answer) in answers {
        let told = |problem: &Problem| Trouble { query: query.to_string(), problem: problem.clone() };
        let asked = |problem: &&Problem| match problem {
            Problem::Ambiguous { key, .. } => plan.covers(key),
            Problem::Unreadable { .. } | Problem::Refused { .. } => true,
        };
        changes.problems.extend(answer.problems.iter().filter(asked).map(told));
    }
    let mut found = found(plan, answers, &mut changes.problems);
    let mut entries = Vec::new();
    let mut kept: BTreeMap<&str, Vec<Key>> = BTreeMap::new();
    for Entry { key, fact } in old.entries() {
        let stays = match found.remove(&key) {
            Some(Some(now)) => {
                if now.tiers == fact.tiers {
                    changes.same += 1;
                } else {
                    let (before, after) = (fact.unit_price(), now.unit_price());
                    changes.changed.push(Changed { key: key.clone(), unit: now.unit, before, after });
                }
                entries.push(Entry { key, fact: now });
                continue;
            }
            Some(None) => Some(SEVERAL),
            None if !plan.covers(&key) => {
                entries.push(Entry { key, fact });
                continue;
            }
            None => why_kept(&key, answers),
        };
        let Some(why) = stays else {
            changes.gone.push(priced(key, &fact));
            continue;
        };
        kept.entry(why).or_default().push(key.clone());
        entries.push(Entry { key, fact });
    }
    for (key, fact) in found.into_iter().filter_map(|(key, fact)| Some((key, fact?))) {
        changes.new.push(priced(key.clone(), &fact));
        entries.push(Entry { key, fact });
    }
    changes.kept = kept.into_iter().map(|(why, keys)| Kept { why: why.to_owned(), keys }).collect();
    (entries, changes)
}

/// The facts of all answers by key. Two answers that say different things of one key are a problem, and none holds.
fn found(
    plan: &Plan,
    answers: &[(&Query, Answer)],
    problems: &mut Vec<Trouble>,
) -> BTreeMap<Key, Option<Fact>> {
    let mut found: BTreeMap<Key, Option<Fact>> = BTreeMap::new();
    for (query, answer) in answers {
        for Entry { key, fact } in answer.facts.iter().filter(|entry| plan.covers(&entry.key)) {
            let before = found.entry(key.clone()).or_insert_with(|| Some(fact.clone()));
            let Some(other) = before.as_ref().filter(|other| other.tiers != fact.tiers) else { continue };
            let seen = |fact: &Fact| Seen {
                usage_type: fact.source.to_string(),
                operation: String::new(),
                sku: String::new(),
                usd: fact.unit_price(),
            };
            let offers = vec![seen(other), seen(fact)];
            let problem = Problem::Ambiguous { key: key.clone(), offers };
            problems.push(Trouble { query: query.to_string(), problem });
            *before = None;
        }
    }
    found
}

/// Why a price that was not found stays in the book; none if AWS no longer lists it.
fn why_kept(key: &Key, answers: &[(&Query, Answer)]) -> Option<&'static str> {
    let location = Location::named(&key.location)?;
    let rows: Vec<_> = answers
        .iter()
        .filter(|(query, _)| query.location == location)
        .flat_map(|(query, answer)| query.rows.iter().map(move |row| (*row, answer)))
        .filter(|(row, _)| row.covers(&key.slug))
        .collect();
    if rows.is_empty() {
        let why = services::kept(&key.slug);
        return Some(why.unwrap_or("AWS is not asked for it there"));
    }
    let why = |answer: &Answer, sure: bool| {
        let has = |what: fn(&Problem, &Key) -> bool| answer.problems.iter().any(|one| what(one, key));
        if has(|problem, key| matches!(problem, Problem::Ambiguous { key: other, .. } if other == key)) {
            Some(SEVERAL)
        } else if has(|problem, _| matches!(problem, Problem::Refused { .. })) {
            Some("AWS refused the query")
        } else if has(|problem, _| matches!(problem, Problem::Unreadable { .. })) {
            Some("an item of the answer could not be read")
        } else if answer.items == 0 {
            // More likely a question that AWS has renamed than a service that is gone.
            Some("AWS's answer was empty")
        } else {
            (!sure).then_some("not found under the usage type that is known here")
        }
    };
    // How usage types begin in Local Zones is not documented.
    let sure = |row: &Row| row.sure && location.kind != Kind::Zone;
    rows.iter().find_map(|(row, answer)| why(answer, sure(row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_price_says_by_how_much() {
        let how = |before: i64, after: i64| {
            let [before, after] = [before, after].map(|cents| Decimal::new(cents, 2));
            Changed { key: Key::new("sa-east-1", "alb/hour"), unit: Unit::Hour, before, after }.how()
        };
        let told = |words: &str| Some(words.to_owned());
        assert_eq!(how(300, 330), told("+10 %"));
        assert_eq!(how(300, 200), told("-33.3 %"));
        assert_eq!(how(300, 300), told("later tiers"));
        assert_eq!(how(0, 300), None, "nothing is no share of something");
    }
}
