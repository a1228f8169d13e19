//! What a command changed: for each place of the document what stood there and what stands there now.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Number, Value};
use thiserror::Error;

use crate::{
    Answer, Connection, Document, Environment, Expectation, Frame, Id, Map, Node, Payment, Proposal,
    Quantity, Rate, RuleSet, Suppression, Tier, Workload, command::Section,
};

/// One place: what stood there and what stands there after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "T: serde::de::DeserializeOwned"))]
pub struct Swap<T> {
    // Left out means nothing; an explicit null is a value (an element removed by an overlay).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub before: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub after: Option<T>,
}

impl<T: Clone> Swap<T> {
    fn inverse(&self) -> Swap<T> {
        Swap { before: self.after.clone(), after: self.before.clone() }
    }
}

fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Changes of places of one sort, by id or key.
pub type Swaps<K, T> = BTreeMap<K, Swap<T>>;

/// An environment without its overlays, which are places of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub account: String,
    pub region: String,
    pub tier: Tier,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zones: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<Workload>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_usd: Option<Number>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub payments: BTreeMap<Id, Payment>,
}

impl Settings {
    /// The settings of an environment.
    pub fn of(environment: &Environment) -> Settings {
        Settings {
            account: environment.account.clone(),
            region: environment.region.clone(),
            tier: environment.tier,
            profile: environment.profile.clone(),
            zones: environment.zones.clone(),
            workload: environment.workload.clone(),
            budget_usd: environment.budget_usd.clone(),
            payments: environment.payments.clone(),
        }
    }
}

/// A change of a document that can be undone, joined with the next, sent and stored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Delta {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Swap<String>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub nodes: Swaps<Id, Node>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub connections: Swaps<Id, Connection>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub environments: Swaps<Id, Settings>,
    /// By environment, then element.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub overrides: BTreeMap<Id, Swaps<Id, Value>>,
    /// By environment, then element.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub environment_usage: BTreeMap<Id, Swaps<Id, BTreeMap<String, Option<Quantity>>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub layout: Swaps<Id, Frame>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub usage: Swaps<Id, BTreeMap<String, Quantity>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub suppressions: Swaps<Id, Suppression>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: Swaps<Id, Answer>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub expectations: Swaps<Id, Expectation>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub organisation_rules: Swaps<Id, RuleSet>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rates: Swaps<Id, Rate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Swap<Proposal>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<Section, Swaps<String, Value>>,
}

/// A delta that was made for another state of the document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the change was made for another state of the design: {place} is not as it was")]
pub struct Stale {
    /// JSON path of the first place that differs.
    pub place: String,
}

impl Delta {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        *self == Delta::default()
    }

    /// The change back.
    pub fn inverse(&self) -> Delta {
        Delta {
            name: self.name.as_ref().map(Swap::inverse),
            nodes: inverse(&self.nodes),
            connections: inverse(&self.connections),
            environments: inverse(&self.environments),
            overrides: self.overrides.iter().map(|(id, swaps)| (id.clone(), inverse(swaps))).collect(),
            environment_usage: self
                .environment_usage
                .iter()
                .map(|(id, swaps)| (id.clone(), inverse(swaps)))
                .collect(),
            layout: inverse(&self.layout),
            usage: inverse(&self.usage),
            suppressions: inverse(&self.suppressions),
            answers: inverse(&self.answers),
            expectations: inverse(&self.expectations),
            organisation_rules: inverse(&self.organisation_rules),
            rates: inverse(&self.rates),
            proposal: self.proposal.as_ref().map(Swap::inverse),
            entries: self.entries.iter().map(|(section, swaps)| (*section, inverse(swaps))).collect(),
        }
    }

    /// This change and then `next`, as one: places that end as they began drop out.
    pub fn then(mut self, next: Delta) -> Delta {
        self.name = then(self.name, next.name);
        self.proposal = then(self.proposal, next.proposal);
        join(&mut self.nodes, next.nodes);
        join(&mut self.connections, next.connections);
        join(&mut self.environments, next.environments);
        join_nested(&mut self.overrides, next.overrides);
        join_nested(&mut self.environment_usage, next.environment_usage);
        join(&mut self.layout, next.layout);
        join(&mut self.usage, next.usage);
        join(&mut self.suppressions, next.suppressions);
        join(&mut self.answers, next.answers);
        join(&mut self.expectations, next.expectations);
        join(&mut self.organisation_rules, next.organisation_rules);
        join(&mut self.rates, next.rates);
        join_nested(&mut self.entries, next.entries);
        self
    }

    /// Makes the change.
    ///
    /// # Errors
    /// [`Stale`] if a place does not hold what the change starts from; the document is then untouched.
    pub fn apply(&self, document: &mut Document) -> Result<(), Stale> {
        self.fits(document)?;
        if let Some(Swap { after: Some(name), .. }) = &self.name {
            document.name.clone_from(name);
        }
        write(&mut document.nodes, &self.nodes);
        write(&mut document.connections, &self.connections);
        // Environments come before their overlays and go after them.
        for (id, swap) in &self.environments {
            if let Some(settings) = swap.after.clone() {
                set_settings(document, id, settings);
            }
        }
        for (id, swaps) in &self.overrides {
            if let Some(environment) = document.environments.get_mut(id) {
                write(&mut environment.overrides, swaps);
            }
        }
        for (id, swaps) in &self.environment_usage {
            if let Some(environment) = document.environments.get_mut(id) {
                write(&mut environment.usage, swaps);
            }
        }
        for id in self.environments.iter().filter(|(_, swap)| swap.after.is_none()).map(|(id, _)| id) {
            document.environments.remove(id);
        }
        write(&mut document.layout, &self.layout);
        write(&mut document.usage, &self.usage);
        write(&mut document.suppressions, &self.suppressions);
        write(&mut document.answers, &self.answers);
        write(&mut document.expectations, &self.expectations);
        write(&mut document.organisation_rules, &self.organisation_rules);
        write(&mut document.rates, &self.rates);
        if let Some(swap) = &self.proposal {
            document.proposal.clone_from(&swap.after);
        }
        for (section, swaps) in &self.entries {
            let map = section.of_mut(document);
            for (key, swap) in swaps {
                match &swap.after {
                    Some(value) => map.insert(key.clone(), value.clone()),
                    None => map.remove(key),
                };
            }
        }
        Ok(())
    }

    fn fits(&self, document: &Document) -> Result<(), Stale> {
        let stale = |place: String| Err(Stale { place });
        if self.name.as_ref().is_some_and(|swap| swap.before.as_ref() != Some(&document.name)) {
            return stale("name".to_owned());
        }
        agrees("nodes", &document.nodes, &self.nodes)?;
        agrees("connections", &document.connections, &self.connections)?;
        for (id, swap) in &self.environments {
            if document.environments.get(id).map(Settings::of) != swap.before {
                return stale(format!("environments.{id}"));
            }
        }
        let (no_overrides, no_usage) = (BTreeMap::new(), BTreeMap::new());
        for (id, swaps) in &self.overrides {
            let environment = document.environments.get(id);
            let overrides = environment.map_or(&no_overrides, |environment| &environment.overrides);
            agrees(&format!("environments.{id}.overrides"), overrides, swaps)?;
        }
        for (id, swaps) in &self.environment_usage {
            let environment = document.environments.get(id);
            let usage = environment.map_or(&no_usage, |environment| &environment.usage);
            agrees(&format!("environments.{id}.usage"), usage, swaps)?;
        }
        agrees("layout", &document.layout, &self.layout)?;
        agrees("usage", &document.usage, &self.usage)?;
        agrees("suppressions", &document.suppressions, &self.suppressions)?;
        agrees("answers", &document.answers, &self.answers)?;
        agrees("expectations", &document.expectations, &self.expectations)?;
        agrees("organisation_rules", &document.organisation_rules, &self.organisation_rules)?;
        agrees("rates", &document.rates, &self.rates)?;
        if self.proposal.as_ref().is_some_and(|swap| swap.before != document.proposal) {
            return stale("proposal".to_owned());
        }
        for (section, swaps) in &self.entries {
            let map: &Map = section.of(document);
            if let Some((key, _)) = swaps.iter().find(|(key, swap)| map.get(*key) != swap.before.as_ref()) {
                return stale(format!("{}.{key}", section.word()));
            }
        }
        Ok(())
    }
}

pub(crate) fn set_settings(document: &mut Document, id: &Id, settings: Settings) {
    let Settings { account, region, tier, profile, zones, workload, budget_usd, payments } = settings;
    let (overrides, usage) =
        document.environments.remove(id).map(|old| (old.overrides, old.usage)).unwrap_or_default();
    let environment = Environment {
        account,
        region,
        tier,
        profile,
        zones,
        workload,
        budget_usd,
        payments,
        overrides,
        usage,
    };
    document.environments.insert(id.clone(), environment);
}

fn inverse<K: Ord + Clone, T: Clone>(swaps: &Swaps<K, T>) -> Swaps<K, T> {
    swaps.iter().map(|(key, swap)| (key.clone(), swap.inverse())).collect()
}

/// A change of one place and then a later one; `None` where it ends as it began.
fn then<T: PartialEq>(earlier: Option<Swap<T>>, later: Option<Swap<T>>) -> Option<Swap<T>> {
    let Some(later) = later else { return earlier };
    let before = earlier.map_or(later.before, |earlier| earlier.before);
    Some(Swap { before, after: later.after }).filter(|swap| swap.before != swap.after)
}

/// Appends later changes to earlier ones.
pub(crate) fn join<K: Ord + Clone, T: PartialEq>(earlier: &mut Swaps<K, T>, later: Swaps<K, T>) {
    for (key, mut swap) in later {
        if let Some(first) = earlier.remove(&key) {
            swap.before = first.before;
        }
        if swap.before != swap.after {
            earlier.insert(key, swap);
        }
    }
}

fn join_nested<G: Ord, K: Ord + Clone, T: PartialEq>(
    earlier: &mut BTreeMap<G, Swaps<K, T>>,
    later: BTreeMap<G, Swaps<K, T>>,
) {
    for (group, swaps) in later {
        join(earlier.entry(group).or_default(), swaps);
    }
    earlier.retain(|_, swaps| !swaps.is_empty());
}

fn write<T: Clone>(map: &mut BTreeMap<Id, T>, swaps: &Swaps<Id, T>) {
    for (id, swap) in swaps {
        match &swap.after {
            Some(value) => map.insert(id.clone(), value.clone()),
            None => map.remove(id),
        };
    }
}

fn agrees<T: PartialEq>(place: &str, map: &BTreeMap<Id, T>, swaps: &Swaps<Id, T>) -> Result<(), Stale> {
    match swaps.iter().find(|(id, swap)| map.get(*id) != swap.before.as_ref()) {
        Some((id, _)) => Err(Stale { place: format!("{place}.{id}") }),
        None => Ok(()),
    }
}
