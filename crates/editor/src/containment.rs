//! What stands in what: kinds of nodes, what they contain, and where a kind may stand.

use std::collections::{BTreeMap, BTreeSet};

use engine::{
    Document, Id,
    design::{Kind, Node},
    services::service,
};

pub(crate) fn kind(name: &str) -> Option<&'static Kind> {
    service(name).map(|service| &service.about().kind)
}

pub(crate) fn kind_of(document: &Document, id: &Id) -> Option<&'static Kind> {
    document.nodes.get(id).and_then(|node| kind(&node.kind))
}

/// A node's container, what contains that, and so on outward.
pub(crate) fn ancestors<'d>(document: &'d Document, id: &Id) -> impl Iterator<Item = &'d Id> {
    let parent = |id: &Id| document.nodes.get(id).and_then(|node| node.parent.as_ref());
    std::iter::successors(parent(id), move |at| parent(at))
}

/// The nodes and everything that stands in them.
pub(crate) fn with_contents(document: &Document, ids: impl IntoIterator<Item = Id>) -> BTreeSet<Id> {
    let mut children: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (id, node) in &document.nodes {
        if let Some(parent) = &node.parent {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = BTreeSet::new();
    let mut open: Vec<Id> = ids.into_iter().collect();
    while let Some(id) = open.pop() {
        if let Some(inside) = children.get(&id) {
            open.extend(inside.iter().filter(|id| !found.contains(**id)).map(|id| (*id).clone()));
        }
        found.insert(id);
    }
    found
}

/// The nodes among these that stand in none of the others.
pub(crate) fn roots(document: &Document, ids: &BTreeSet<Id>) -> Vec<Id> {
    let nodes = ids.iter().filter(|id| document.nodes.contains_key(*id));
    nodes.filter(|id| !ancestors(document, id).any(|above| ids.contains(above))).cloned().collect()
}

/// Whether a kind may stand in a container; without one, in the environment itself.
pub(crate) fn may_stand(kind: &Kind, container: Option<&Node>) -> bool {
    match container {
        Some(container) => kind.parents.contains(&container.kind.as_str()),
        None => !kind.contained,
    }
}
