//! What is told while a deployment runs.

use serde::Serialize;

use super::{events::Event, waiting::Waiting};

/// A step as it happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "progress", rename_all = "kebab-case")]
pub enum Progress {
    /// A deployment that was interrupted goes on.
    Resuming {
        deployment: String,
        since: String,
    },
    /// An operation that is already under way is waited for.
    Settling {
        stack: String,
        region: String,
        status: String,
    },
    /// CloudFormation is asked what a stack would do.
    Planning {
        stack: String,
        region: String,
    },
    /// A stack operation begins.
    Operating {
        stack: String,
        region: String,
        step: Step,
    },
    Event(Event),
    Waiting(Waiting),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Create,
    Update,
    /// Backwards: what was kept for later stacks goes now.
    Remove,
    Delete,
}

/// Who is told. It must not take long: the deployment goes on when it returns.
pub trait Observer: Send {
    fn see(&mut self, progress: &Progress);
}

impl<F: FnMut(&Progress) + Send> Observer for F {
    fn see(&mut self, progress: &Progress) {
        self(progress);
    }
}
