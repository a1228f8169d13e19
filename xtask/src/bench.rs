//! `cargo xtask bench`: how long the engine takes.

use anyhow::{Result, ensure};

use crate::{process, project};

/// Runs the engine's benchmarks; arguments go to them (a filter, `--quick`).
pub fn run(arguments: &[String]) -> Result<()> {
    let benches = project::root().join("crates/engine/benches");
    ensure!(benches.is_dir(), "{} has no benchmark yet", project::shown(&benches));
    process::run(
        process::cargo(&["bench", "--locked", "--package", "groundplan-engine", "--"]).args(arguments),
    )
}
