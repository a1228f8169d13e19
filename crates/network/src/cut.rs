//! What every path to an element has in common.

use std::collections::BTreeSet;

use architecture::{Architecture, Ix};
use design::ConnectionKind;
use petgraph::{algo::dominators::simple_fast, graphmap::DiGraphMap};

/// The elements that stand on every path requests take from where they enter (elements that none call) to this
/// one, in index order, without it and without the entries themselves. Paths are the drawn `traffic`, `target` and
/// `origin` connections.
pub fn cut_points(architecture: &Architecture, to: Ix) -> Vec<Ix> {
    const OUTSIDE: usize = usize::MAX;
    let mut graph = DiGraphMap::<usize, ()>::new();
    let mut seen = BTreeSet::from([to]);
    let mut stack = vec![to];
    let mut entries = BTreeSet::new();
    while let Some(at) = stack.pop() {
        let callers: Vec<Ix> = architecture.elements[at]
            .into
            .iter()
            .map(|&edge| &architecture.edges[edge])
            .filter(|edge| {
                matches!(edge.kind, ConnectionKind::Traffic | ConnectionKind::Target | ConnectionKind::Origin)
            })
            .map(|edge| edge.from)
            .collect();
        if callers.is_empty() {
            graph.add_edge(OUTSIDE, at, ());
            entries.insert(at);
        }
        for caller in callers {
            graph.add_edge(caller, at, ());
            if seen.insert(caller) {
                stack.push(caller);
            }
        }
    }
    let Some(all) = graph.contains_node(OUTSIDE).then(|| simple_fast(&graph, OUTSIDE)) else {
        return Vec::new();
    };
    let mut found: Vec<Ix> = all
        .strict_dominators(to)
        .into_iter()
        .flatten()
        .filter(|&ix| ix != OUTSIDE && !entries.contains(&ix))
        .collect();
    found.sort_unstable();
    found
}
