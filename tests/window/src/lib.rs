//! The real window, driven by WebDriver: WebKitWebDriver starts the app, the tests do what a person does.
//!
//! `GROUNDPLAN_APP` names the program. Without it the tests say loudly that they were skipped; with it a driver that
//! is missing is a failure.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)] // only tests use this crate

mod driver;
mod page;
mod problems;
mod serve;

pub use driver::Driver;
pub use page::Page;
pub use serve::serve;

use std::{fs, path::PathBuf};

use tempfile::TempDir;

/// The program under test; `None`, said aloud, when there is none.
pub fn app() -> Option<PathBuf> {
    match std::env::var_os("GROUNDPLAN_APP") {
        Some(path) => Some(path.into()),
        None => {
            eprintln!("SKIPPED: the real window is not tested; `cargo xtask test --only window` does");
            None
        }
    }
}

/// The reference topology.
pub const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");

/// What an environment costs a month, when it has counted to its new value.
pub const PROD_PRICE: &str = "[data-environment=prod]:not([aria-busy]) .mono";
pub const DEV_PRICE: &str = "[data-environment=dev]:not([aria-busy]) .mono";

/// A copy of it, and the folder it is in as long as that is held.
pub fn reference() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let design = folder.path().join("design.json");
    fs::copy(REFERENCE, &design).unwrap();
    (folder, design)
}
