//! Deployment: what would change, the change itself, what stands, and taking it all down again.
//!
//! A [`Deployer`] works on one environment in one account whose credentials were checked. What is decided is decided
//! by pure functions (`plan`, `predict`, `keep`, `parameters`, `outcome`); the rest asks CloudFormation. Every call
//! that changes a stack is noted in the [`Journal`] before it is sent, so that a stopped program goes on.

use std::path::Path;

use engine::Document;

use crate::{Failure, files};

mod account;
mod aws;
mod change;
mod change_set;
mod deployer;
mod desk;
mod destroy;
mod elements;
mod events;
mod execute;
mod journal;
mod journal_file;
mod journal_project;
mod keep;
mod operation;
mod outcome;
mod parameters;
mod plan;
mod planning;
mod predict;
mod progress;
mod record;
mod standing;
mod status;
mod target;
#[cfg(test)]
mod tests;
mod waiting;
mod watch;

pub use access::Access;
pub use change::{Action, Certainty, Change, Fate, PropertyChange};
pub use deployer::Deployer;
pub use desk::{Desk, Order, Site};
pub use elements::ElementChange;
pub use events::Event;
pub use journal::{Begin, Call, Deployment, Journal, Note, Scope, Sending, Work};
pub use journal_file::JournalFile;
pub use journal_project::JournalProject;
pub use outcome::{Cause, Ending, Left, Outcome, OutputValue, StackResult};
pub use plan::{Counts, Operation, Plan, StackPlan};
pub use progress::{Observer, Progress, Step};
pub use record::{Past, Record};
pub use status::{LastDeployment, StackStatus, Status};
pub use target::{Place, StackName, Target};
pub use waiting::{Waiting, What};
pub use watch::{Light, Loss, StackRun, Stage, Watch};

/// The record of an environment's deployments: in the project file, or for a plain document in the user's state folder.
///
/// # Errors
/// Another program is deploying the environment, or the record cannot be written.
pub fn journal(path: &Path, scope: Scope) -> Result<Box<dyn Journal>, Failure> {
    let folder = journal_file::folder()?;
    match path.as_os_str() != "-" && files::is_project(path)? {
        true => Ok(Box::new(JournalProject::open(path, &folder, scope)?)),
        false => Ok(Box::new(JournalFile::open(&folder, scope)?)),
    }
}

/// The design as it was last deployed; a plain document keeps no history and has none.
fn deployed(path: &Path, scope: Scope) -> Result<Option<Document>, Failure> {
    match path.as_os_str() != "-" && files::is_project(path)? {
        true => JournalProject::to_read(path, scope)?.deployed(),
        false => Ok(None),
    }
}

/// The same record, to be looked at while whoever may write it.
///
/// # Errors
/// The record cannot be read.
pub fn journal_to_read(path: &Path, scope: Scope) -> Result<Box<dyn Journal>, Failure> {
    Ok(match path.as_os_str() != "-" && files::is_project(path)? {
        true => Box::new(JournalProject::to_read(path, scope)?),
        false => Box::new(JournalFile::to_read(&journal_file::folder()?, scope)),
    })
}
