//! Nodes and connections: kinds, places, circles, legal ends, properties.

use std::collections::BTreeMap;

use super::{Check, form};
use crate::{
    Connection, ConnectionKind, Id, Kind, Node, connection_properties,
    problem::{Fault, Path},
    read::fields::wrong,
};

/// The logical id a node's id becomes in CloudFormation: `api-db` → `ApiDb`.
pub fn pascal_case(id: &str) -> String {
    let mut folded = String::with_capacity(id.len());
    let mut start = true;
    for letter in id.chars() {
        match letter {
            '-' => start = true,
            letter if start => {
                folded.push(letter.to_ascii_uppercase());
                start = false;
            }
            letter => folded.push(letter),
        }
    }
    folded
}

/// A kind of connection as messages call it.
pub(super) fn described(kind: ConnectionKind) -> &'static str {
    match kind {
        ConnectionKind::Traffic => "a “traffic” connection",
        ConnectionKind::Uses => "a “uses” connection",
        ConnectionKind::Origin => "an “origin” connection",
        ConnectionKind::Target => "a “target” connection",
        ConnectionKind::Logs => "a “logs” connection",
        ConnectionKind::Event => "an “event” connection",
        ConnectionKind::Attached => "an “attached” connection",
        ConnectionKind::Delivery => "a “delivery” connection",
        ConnectionKind::Replicates => "a “replicates” connection",
    }
}

impl Check<'_> {
    /// A node by itself and in its parent; circles are looked for apart.
    pub(crate) fn node(&self, id: &Id) {
        let Some(node) = self.document.nodes.get(id) else { return };
        let root = Path::Root.key("nodes");
        let path = root.key(id.as_str());
        if let Some(named) = &node.environments {
            self.known_environments(named, &path.key("in"));
        }
        let Some(kind) = self.catalogue.kind(&node.kind) else {
            let kinds = self.catalogue.kinds();
            let nearest = self.problems.nearest(&node.kind, kinds.iter().map(|kind| kind.name));
            let found = node.kind.chars().take(80).collect();
            self.problems.push(&path.key("kind"), Fault::UnknownKind { found, nearest });
            return;
        };
        self.place(node, kind, &path);
        self.properties(kind.properties, &node.properties, kind.name, &path.key("properties"));
        if let Some(region) = &node.region {
            self.region(region, &path.key("region"));
        }
        if let Some(part) = &node.replaces {
            let path = path.key("replaces");
            if self.known_node(&part.node, &path) && part.node == *id {
                let expected = "a part of another node".to_owned();
                let found = format!("a part of {id} itself");
                self.problems.push(&path, Fault::Expected { expected, found, nearest: None });
            }
        }
    }

    fn place(&self, node: &Node, kind: &'static Kind, path: &Path<'_>) {
        let path = path.key("parent");
        let legal = || kind.parents.iter().map(|&name| name.to_owned()).collect();
        let Some(parent) = &node.parent else {
            if kind.contained {
                let fault = Fault::NoParent { kind: kind.name.to_owned(), legal: legal() };
                self.problems.push(&path, fault);
            }
            return;
        };
        if !self.known_node(parent, &path) {
            return;
        }
        if let Some(around) = self.kind_of(parent.as_str())
            && !kind.parents.contains(&around.name)
        {
            self.problems.push(
                &path,
                Fault::IllegalParent {
                    kind: kind.name.to_owned(),
                    parent: around.name.to_owned(),
                    legal: legal(),
                    root: !kind.contained,
                },
            );
        }
    }

    pub(super) fn region(&self, region: &str, path: &Path<'_>) {
        if !form::is_region(region) {
            self.problems.push(path, wrong("an AWS region such as us-east-1", &region.into()));
        }
    }

    /// Circles of parents, each reported once.
    pub(crate) fn circles(&self) {
        // For each node the walk that reached it first: meeting one's own trail again is a circle.
        let mut reached: BTreeMap<&Id, usize> = BTreeMap::new();
        let parent = |id: &Id| self.document.nodes.get(id).and_then(|node| node.parent.as_ref());
        for (walk, start) in self.document.nodes.keys().enumerate() {
            let mut at = Some(start);
            while let Some(id) = at {
                let first = *reached.entry(id).or_insert(usize::MAX);
                if first == walk {
                    let mut circle = vec![id.to_string()];
                    let mut next = parent(id);
                    while let Some(other) = next.filter(|other| *other != id) {
                        circle.push(other.to_string());
                        next = parent(other);
                    }
                    circle.push(id.to_string());
                    let root = Path::Root.key("nodes");
                    self.problems.push(&root.key(id.as_str()).key("parent"), Fault::ParentCycle { circle });
                }
                if first != usize::MAX {
                    break;
                }
                reached.insert(id, walk);
                at = parent(id);
            }
        }
    }

    /// A part is made explicit by one node at most.
    pub(crate) fn replacements(&self) {
        let mut taken = BTreeMap::new();
        let root = Path::Root.key("nodes");
        for (id, node) in &self.document.nodes {
            let Some(part) = &node.replaces else { continue };
            if let Some(other) = taken.insert(part, id) {
                let fault = Fault::ReplacedTwice { other: other.to_string(), part: part.to_string() };
                self.problems.push(&root.key(id.as_str()).key("replaces"), fault);
            }
        }
    }

    /// A connection: both ends, whether it is legal, its properties.
    pub(crate) fn connection(&self, id: &Id) {
        let Some(connection) = self.document.connections.get(id) else { return };
        let root = Path::Root.key("connections");
        let path = root.key(id.as_str());
        let from = self.known_node(&connection.from, &path.key("from"));
        let to = self.known_node(&connection.to, &path.key("to"));
        if from && to {
            self.ends(connection, &path);
        }
        let declared = connection_properties(connection.kind);
        self.properties(
            declared,
            &connection.properties,
            described(connection.kind),
            &path.key("properties"),
        );
    }

    fn ends(&self, connection: &Connection, path: &Path<'_>) {
        let ends = (self.kind_of(connection.from.as_str()), self.kind_of(connection.to.as_str()));
        let (Some(from), Some(to)) = ends else { return };
        if self.catalogue.open(to.name, connection.kind) {
            return;
        }
        let of_kind = || from.connects.iter().filter(|connects| connects.kind == connection.kind);
        if !of_kind().any(|connects| connects.to.is_empty() || connects.to.contains(&to.name)) {
            self.problems.push(
                path,
                Fault::IllegalConnection {
                    from: from.name.to_owned(),
                    kind: connection.kind.word(),
                    to: to.name.to_owned(),
                    legal: of_kind().flat_map(|connects| connects.to).map(|&name| name.to_owned()).collect(),
                },
            );
        }
    }
}
