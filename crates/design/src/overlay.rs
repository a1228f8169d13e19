//! Environments as overlays: what is present in one, with which properties and usage.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde_json::Value;

use crate::{Document, Environment, Id, Map, Node, Properties, Quantity, Tier};

/// The nodes of a document in id order, each found at once, for all environments.
#[derive(Debug)]
pub struct Drawn<'d> {
    pub nodes: Vec<(&'d Id, &'d Node)>,
    places: HashMap<&'d str, usize>,
    parents: Vec<Parent>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Parent {
    None,
    At(usize),
    /// There is none of the name stated.
    Missing,
}

impl<'d> Drawn<'d> {
    pub fn new(document: &'d Document) -> Drawn<'d> {
        let nodes: Vec<(&Id, &Node)> = document.nodes.iter().collect();
        let places: HashMap<&str, usize> =
            nodes.iter().enumerate().map(|(at, (id, _))| (id.as_str(), at)).collect();
        let parents = nodes.iter().map(|(_, node)| match &node.parent {
            None => Parent::None,
            Some(parent) => places.get(parent.as_str()).map_or(Parent::Missing, |&at| Parent::At(at)),
        });
        Drawn { parents: parents.collect(), nodes, places }
    }

    /// Where a node is in `nodes`.
    pub fn place(&self, id: &Id) -> Option<usize> {
        self.places.get(id.as_str()).copied()
    }

    /// Where the parent of a node is.
    pub fn parent(&self, at: usize) -> Option<usize> {
        match self.parents.get(at) {
            Some(Parent::At(parent)) => Some(*parent),
            _ => None,
        }
    }

    /// For each node whether it is present in an environment: it lives there, and so does all that contains it. Walks
    /// from each node at most to the first decided ancestor.
    pub fn present(&self, id: &Id, environment: &Environment) -> Vec<bool> {
        let mut decided: Vec<Option<bool>> = vec![None; self.nodes.len()];
        let mut path = Vec::new();
        for start in 0..self.nodes.len() {
            let mut at = Some(start);
            let mut there = true;
            while let Some(current) = at {
                if let Some(known) = decided.get(current).copied().flatten() {
                    there = known;
                    break;
                }
                // A cycle or a missing parent is an error elsewhere; here it only must not hang.
                if path.len() > self.nodes.len() || self.parents.get(current) == Some(&Parent::Missing) {
                    there = false;
                }
                path.push(current);
                at = self.parent(current).filter(|_| there);
            }
            for current in path.drain(..).rev() {
                if let (Some((node_id, node)), Some(slot)) =
                    (self.nodes.get(current), decided.get_mut(current))
                {
                    there = there && lives_in(node, id, environment) && !environment.removes(node_id);
                    *slot = Some(there);
                }
            }
        }
        decided.into_iter().map(|decision| decision == Some(true)).collect()
    }
}

/// One environment's view of a document, computed once.
#[derive(Debug)]
pub struct View<'d> {
    document: &'d Document,
    environment: Option<&'d Environment>,
    /// Sorted by id.
    nodes: Vec<(&'d Id, Properties)>,
    /// Sorted by id.
    connections: Vec<(&'d Id, Properties)>,
}

impl<'d> View<'d> {
    /// The view of an environment; empty if there is no such environment.
    pub fn new(document: &'d Document, environment: &str) -> View<'d> {
        let mut view = View { document, environment: None, nodes: Vec::new(), connections: Vec::new() };
        let Some((id, environment)) = document.environments.get_key_value(environment) else { return view };
        view.environment = Some(environment);
        let drawn = Drawn::new(document);
        let present = drawn.present(id, environment);
        view.nodes = std::iter::zip(drawn.nodes, present)
            .filter(|(_, present)| *present)
            .map(|((id, node), _)| (id, environment.merged(id, &node.properties)))
            .collect();
        view.connections = document
            .connections
            .iter()
            .filter(|(id, _)| !environment.removes(id))
            .map(|(id, drawn)| (id, environment.merged(id, &drawn.properties)))
            .collect();
        view
    }

    /// The nodes present here with their merged properties, in id order.
    pub fn nodes(&self) -> impl Iterator<Item = (&'d Id, &Properties)> {
        self.nodes.iter().map(|(id, properties)| (*id, properties))
    }

    pub fn has(&self, node: &Id) -> bool {
        self.node(node).is_some()
    }

    /// A node's merged properties; `None` where it is absent here.
    pub fn node(&self, node: &Id) -> Option<&Properties> {
        let at = self.nodes.binary_search_by(|(id, _)| (*id).cmp(node)).ok()?;
        self.nodes.get(at).map(|(_, properties)| properties)
    }

    /// A connection's merged properties; `None` where it is removed here. Its ends may be absent all the same.
    pub fn connection(&self, connection: &Id) -> Option<&Properties> {
        let at = self.connections.binary_search_by(|(id, _)| (*id).cmp(connection)).ok()?;
        self.connections.get(at).map(|(_, properties)| properties)
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
    /// Whether a node or connection of the base is taken away here.
    pub fn removes(&self, element: &Id) -> bool {
        self.overrides.get(element) == Some(&Value::Null)
    }

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
