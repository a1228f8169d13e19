//! The way to the shell: typed commands, generated from their types.

mod call;
#[allow(dead_code)] // generated whole; panels use what they need
mod commands;
mod events;

pub use commands::*;
pub use events::listen;
