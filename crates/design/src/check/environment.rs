//! Environments: account, region, zones, and overlays that must fit after merging.

use serde_json::Value;

use super::{Check, node::described};
use crate::{
    Id, Map, connection_properties,
    overlay::merge_patch,
    problem::{Fault, Path},
    read::fields::wrong,
};

impl Check<'_> {
    /// The settings of an environment, without its overlays.
    pub(crate) fn environment(&self, id: &Id) {
        let Some(environment) = self.document.environments.get(id) else { return };
        let root = Path::Root.key("environments");
        let path = root.key(id.as_str());
        let account = &environment.account;
        if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            let fault = wrong("an account of twelve digits", &account.as_str().into());
            self.problems.push(&path.key("account"), fault);
        }
        self.region(&environment.region, &path.key("region"));
        let zones = environment.zones.as_deref().unwrap_or_default();
        let path = path.key("zones");
        for (index, zone) in zones.iter().enumerate() {
            let path = path.index(index);
            let letter = zone.strip_prefix(environment.region.as_str()).unwrap_or_default();
            if !matches!(letter.as_bytes(), [letter] if letter.is_ascii_lowercase()) {
                let (found, region) = (zone.chars().take(60).collect(), environment.region.clone());
                self.problems.push(&path, Fault::ZoneElsewhere { found, region });
            } else if zones.iter().take(index).any(|other| other == zone) {
                self.problems.push(&path, Fault::Repeated { found: zone.clone() });
            }
        }
    }

    /// All overlays of an environment.
    pub(crate) fn overlays(&self, id: &Id) {
        let Some(environment) = self.document.environments.get(id) else { return };
        for element in environment.overrides.keys() {
            self.overlay(id, element);
        }
        for element in environment.usage.keys() {
            self.usage_overlay(id, element);
        }
    }

    /// The overlay of one element in one environment: merged with the base it must fit the kind.
    pub(crate) fn overlay(&self, id: &Id, element: &Id) {
        let environment = self.document.environments.get(id);
        let Some(patch) = environment.and_then(|environment| environment.overrides.get(element)) else {
            return;
        };
        let environments = Path::Root.key("environments");
        let environment = environments.key(id.as_str());
        let overrides = environment.key("overrides");
        let path = overrides.key(element.as_str());
        if !self.element(element, &path) {
            return;
        }
        let patch = match patch {
            Value::Null => return,
            Value::Object(patch) => patch,
            other => {
                let fault = wrong("an object that changes properties, or null to leave it out here", other);
                return self.problems.push(&path, fault);
            }
        };
        let merged = |base: &Map| {
            let mut properties = base.clone();
            merge_patch(&mut properties, patch);
            properties
        };
        if let Some(node) = self.document.nodes.get(element) {
            if let Some(kind) = self.catalogue.kind(&node.kind) {
                self.properties(kind.properties, &merged(&node.properties), kind.name, &path);
            }
        } else if let Some(connection) = self.document.connections.get(element) {
            let declared = connection_properties(connection.kind);
            self.properties(declared, &merged(&connection.properties), described(connection.kind), &path);
        }
    }
}
