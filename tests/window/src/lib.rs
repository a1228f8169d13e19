//! The real window, driven by WebDriver: WebKitWebDriver starts the app, the tests do what a person does.
//!
//! `GROUNDPLAN_APP` names the program. Without it the tests say loudly that they were skipped; with it a driver that
//! is missing is a failure.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)] // only tests use this crate

mod driver;
mod page;
mod serve;

pub use driver::Driver;
pub use page::Page;
pub use serve::serve;

use std::path::PathBuf;

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
