//! What differs in one environment: properties, presence, volumes.

use serde_json::Value;

use super::{
    Refusal,
    draft::Draft,
    elements::{set_in, unknown},
};
use crate::{Document, Id, Map, Quantity, Tier};

impl Draft<'_> {
    fn known(&self, id: &Id, environment: &Id) -> Result<(), Refusal> {
        let document: &Document = self.document;
        if !document.environments.contains_key(environment) {
            return Err(unknown("environment", environment));
        }
        let known = document.nodes.contains_key(id)
            || document.connections.contains_key(id)
            || document.applications.contains_key(id.as_str());
        if known { Ok(()) } else { Err(unknown("node or connection", id)) }
    }

    fn patch(&self, id: &Id, environment: &Id) -> Result<Map, Refusal> {
        let overlay = self.document.environments.get(environment);
        match overlay.and_then(|overlay| overlay.overrides.get(id)) {
            Some(Value::Null) => {
                Err(Refusal::AbsentThere { id: id.clone(), environment: environment.clone() })
            }
            Some(Value::Object(patch)) => Ok(patch.clone()),
            _ => Ok(Map::new()),
        }
    }

    fn base(&self, id: &Id) -> Option<&Map> {
        let document: &Document = self.document;
        let node = document.nodes.get(id).map(|node| &*node.properties);
        let connection = || document.connections.get(id).map(|connection| &*connection.properties);
        node.or_else(connection).or_else(|| document.applications.get(id.as_str())?.as_object())
    }

    pub(super) fn set_override(
        &mut self,
        id: &Id,
        environment: &Id,
        path: &[String],
        value: Value,
    ) -> Result<(), Refusal> {
        self.known(id, environment)?;
        let mut patch = self.patch(id, environment)?;
        let (first, rest) = path.split_first().ok_or(Refusal::NoPath)?;
        let base = self.base(id).and_then(|base| base.get(first));
        let base = rest.iter().try_fold(base, |at, key| Some(at?.as_object()?.get(key))).flatten();
        set_in(&mut patch, path, Some(replacing(base, value)))?;
        self.put_override(environment, id, Some(Value::Object(patch)));
        Ok(())
    }

    pub(super) fn unset_override(
        &mut self,
        id: &Id,
        environment: &Id,
        path: &[String],
    ) -> Result<(), Refusal> {
        self.known(id, environment)?;
        let mut patch = self.patch(id, environment)?;
        set_in(&mut patch, path, None)?;
        let patch = (!patch.is_empty()).then_some(Value::Object(patch));
        self.put_override(environment, id, patch);
        Ok(())
    }

    pub(super) fn set_present(&mut self, id: &Id, environment: &Id, present: bool) -> Result<(), Refusal> {
        self.known(id, environment)?;
        let overlay = self.document.environments.get(environment);
        let removed = overlay.is_some_and(|overlay| overlay.overrides.get(id) == Some(&Value::Null));
        let shared = overlay.is_some_and(|overlay| overlay.tier == Tier::Shared);
        if present && removed {
            self.put_override(environment, id, None);
        }
        let limits = self.document.nodes.get(id).map(|node| node.environments.clone());
        match (limits, present) {
            // A list says exactly where the node is.
            (Some(Some(mut named)), true) if !named.contains(environment) => {
                named.push(environment.clone());
                self.change_node(id, |node| node.environments = Some(named))
            }
            (Some(Some(mut named)), false) => {
                named.retain(|other| other != environment);
                self.change_node(id, |node| node.environments = Some(named))
            }
            // Without a list it is everywhere but in shared environments, so being there takes a list.
            (Some(None), true) if shared => {
                let environments = self.document.environments.iter();
                let named = environments
                    .filter(|(other, overlay)| *other == environment || overlay.tier != Tier::Shared)
                    .map(|(other, _)| other.clone())
                    .collect();
                self.change_node(id, |node| node.environments = Some(named))
            }
            (Some(None), false) if shared => Ok(()),
            (_, true) => Ok(()),
            (_, false) => {
                self.put_override(environment, id, Some(Value::Null));
                Ok(())
            }
        }
    }

    /// `quantity`: `None` unsets, `Some(None)` states that there is none.
    pub(super) fn change_usage(
        &mut self,
        id: &Id,
        environment: Option<&Id>,
        name: String,
        quantity: Option<Option<Quantity>>,
    ) -> Result<(), Refusal> {
        if let Some(environment) = environment {
            self.known(id, environment)?;
            let overlay = self.document.environments.get(environment);
            let mut volumes = overlay.and_then(|overlay| overlay.usage.get(id)).cloned().unwrap_or_default();
            match quantity {
                Some(quantity) => volumes.insert(name, quantity),
                None => volumes.remove(&name),
            };
            self.put_environment_usage(environment, id, (!volumes.is_empty()).then_some(volumes));
        } else {
            let mut volumes = self.document.usage.get(id).cloned().unwrap_or_default();
            match quantity.flatten() {
                Some(quantity) => volumes.insert(name, quantity),
                None => volumes.remove(&name),
            };
            self.put_usage(id, (!volumes.is_empty()).then_some(volumes));
        }
        Ok(())
    }
}

/// The merge patch that makes of `base` exactly `value`.
fn replacing(base: Option<&Value>, value: Value) -> Value {
    let Value::Object(wanted) = value else { return value };
    let base = base.and_then(Value::as_object);
    let mut patch = Map::new();
    for key in base.into_iter().flat_map(Map::keys).filter(|key| !wanted.contains_key(*key)) {
        patch.insert(key.clone(), Value::Null);
    }
    for (key, value) in wanted {
        let below = base.and_then(|base| base.get(&key));
        let value = replacing(below, value);
        patch.insert(key, value);
    }
    Value::Object(patch)
}
