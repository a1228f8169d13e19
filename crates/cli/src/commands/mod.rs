//! One command, one file.

pub mod check;
pub mod completions;
pub mod cost;
pub mod deploy;
pub mod destroy;
pub mod history;
pub mod new;
pub mod open;
pub mod prices;
pub mod render;
pub mod review;
pub mod rules;
pub mod schema;
pub mod status;
pub mod synth;
pub mod templates;

/// How lists are printed.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Listing {
    Text,
    Json,
}

/// An engine error as it reaches a person: an unknown environment is bad input, a blocked one is refused.
fn refused(error: engine::EngineError) -> crate::failure::Failure {
    match error {
        engine::EngineError::Resolve(_) => crate::failure::Failure::Input(error.to_string()),
        _ => crate::failure::Failure::Refused(error.to_string()),
    }
}
