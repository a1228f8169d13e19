//! The plan of a deployment: what each stack would do, and what a person must allow by name. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::change::{Action, Certainty, Change};

/// What a deployment or a destruction would do, stack by stack in the order of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub environment: String,
    pub account: String,
    pub region: String,
    pub stacks: Vec<StackPlan>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackPlan {
    pub stack: String,
    pub region: String,
    pub operation: Operation,
    /// Some of it is read off the templates, because an earlier stack has to be there first.
    pub predicted: bool,
    pub changes: Vec<Change>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    Create,
    /// What an attempt to create it left behind is deleted first.
    Recreate,
    Update,
    Delete,
    /// The stack is as the design has it.
    Keep,
}

/// How many resources are added, changed, replaced and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub replaced: usize,
    pub removed: usize,
}

impl Plan {
    pub fn stack(&self, name: &str, region: &str) -> Option<&StackPlan> {
        self.stacks.iter().find(|stack| stack.stack == name && stack.region == region)
    }

    /// Nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.stacks.iter().all(|stack| stack.operation == Operation::Keep)
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for change in self.stacks.iter().flat_map(|stack| &stack.changes) {
            match change.action {
                Action::Added => counts.added += 1,
                Action::Changed => counts.changed += 1,
                Action::Replaced => counts.replaced += 1,
                Action::Removed => counts.removed += 1,
            }
        }
        counts
    }

    /// Changes that take data away from the design and that nobody allowed by name yet.
    pub fn unconfirmed(&self, confirmed: &BTreeSet<String>) -> Vec<&Change> {
        let changes = self.stacks.iter().flat_map(|stack| &stack.changes);
        changes.filter(|change| at_stake(change, confirmed)).collect()
    }
}

impl StackPlan {
    /// What of the real changes goes beyond what was shown and allowed.
    pub fn beyond(
        approved: Option<&StackPlan>,
        real: &[Change],
        confirmed: &BTreeSet<String>,
    ) -> Vec<Change> {
        let shown = |change: &Change| {
            let known = approved.into_iter().flat_map(|stack| &stack.changes);
            known.filter(|known| known.logical_id == change.logical_id).any(|known| covers(known, change))
        };
        real.iter().filter(|change| !shown(change) || at_stake(change, confirmed)).cloned().collect()
    }
}

/// Whether a person who allowed `known` has allowed `real`.
fn covers(known: &Change, real: &Change) -> bool {
    match (known.action, real.action) {
        (one, other) if one == other => true,
        // A replacement was allowed; that the old resource can stay is less.
        (Action::Replaced, Action::Changed) => true,
        // Templates do not tell whether a change replaces: predicted changes are shown as such.
        (Action::Changed, Action::Replaced) => known.certainty == Certainty::Predicted,
        _ => false,
    }
}

fn at_stake(change: &Change, confirmed: &BTreeSet<String>) -> bool {
    change.data.is_some() && !confirmed.contains(change.named())
}
