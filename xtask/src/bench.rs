//! `cargo xtask bench`: how long the engine takes.

use anyhow::{Result, ensure};

use crate::{process, project};

/// The benchmarks, by package. Each is named, so that criterion's arguments do not reach the unit tests.
const BENCHES: [(&str, &str); 2] = [("design", "load"), ("engine", "engine")];

/// Runs the benchmarks; arguments go to them (a filter, `--quick`).
pub fn run(arguments: &[String]) -> Result<()> {
    for (package, bench) in BENCHES {
        let file = project::root().join(format!("crates/{package}/benches/{bench}.rs"));
        ensure!(file.is_file(), "there is no benchmark {}", project::shown(&file));
        let package = format!("groundplan-{package}");
        let mut command =
            process::cargo(&["bench", "--locked", "--package", &package, "--bench", bench, "--"]);
        process::run(command.args(arguments))?;
    }
    Ok(())
}
