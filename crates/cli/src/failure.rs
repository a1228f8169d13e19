//! How a command ends.

use std::process::ExitCode;

use thiserror::Error;

/// How a command that did its work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    /// Exit code 1: findings, blockers, over a budget.
    Attention,
}

/// Why a command could not do its work: what, where, how to mend.
#[derive(Debug, Error)]
pub enum Failure {
    /// Exit code 2.
    #[error("{0}")]
    Input(String),
    /// Exit code 1: the design is read, but what was asked of it is refused.
    #[error("{0}")]
    Refused(String),
    /// Exit code 3.
    #[error("{0}")]
    World(String),
}

impl Failure {
    pub fn report(&self) -> ExitCode {
        eprintln!("groundplan: {self}");
        ExitCode::from(match self {
            Failure::Refused(_) => 1,
            Failure::Input(_) => 2,
            Failure::World(_) => 3,
        })
    }
}
