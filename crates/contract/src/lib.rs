//! The types that cross between the window's page and the shell.
//!
//! Documents and operations cross as their canonical JSON text: both sides run the same engine, and the text is what
//! is hashed, stored and compared. Nothing here decides anything.

pub mod deployment;
mod export;
mod files;
mod history;
mod organisation;
mod prices;
mod review;

pub use deployment::{Deployment, DeploymentAccess, DeploymentRecord, Work};
pub use export::*;
pub use files::*;
pub use history::*;
pub use organisation::*;
pub use prices::*;
pub use review::*;

use serde::{Deserialize, Serialize};

/// Something that did not work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Failure {
    pub code: FailureCode,
    /// What, where, how to mend.
    pub message: String,
}

/// The failures a page treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// Bad input: the message says where.
    Input,
    /// Disk, network, AWS.
    World,
    /// The page's state is not the shell's: open again.
    Stale,
}
