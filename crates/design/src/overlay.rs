//! Environments as overlays: what is present in one, with which properties and usage.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value;

use crate::{Connection, Document, Environment, Id, Map, Node, Properties, Quantity, Tier};

/// One environment's view of a document, computed once.
#[derive(Debug)]
pub struct View<'d> {
    document: &'d Document,
    environment: Option<&'d Environment>,
    /// Sorted by id.
    nodes: Vec<(&'d Id, &'d Node, Properties)>,
    /// Sorted by id.
    connections: Vec<(&'d Id, &'d Connection, Properties)>,
}

impl<'d> View<'d> {
    /// The view of an environment; empty if there is no such environment.
    pub fn new(document: &'d Document, environment: &str) -> View<'d> {
        let mut view = View { document, environment: None, nodes: Vec::new(), connections: Vec::new() };
        let Some((id, environment)) = document.environments.get_key_value(environment) else { return view };
        view.environment = Some(environment);
        let drawn: Vec<(&Id, &Node)> = document.nodes.iter().collect();
        let present = present(&drawn, id, environment);
        view.nodes = std::iter::zip(drawn, present)
            .filter(|(_, present)| *present)
            .map(|((id, node), _)| (id, node, environment.merged(id, &node.properties)))
            .collect();
        view.connections = document
            .connections
            .iter()
            .filter(|(id, _)| environment.overrides.get(*id) != Some(&Value::Null))
            .map(|(id, drawn)| (id, drawn, environment.merged(id, &drawn.properties)))
            .collect();
        view
    }

    /// The nodes present here with their merged properties, in id order.
    pub fn nodes(&self) -> impl Iterator<Item = (&'d Id, &Properties)> {
        self.nodes.iter().map(|(id, _, properties)| (*id, properties))
    }

    /// The same, with each node as it stands in the document.
    pub fn drawn_nodes(&self) -> impl Iterator<Item = (&'d Id, &'d Node, &Properties)> {
        self.nodes.iter().map(|(id, node, properties)| (*id, *node, properties))
    }

    /// The connections not removed here with their merged properties, in id order. Their ends may be absent all
    /// the same.
    pub fn drawn_connections(&self) -> impl Iterator<Item = (&'d Id, &'d Connection, &Properties)> {
        self.connections.iter().map(|(id, drawn, properties)| (*id, *drawn, properties))
    }

    pub fn has(&self, node: &Id) -> bool {
        self.node(node).is_some()
    }

    /// A node's merged properties; `None` where it is absent here.
    pub fn node(&self, node: &Id) -> Option<&Properties> {
        let at = self.nodes.binary_search_by(|(id, _, _)| (*id).cmp(node)).ok()?;
        self.nodes.get(at).map(|(_, _, properties)| properties)
    }

    /// A connection's merged properties; `None` where it is removed here. Its ends may be absent all the same.
    pub fn connection(&self, connection: &Id) -> Option<&Properties> {
        let at = self.connections.binary_search_by(|(id, _, _)| (*id).cmp(connection)).ok()?;
        self.connections.get(at).map(|(_, _, properties)| properties)
    }

    /// The volumes stated for an element here.
    pub fn usage(&self, element: &Id) -> BTreeMap<String, Quantity> {
        match self.environment {
            Some(environment) => environment.usage_of(self.document, element),
            None => self.document.usage.get(element).cloned().unwrap_or_default(),
        }
    }
}

impl Environment {
    /// The properties, here, of a node or connection that has `base` in the document.
    pub fn merged(&self, element: &Id, base: &Properties) -> Properties {
        match self.overrides.get(element) {
            Some(Value::Object(patch)) => {
                let mut properties = Map::clone(base);
                merge_patch(&mut properties, patch);
                Arc::new(properties)
            }
            _ => Arc::clone(base),
        }
    }

    /// The volumes stated for an element here.
    pub fn usage_of(&self, document: &Document, element: &Id) -> BTreeMap<String, Quantity> {
        let mut usage = document.usage.get(element).cloned().unwrap_or_default();
        for (name, quantity) in self.usage.get(element).into_iter().flatten() {
            match quantity {
                Some(quantity) => usage.insert(name.clone(), quantity.clone()),
                None => usage.remove(name),
            };
        }
        usage
    }
}

/// For each node (sorted by id) whether it is present: it lives here, and so does all that contains it. Walks
/// from each node at most to the first decided ancestor.
fn present(drawn: &[(&Id, &Node)], id: &Id, environment: &Environment) -> Vec<bool> {
    let mut decided: Vec<Option<bool>> = vec![None; drawn.len()];
    let mut path = Vec::new();
    for start in 0..drawn.len() {
        let mut at = Some(start);
        let mut there = true;
        while let Some(current) = at {
            if let Some(known) = decided.get(current).copied().flatten() {
                there = known;
                break;
            }
            // A cycle or a missing parent is an error elsewhere; here it only must not hang.
            if path.len() > drawn.len() {
                there = false;
                break;
            }
            path.push(current);
            let parent = drawn.get(current).and_then(|(_, node)| node.parent.as_ref());
            at = parent.and_then(|parent| drawn.binary_search_by(|(id, _)| (*id).cmp(parent)).ok());
            if parent.is_some() && at.is_none() {
                there = false;
            }
        }
        for current in path.drain(..).rev() {
            if let (Some((node_id, node)), Some(slot)) = (drawn.get(current), decided.get_mut(current)) {
                there = there
                    && lives_in(node, id, environment)
                    && environment.overrides.get(*node_id) != Some(&Value::Null);
                *slot = Some(there);
            }
        }
    }
    decided.into_iter().map(|decision| decision == Some(true)).collect()
}

/// What `in` says; left out, a node lives in every environment but the shared ones.
fn lives_in(node: &Node, id: &Id, environment: &Environment) -> bool {
    match &node.environments {
        Some(named) => named.contains(id),
        None => environment.tier != Tier::Shared,
    }
}

/// JSON merge patch (RFC 7396) on an object.
pub fn merge_patch(target: &mut Map, patch: &Map) {
    for (key, value) in patch {
        match value {
            Value::Null => {
                target.remove(key);
            }
            Value::Object(inner) => {
                let slot = target.entry(key.clone()).or_insert_with(|| Value::Object(Map::new()));
                match slot {
                    Value::Object(object) => merge_patch(object, inner),
                    other => {
                        let mut object = Map::new();
                        merge_patch(&mut object, inner);
                        *other = Value::Object(object);
                    }
                }
            }
            other => {
                target.insert(key.clone(), other.clone());
            }
        }
    }
}
