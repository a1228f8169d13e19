//! The house rules that a compiler does not know: who may use whom, purity of the engine crates, sizes, names.

mod layers;
mod manifests;
mod source;
mod sources;
mod words;

pub use layers::engine_crates;

use anyhow::{Result, bail};

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
}

impl Report {
    fn error(&mut self, text: impl Into<String>) {
        self.errors.push(text.into());
    }

    fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}

/// Runs every check; prints all that is wrong, then fails if anything is.
pub fn run() -> Result<String> {
    let mut report = Report::default();
    layers::check(&mut report)?;
    manifests::check(&mut report)?;
    sources::check(&mut report)?;
    words::check(&mut report)?;
    for warning in &report.warnings {
        println!("  note: {warning}");
    }
    for error in &report.errors {
        println!("  error: {error}");
    }
    match report.errors.len() {
        0 => Ok(format!("{} notes", report.warnings.len())),
        count => bail!("tidy found {count} errors"),
    }
}
