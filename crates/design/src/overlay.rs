//! Environments as overlays: what is present in one, with which properties and usage.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::Value;

use crate::{Document, Environment, Id, Map, Node, Quantity, Tier};

/// One environment's view of a document, computed once.
#[derive(Debug)]
pub struct View<'d> {
    document: &'d Document,
    environment: Option<&'d Environment>,
    nodes: BTreeMap<&'d Id, Cow<'d, Map>>,
    connections: BTreeMap<&'d Id, Cow<'d, Map>>,
}

impl<'d> View<'d> {
    /// The view of an environment; empty if there is no such environment.
    pub fn new(document: &'d Document, environment: &str) -> View<'d> {
        let mut view =
            View { document, environment: None, nodes: BTreeMap::new(), connections: BTreeMap::new() };
        let Some((id, environment)) = document.environments.get_key_value(environment) else { return view };
        view.environment = Some(environment);
        let mut absent: BTreeSet<&Id> = BTreeSet::new();
        let mut present: BTreeSet<&Id> = BTreeSet::new();
        for node in document.nodes.keys() {
            decide(document, id, environment, node, &mut present, &mut absent);
        }
        for node in present {
            if let Some(drawn) = document.nodes.get(node) {
                view.nodes.insert(node, merged(&drawn.properties, environment.overrides.get(node)));
            }
        }
        for (connection, drawn) in &document.connections {
            let overlay = environment.overrides.get(connection);
            if overlay != Some(&Value::Null) {
                view.connections.insert(connection, merged(&drawn.properties, overlay));
            }
        }
        view
    }

    /// The nodes present here with their merged properties, in id order.
    pub fn nodes(&self) -> impl Iterator<Item = (&'d Id, &Map)> {
        self.nodes.iter().map(|(id, properties)| (*id, properties.as_ref()))
    }

    pub fn has(&self, node: &Id) -> bool {
        self.nodes.contains_key(node)
    }

    /// A node's merged properties; `None` where it is absent here.
    pub fn node(&self, node: &Id) -> Option<&Map> {
        self.nodes.get(node).map(Cow::as_ref)
    }

    /// A connection's merged properties; `None` where it is removed here. Its ends may be absent all the same.
    pub fn connection(&self, connection: &Id) -> Option<&Map> {
        self.connections.get(connection).map(Cow::as_ref)
    }

    /// The volumes stated for an element here.
    pub fn usage(&self, element: &Id) -> BTreeMap<String, Quantity> {
        let mut usage = self.document.usage.get(element).cloned().unwrap_or_default();
        let overlay = self.environment.and_then(|environment| environment.usage.get(element));
        for (name, quantity) in overlay.into_iter().flatten() {
            match quantity {
                Some(quantity) => usage.insert(name.clone(), quantity.clone()),
                None => usage.remove(name),
            };
        }
        usage
    }
}

/// Decides a node and, first, what contains it. Walks at most to the first decided ancestor.
fn decide<'d>(
    document: &'d Document,
    id: &Id,
    environment: &Environment,
    node: &'d Id,
    present: &mut BTreeSet<&'d Id>,
    absent: &mut BTreeSet<&'d Id>,
) {
    let mut path = Vec::new();
    let mut at = Some(node);
    let mut there = true;
    while let Some(current) = at {
        if present.contains(current) {
            break;
        }
        // A cycle or a missing parent is an error elsewhere; here it only must not hang.
        let Some(drawn) = document
            .nodes
            .get(current)
            .filter(|_| !absent.contains(current) && path.len() <= document.nodes.len())
        else {
            there = false;
            break;
        };
        path.push((current, drawn));
        at = drawn.parent.as_ref();
    }
    for (current, drawn) in path.into_iter().rev() {
        there = there
            && lives_in(drawn, id, environment)
            && environment.overrides.get(current) != Some(&Value::Null);
        if there {
            present.insert(current)
        } else {
            absent.insert(current)
        };
    }
}

/// What `in` says; left out, a node lives in every environment but the shared ones.
fn lives_in(node: &Node, id: &Id, environment: &Environment) -> bool {
    match &node.environments {
        Some(named) => named.contains(id),
        None => environment.tier != Tier::Shared,
    }
}

fn merged<'d>(base: &'d Map, overlay: Option<&Value>) -> Cow<'d, Map> {
    match overlay {
        Some(Value::Object(patch)) => {
            let mut properties = base.clone();
            merge_patch(&mut properties, patch);
            Cow::Owned(properties)
        }
        _ => Cow::Borrowed(base),
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
