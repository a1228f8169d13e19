//! Adding, removing and changing environments.

use std::collections::BTreeMap;

use super::{
    Refusal,
    draft::{Draft, exact_payment, exact_quantity, exact_settings, writable},
    elements::unknown,
};
use crate::{Environment, Id, Node, Payment, delta::Settings};

impl Draft<'_> {
    pub(super) fn add_environment(&mut self, id: Id, environment: Environment) -> Result<(), Refusal> {
        if self.document.environments.contains_key(&id) {
            return Err(Refusal::Taken { what: "environment", id: id.to_string() });
        }
        self.put_settings(&id, Some(exact_settings(Settings::of(&environment))?));
        for (element, patch) in environment.overrides {
            self.put_override(&id, &element, Some(writable(patch)?));
        }
        for (element, volumes) in environment.usage {
            let volumes = volumes
                .into_iter()
                .map(|(name, quantity)| Ok((name, quantity.map(exact_quantity).transpose()?)))
                .collect::<Result<_, Refusal>>()?;
            self.put_environment_usage(&id, &element, Some(volumes));
        }
        Ok(())
    }

    pub(super) fn change_environment(&mut self, id: &Id, settings: Settings) -> Result<(), Refusal> {
        if !self.document.environments.contains_key(id) {
            return Err(unknown("environment", id));
        }
        self.put_settings(id, Some(exact_settings(settings)?));
        Ok(())
    }

    pub(super) fn set_payment(
        &mut self,
        id: &Id,
        environment: &Id,
        payment: Option<Payment>,
    ) -> Result<(), Refusal> {
        if !self.document.environments.contains_key(environment) {
            return Err(unknown("environment", environment));
        }
        self.put_payment(environment, id, payment.map(exact_payment).transpose()?);
        Ok(())
    }

    pub(super) fn remove_environment(&mut self, id: &Id) -> Result<(), Refusal> {
        let Some(environment) = self.document.environments.get(id) else {
            return Err(unknown("environment", id));
        };
        let overridden: Vec<Id> = environment.overrides.keys().cloned().collect();
        let with_usage: Vec<Id> = environment.usage.keys().cloned().collect();
        for element in &overridden {
            self.put_override(id, element, None);
        }
        for element in &with_usage {
            self.put_environment_usage(id, element, None);
        }
        self.put_settings(id, None);
        let names = |named: &Option<Vec<Id>>| named.as_ref().is_some_and(|named| named.contains(id));
        let without = |named: Option<Vec<Id>>| {
            named.map(|named| named.into_iter().filter(|other| other != id).collect::<Vec<Id>>())
        };
        let nodes = self.document.nodes.iter().filter(|(_, node)| names(&node.environments));
        let nodes: Vec<(Id, Node)> = nodes.map(|(id, node)| (id.clone(), node.clone())).collect();
        for (other, node) in nodes {
            // An empty list stays: the node is then nowhere, not suddenly everywhere.
            let environments = without(node.environments);
            self.put_node(&other, Some(Node { environments, ..node }));
        }
        for (other, left) in cleared(&self.document.suppressions, id, |one| &mut one.environments) {
            self.put_suppression(&other, left);
        }
        for (other, left) in cleared(&self.document.answers, id, |one| &mut one.environments) {
            self.put_answer(&other, left);
        }
        for (other, left) in cleared(&self.document.expectations, id, |one| &mut one.environments) {
            self.put_expectation(&other, left);
        }
        Ok(())
    }
}

/// Those that name an environment, without it; `None` where they then hold nowhere.
fn cleared<T: Clone>(
    map: &BTreeMap<Id, T>,
    id: &Id,
    environments: fn(&mut T) -> &mut Option<Vec<Id>>,
) -> Vec<(Id, Option<T>)> {
    let clear = |(other, one): (&Id, &T)| {
        let mut one = one.clone();
        let named = environments(&mut one).as_mut().filter(|named| named.contains(id))?;
        named.retain(|named| named != id);
        let left = !named.is_empty();
        Some((other.clone(), left.then_some(one)))
    };
    map.iter().filter_map(clear).collect()
}
