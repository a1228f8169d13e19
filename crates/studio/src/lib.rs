//! Use cases with input and output: files, project files, deployment, reviews. What they decide, the engine decides.
//!
//! Invariant: what is acknowledged is on disk; what fails leaves files as they were. No window is known here.

mod beside;
pub mod clock;
pub mod compare;
pub mod deploy;
mod failure;
pub mod files;
pub mod guard;
mod html;
mod json_file;
mod live;
pub mod outputs;
pub mod person;
pub mod places;
pub mod prices;
pub mod project_file;
pub mod report;
pub mod review;

pub use beside::wait;
pub use failure::Failure;
pub use live::{Live, Operation};
pub use project_file::ProjectFile;
