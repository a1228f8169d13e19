//! The seven functions behind one small API: the only thing shells call for answers.
//!
//! Everything is a pure function of (document, environment, price book, date). No I/O, no clock, no threads.

mod findings;
mod project;

pub use findings::{BlockerReport, FindingReport, Score};
pub use project::{EngineError, Environments, Project};

pub use architecture::{Architecture, Blocker};
pub use design::{Document, Id};
pub use pricing::{Band, Book, Estimate};
pub use rules::{Finding, Severity, Status};
pub use services::{Services, StackTemplate, Synthesis, SynthesisError};
pub use text::{Format, Language};
