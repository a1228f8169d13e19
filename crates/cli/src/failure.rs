//! How a command ends.

use std::process::ExitCode;

/// How a command that did its work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    /// Exit code 1: findings, blockers, over a budget.
    Attention,
}

pub use studio::Failure;

/// Says why on standard error and names the exit code.
pub fn report(failure: &Failure) -> ExitCode {
    eprintln!("groundplan: {failure}");
    ExitCode::from(match failure {
        Failure::Refused(_) => 1,
        Failure::Input(_) => 2,
        Failure::Stale(_) | Failure::World(_) => 3,
    })
}
