//! Why a use case did not work.

use std::{io, path::Path};

use thiserror::Error;

/// Why something could not be done: the text says what, where, and how to mend.
#[derive(Debug, Error)]
pub enum Failure {
    /// Bad input: the person can mend it.
    #[error("{0}")]
    Input(String),
    /// The input is understood, but what was asked of it is refused.
    #[error("{0}")]
    Refused(String),
    /// What was sent starts from another state than the one that is stored.
    #[error("{0}")]
    Stale(String),
    /// Disk, network, AWS.
    #[error("{0}")]
    World(String),
}

impl Failure {
    /// An error of the file system.
    pub fn disk(path: &Path, what: &str, error: &io::Error) -> Failure {
        Failure::World(format!("{}: {what}: {error}", path.display()))
    }
}
