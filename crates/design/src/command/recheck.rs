//! Checking what a change can have broken, and no more: an edit of one property of a large design stays cheap.

use crate::{
    Catalogue, Document, Id,
    check::Check,
    command::Section,
    delta::{Delta, Swap},
    problem::Problems,
};

/// Reports what is wrong with a document that was sound before the delta.
pub(super) fn recheck(delta: &Delta, document: &Document, catalogue: &dyn Catalogue, problems: &Problems) {
    let check = Check { document, catalogue, problems };
    if is_structural(delta) {
        return check.whole();
    }
    if delta.name.is_some() {
        check.header();
    }
    for id in delta.connections.keys() {
        check.connection(id);
        overlays_of(&check, id);
    }
    for id in delta.environments.keys() {
        check.environment(id);
        check.workload(id);
        check.budget(id);
        check.payments(id);
    }
    for (environment, swaps) in &delta.overrides {
        swaps.keys().for_each(|id| check.overlay(environment, id));
    }
    for (environment, swaps) in &delta.environment_usage {
        swaps.keys().for_each(|id| check.usage_overlay(environment, id));
    }
    delta.layout.keys().for_each(|id| check.frame(id));
    for id in delta.nodes.keys() {
        check.node(id);
        overlays_of(&check, id);
    }
    delta.rates.keys().for_each(|id| check.rate(id));
    if delta.proposal.is_some() || !delta.rates.is_empty() {
        check.proposal();
    }
    if !delta.organisation_rules.is_empty() {
        // The limit of their size is for all of them.
        check.rule_sets();
    }
    delta.suppressions.keys().for_each(|id| check.suppression(id));
    if !delta.answers.is_empty() {
        // One may contradict another that did not change.
        check.answers();
    }
    delta.expectations.keys().for_each(|id| check.expectation(id));
    delta.usage.keys().for_each(|id| check.usage(id));
}

fn overlays_of(check: &Check<'_>, id: &Id) {
    check.document.environments.keys().for_each(|environment| check.overlay(environment, id));
}

/// Whether other places than the changed ones can have become wrong: something came or went, moved to another
/// parent, or is of another kind.
fn is_structural(delta: &Delta) -> bool {
    fn came_or_went<T>(swap: &Swap<T>) -> bool {
        swap.before.is_some() != swap.after.is_some()
    }
    let nodes = delta.nodes.values().any(|swap| match (&swap.before, &swap.after) {
        (Some(before), Some(after)) => {
            before.kind != after.kind || before.parent != after.parent || before.replaces != after.replaces
        }
        _ => true,
    });
    let connections = delta.connections.values().any(|swap| match (&swap.before, &swap.after) {
        (Some(before), Some(after)) => before.kind != after.kind,
        _ => true,
    });
    nodes
        || connections
        || delta.environments.values().any(came_or_went)
        || delta.entries.get(&Section::Applications).is_some_and(|swaps| swaps.values().any(came_or_went))
}
