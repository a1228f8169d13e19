//! The real window under a virtual display, driven by WebDriver.

use std::{ffi::OsStr, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{app, app::Build, emulator, install, process};

/// What drives the window: (program, Debian package).
const TOOLS: [(&str, &str); 2] = [("WebKitWebDriver", "webkit2gtk-driver"), ("xvfb-run", "xvfb")];

/// Checks the shell's own crates and runs the tests of the window, with `full` on the release program too.
pub fn run(full: bool) -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("SKIPPED: the window is tested on Linux".to_owned());
    }
    tools()?;
    lint()?;
    let shell = process::cargo(&[
        "test",
        "--locked",
        "--quiet",
        "--package",
        "groundplan-app",
        "--features",
        "custom-protocol",
    ]);
    process::run(&mut { shell })?;
    for build in [Build::Debug].into_iter().chain(full.then_some(Build::Release)) {
        let program = app::build(build)?;
        // each finds an account with nothing in it
        emulator::beside(|address| drive(&program, address))?;
    }
    Ok(String::new())
}

/// What builds the window and drives it; installed where that may be done.
pub fn tools() -> Result<()> {
    app::libraries()?;
    for (program, package) in TOOLS {
        if !there(program) {
            ensure!(
                install::debian(package)? && there(program),
                "driving the window needs `{program}`: install `{package}` (Debian, Ubuntu)"
            );
        }
    }
    Ok(())
}

fn there(program: &str) -> bool {
    process::output(process::command("sh").args(["-c", &format!("command -v {program}")])).is_ok()
}

fn lint() -> Result<()> {
    let host = ["clippy", "--locked", "--quiet", "--all-targets", "--package", "groundplan-app"];
    let mut shell = process::cargo(&host);
    process::run(shell.args(["--package", "groundplan-window-tests", "--", "-D", "warnings"]))?;
    let page = ["clippy", "--locked", "--quiet", "--package", "groundplan-ui", "--target", install::WASM];
    process::run(process::cargo(&page).args(["--", "-D", "warnings"]))
}

fn drive(program: &Path, emulator: Option<&str>) -> Result<()> {
    let mut command = display(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // one window at a time: each wants a processor for itself
    command.args([
        "test",
        "--locked",
        "--quiet",
        "--no-fail-fast",
        "--package",
        "groundplan-window-tests",
        "--",
        "--test-threads=1",
    ]);
    command.env("GROUNDPLAN_APP", program).envs(emulator.map(|address| ("GROUNDPLAN_EMULATOR", address)));
    process::run(&mut command).context("the window did not do what a person expects")
}

/// A program under a virtual display.
pub fn display(program: impl AsRef<OsStr>) -> Command {
    let mut command = process::command("xvfb-run");
    command.args(["-a", "-s", "-screen 0 1600x1000x24"]).arg(program);
    command
}
