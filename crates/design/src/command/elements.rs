//! Adding, removing, renaming and changing nodes and connections.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::Value;

use super::{
    Refusal, Section,
    draft::{Draft, writable_map},
};
use crate::{Connection, Expectation, Id, Map, Node, PartRef, Suppression};

impl Draft<'_> {
    pub(super) fn add_node(&mut self, id: Id, mut node: Node) -> Result<(), Refusal> {
        self.free(&id)?;
        node.properties = writable_map(Arc::unwrap_or_clone(node.properties))?.into();
        self.put_node(&id, Some(node));
        Ok(())
    }

    pub(super) fn add_connection(&mut self, id: Id, mut connection: Connection) -> Result<(), Refusal> {
        self.free(&id)?;
        connection.properties = writable_map(Arc::unwrap_or_clone(connection.properties))?.into();
        self.put_connection(&id, Some(connection));
        Ok(())
    }

    /// Nodes, connections and applications share one space of ids.
    fn free(&self, id: &Id) -> Result<(), Refusal> {
        let what = if self.document.nodes.contains_key(id) {
            "node"
        } else if self.document.connections.contains_key(id) {
            "connection"
        } else if self.document.applications.contains_key(id.as_str()) {
            "application"
        } else {
            return Ok(());
        };
        Err(Refusal::Taken { what, id: id.to_string() })
    }

    pub(super) fn change_node(&mut self, id: &Id, change: impl FnOnce(&mut Node)) -> Result<(), Refusal> {
        let Some(mut node) = self.document.nodes.get(id).cloned() else { return Err(unknown("node", id)) };
        change(&mut node);
        self.put_node(id, Some(node));
        Ok(())
    }

    pub(super) fn set_name(&mut self, id: &Id, name: Option<String>) -> Result<(), Refusal> {
        if let Some(mut connection) = self.document.connections.get(id).cloned() {
            connection.name = name;
            self.put_connection(id, Some(connection));
            return Ok(());
        }
        self.change_node(id, |node| node.name = name)
    }

    pub(super) fn retarget(&mut self, id: &Id, from: Option<Id>, to: Option<Id>) -> Result<(), Refusal> {
        let Some(mut connection) = self.document.connections.get(id).cloned() else {
            return Err(unknown("connection", id));
        };
        connection.from = from.unwrap_or(connection.from);
        connection.to = to.unwrap_or(connection.to);
        self.put_connection(id, Some(connection));
        Ok(())
    }

    /// Sets or unsets what `path` leads to in the base properties of an element.
    pub(super) fn change_properties(
        &mut self,
        id: &Id,
        path: &[String],
        value: Option<Value>,
    ) -> Result<(), Refusal> {
        if let Some(mut node) = self.document.nodes.get(id).cloned() {
            set_in(Arc::make_mut(&mut node.properties), path, value)?;
            self.put_node(id, Some(node));
        } else if let Some(mut connection) = self.document.connections.get(id).cloned() {
            set_in(Arc::make_mut(&mut connection.properties), path, value)?;
            self.put_connection(id, Some(connection));
        } else if let Some(Value::Object(application)) = self.document.applications.get(id.as_str()) {
            let mut application = application.clone();
            set_in(&mut application, path, value)?;
            self.put_entry(Section::Applications, id.to_string(), Some(Value::Object(application)));
        } else {
            return Err(unknown("node or connection", id));
        }
        Ok(())
    }

    pub(super) fn derive_again(&mut self, id: &Id) -> Result<(), Refusal> {
        match self.document.nodes.get(id) {
            None => Err(unknown("node", id)),
            Some(Node { replaces: None, .. }) => Err(Refusal::ReplacesNothing { id: id.clone() }),
            Some(_) => self.remove_node(id),
        }
    }

    pub(super) fn remove_node(&mut self, id: &Id) -> Result<(), Refusal> {
        if !self.document.nodes.contains_key(id) {
            return Err(unknown("node", id));
        }
        let gone = self.with_dependents(id);
        let cut: Vec<Id> = self
            .document
            .connections
            .iter()
            .filter(|(_, connection)| gone.contains(&connection.from) || gone.contains(&connection.to))
            .map(|(id, _)| id.clone())
            .collect();
        for connection in &cut {
            self.remove_connection(connection)?;
        }
        for node in &gone {
            self.put_node(node, None);
            self.forget(node);
        }
        self.drop_references(&gone);
        let said = self.expectations(|one| gone.iter().any(|id| one.names(id)));
        for (id, expectation) in said {
            self.put_expectation(&id, expectation.without(&gone));
        }
        Ok(())
    }

    /// A node, all that stands in it, and the nodes that replace parts of any of these.
    fn with_dependents(&self, id: &Id) -> BTreeSet<Id> {
        let mut dependents: std::collections::BTreeMap<&Id, Vec<&Id>> = std::collections::BTreeMap::new();
        for (other, node) in &self.document.nodes {
            let part_of = node.replaces.as_ref().map(|part| &part.node);
            for owner in node.parent.iter().chain(part_of) {
                dependents.entry(owner).or_default().push(other);
            }
        }
        let mut gone = BTreeSet::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            if gone.insert(at.clone()) {
                open.extend(dependents.get(at).into_iter().flatten());
            }
        }
        gone
    }

    pub(super) fn remove_connection(&mut self, id: &Id) -> Result<(), Refusal> {
        if !self.document.connections.contains_key(id) {
            return Err(unknown("connection", id));
        }
        self.put_connection(id, None);
        self.forget(id);
        Ok(())
    }

    pub(super) fn unset_entry(&mut self, section: Section, key: String) -> Result<(), Refusal> {
        if !section.of(self.document).contains_key(&key) {
            return Err(Refusal::Unknown { what: "entry", id: key });
        }
        if section == Section::Applications
            && let Some(id) = Id::new(&key)
        {
            self.forget(&id);
        }
        self.put_entry(section, key, None);
        Ok(())
    }

    /// Removes what is said about an element elsewhere: layout, usage, overlays, suppressions.
    fn forget(&mut self, id: &Id) {
        self.put_frame(id, None);
        self.put_usage(id, None);
        let environments: Vec<Id> = self.document.environments.keys().cloned().collect();
        for environment in &environments {
            self.put_override(environment, id, None);
            self.put_environment_usage(environment, id, None);
            self.put_payment(environment, id, None);
        }
        for suppression in self.suppressions_of(id) {
            self.put_suppression(&suppression, None);
        }
    }

    fn expectations(&self, which: impl Fn(&Expectation) -> bool) -> Vec<(Id, Expectation)> {
        let found = self.document.expectations.iter().filter(|(_, one)| which(one));
        found.map(|(id, one)| (id.clone(), one.clone())).collect()
    }

    fn suppressions_of(&self, id: &Id) -> Vec<Id> {
        let of = self.document.suppressions.iter().filter(|(_, suppression)| suppression.node == *id);
        of.map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn rename(&mut self, id: &Id, to: &Id) -> Result<(), Refusal> {
        let document = &self.document;
        let known = document.nodes.contains_key(id)
            || document.connections.contains_key(id)
            || document.applications.contains_key(id.as_str());
        if !known {
            return Err(unknown("node or connection", id));
        }
        if id == to {
            return Ok(());
        }
        self.free(to)?;
        self.move_sayings(id, to);
        if let Some(connection) = self.document.connections.get(id).cloned() {
            self.put_connection(id, None);
            self.put_connection(to, Some(connection));
        } else if let Some(node) = self.document.nodes.get(id).cloned() {
            self.put_node(id, None);
            self.put_node(to, Some(node));
            self.rename_in_nodes(id, to);
            self.rename_references(id, to);
            for (other, expectation) in self.expectations(|one| one.names(id)) {
                self.put_expectation(&other, Some(expectation.renamed(id, to)));
            }
        } else if let Some(application) = self.document.applications.get(id.as_str()).cloned() {
            self.put_entry(Section::Applications, id.to_string(), None);
            self.put_entry(Section::Applications, to.to_string(), Some(application));
        }
        Ok(())
    }

    /// Parents, replaced parts and ends that name a renamed node.
    fn rename_in_nodes(&mut self, id: &Id, to: &Id) {
        let names = |node: &Node| {
            node.parent.as_ref() == Some(id) || node.replaces.as_ref().is_some_and(|part| part.node == *id)
        };
        let nodes: Vec<(Id, Node)> = self
            .document
            .nodes
            .iter()
            .filter(|(_, node)| names(node))
            .map(|(id, node)| (id.clone(), node.clone()))
            .collect();
        for (other, mut node) in nodes {
            node.parent = node.parent.map(|parent| if parent == *id { to.clone() } else { parent });
            node.replaces = node.replaces.map(|part| match part.node == *id {
                true => PartRef { node: to.clone(), ..part },
                false => part,
            });
            self.put_node(&other, Some(node));
        }
        let connections: Vec<(Id, Connection)> = self
            .document
            .connections
            .iter()
            .filter(|(_, connection)| connection.from == *id || connection.to == *id)
            .map(|(id, connection)| (id.clone(), connection.clone()))
            .collect();
        for (other, mut connection) in connections {
            for end in [&mut connection.from, &mut connection.to] {
                if end == id {
                    *end = to.clone();
                }
            }
            self.put_connection(&other, Some(connection));
        }
    }

    /// Layout, usage, overlays and suppressions go with the element.
    fn move_sayings(&mut self, id: &Id, to: &Id) {
        let frame = self.document.layout.get(id).copied();
        let usage = self.document.usage.get(id).cloned();
        let suppressions: Vec<(Id, Suppression)> = self
            .suppressions_of(id)
            .into_iter()
            .filter_map(|key| self.document.suppressions.get(&key).cloned().map(|found| (key, found)))
            .collect();
        let overlays: Vec<_> = self
            .document
            .environments
            .iter()
            .map(|(key, overlay)| {
                let payment = overlay.payments.get(id).cloned();
                (key.clone(), overlay.overrides.get(id).cloned(), overlay.usage.get(id).cloned(), payment)
            })
            .collect();
        self.forget(id);
        self.put_frame(to, frame);
        self.put_usage(to, usage);
        for (key, suppression) in suppressions {
            self.put_suppression(&key, Some(Suppression { node: to.clone(), ..suppression }));
        }
        for (environment, patch, usage, payment) in overlays {
            self.put_payment(&environment, to, payment);
            self.put_override(&environment, to, patch);
            self.put_environment_usage(&environment, to, usage);
        }
    }
}

pub(super) fn unknown(what: &'static str, id: &Id) -> Refusal {
    Refusal::Unknown { what, id: id.to_string() }
}

/// Sets what a path leads to, making objects on the way; unsetting removes objects that it leaves empty.
pub(super) fn set_in(map: &mut Map, path: &[String], value: Option<Value>) -> Result<(), Refusal> {
    let Some((name, rest)) = path.split_first() else { return Err(Refusal::NoPath) };
    if rest.is_empty() {
        match value {
            Some(value) => map.insert(name.clone(), value),
            None => map.remove(name),
        };
        return Ok(());
    }
    match value {
        Some(value) => {
            let slot = map.entry(name.clone()).or_insert_with(|| Value::Object(Map::new()));
            if !slot.is_object() {
                *slot = Value::Object(Map::new());
            }
            slot.as_object_mut().map_or(Ok(()), |inner| set_in(inner, rest, Some(value)))
        }
        None => {
            let Some(Value::Object(inner)) = map.get_mut(name) else { return Ok(()) };
            set_in(inner, rest, None)?;
            if inner.is_empty() {
                map.remove(name);
            }
            Ok(())
        }
    }
}
