//! Whether a document fits together and fits the kinds there are.
//!
//! Split by element, so that a command can have only what it touched checked again.

mod answer;
mod environment;
mod expectation;
pub(crate) mod form;
mod money;
mod node;
mod property;
mod rule_set;
mod usage;
mod workload;

use std::collections::BTreeMap;

use crate::{
    Catalogue, Document, Id, Kind,
    problem::{Fault, Path, Problem, Problems},
};

pub use node::pascal_case;

/// Everything wrong with a document, in document order, at most [`crate::problem::MAX_PROBLEMS`].
pub fn check(document: &Document, catalogue: &dyn Catalogue) -> Vec<Problem> {
    let problems = Problems::default();
    check_into(document, catalogue, &problems);
    problems.into_list()
}

pub(crate) fn check_into(document: &Document, catalogue: &dyn Catalogue, problems: &Problems) {
    Check { document, catalogue, problems }.whole();
}

/// A document being checked.
pub(crate) struct Check<'a> {
    pub(crate) document: &'a Document,
    pub(crate) catalogue: &'a dyn Catalogue,
    pub(crate) problems: &'a Problems,
}

impl Check<'_> {
    /// Everything, in the order in which the document is written.
    pub(crate) fn whole(&self) {
        self.header();
        self.ids();
        self.answers();
        for id in self.document.connections.keys() {
            self.connection(id);
        }
        for id in self.document.environments.keys() {
            self.environment(id);
            self.workload(id);
            self.budget(id);
            self.payments(id);
            self.overlays(id);
        }
        for id in self.document.expectations.keys() {
            self.expectation(id);
        }
        for id in self.document.layout.keys() {
            self.frame(id);
        }
        for id in self.document.nodes.keys() {
            self.node(id);
        }
        self.circles();
        self.replacements();
        self.rule_sets();
        self.document.rates.keys().for_each(|id| self.rate(id));
        self.proposal();
        for id in self.document.suppressions.keys() {
            self.suppression(id);
        }
        for id in self.document.usage.keys() {
            self.usage(id);
        }
    }

    /// Version and name.
    pub(crate) fn header(&self) {
        if self.document.groundplan != 1 {
            let found = u64::from(self.document.groundplan);
            self.problems.push(&Path::Root.key("groundplan"), Fault::NewerVersion { found });
        }
        if self.document.name.trim().is_empty() {
            let fault = Fault::Missing { expected: "a name that is not empty".to_owned() };
            self.problems.push(&Path::Root.key("name"), fault);
        }
    }

    /// One space of ids, and logical ids that stay apart.
    pub(crate) fn ids(&self) {
        let taken = |found: &str, other: &'static str, section: &str| {
            let root = Path::Root.key(section);
            self.problems.push(&root.key(found), Fault::IdTaken { found: found.to_owned(), other });
        };
        let document = self.document;
        for id in document.connections.keys().filter(|id| document.nodes.contains_key(*id)) {
            taken(id.as_str(), "node", "connections");
        }
        for name in document.applications.keys() {
            let root = Path::Root.key("applications");
            if !crate::id::is_id(name) {
                let found = name.chars().take(80).collect();
                self.problems.push(&root.key(name), Fault::BadId { found, nearest: None });
            } else if document.nodes.contains_key(name.as_str()) {
                taken(name, "node", "applications");
            } else if document.connections.contains_key(name.as_str()) {
                taken(name, "connection", "applications");
            }
        }
        let mut folded: BTreeMap<String, &Id> = BTreeMap::new();
        let root = Path::Root.key("nodes");
        for id in document.nodes.keys() {
            let name = pascal_case(id.as_str());
            if let Some(other) = folded.get(&name) {
                let fault = Fault::SameLogicalId { other: other.to_string(), folded: name };
                self.problems.push(&root.key(id.as_str()), fault);
            } else {
                folded.insert(name, id);
            }
        }
    }

    fn kind_of(&self, node: &str) -> Option<&'static Kind> {
        self.catalogue.kind(&self.document.nodes.get(node)?.kind)
    }

    /// An id that must be an element: a node, a connection or an application.
    fn element(&self, id: &Id, path: &Path<'_>) -> bool {
        let document = self.document;
        let known = document.nodes.contains_key(id)
            || document.connections.contains_key(id)
            || document.applications.contains_key(id.as_str());
        if !known {
            let ids = document.nodes.keys().chain(document.connections.keys()).map(Id::as_str);
            let nearest = self
                .problems
                .nearest(id.as_str(), ids.chain(document.applications.keys().map(String::as_str)));
            self.dangling("node or connection", id, nearest, path);
        }
        known
    }

    /// An id that must be a node.
    fn known_node(&self, id: &Id, path: &Path<'_>) -> bool {
        let known = self.document.nodes.contains_key(id);
        if !known {
            let nearest = self.problems.nearest(id.as_str(), self.document.nodes.keys().map(Id::as_str));
            self.dangling("node", id, nearest, path);
        }
        known
    }

    /// A list of ids that must be environments, each named once.
    fn known_environments(&self, named: &[Id], path: &Path<'_>) {
        for (index, id) in named.iter().enumerate() {
            let path = path.index(index);
            if !self.document.environments.contains_key(id) {
                let nearest =
                    self.problems.nearest(id.as_str(), self.document.environments.keys().map(Id::as_str));
                self.dangling("environment", id, nearest, &path);
            } else if named.iter().take(index).any(|other| other == id) {
                self.problems.push(&path, Fault::Repeated { found: id.to_string() });
            }
        }
    }

    fn dangling(&self, what: &'static str, id: &Id, nearest: Option<String>, path: &Path<'_>) {
        self.problems.push(path, Fault::Dangling { what, found: id.to_string(), nearest });
    }
}
