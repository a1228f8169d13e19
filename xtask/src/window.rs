//! The real window under a virtual display, driven by WebDriver.

use std::{path::Path, process::Command};

use anyhow::{Result, bail, ensure};

use crate::{app, app::Build, emulator, install, process, project};

/// What drives the window: (program, Debian package).
const TOOLS: [(&str, &str); 2] = [("WebKitWebDriver", "webkit2gtk-driver"), ("xvfb-run", "xvfb")];

/// Checks the shell's own crates and runs the tests of the window, with `full` on the release program too.
pub fn run(full: bool) -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("SKIPPED: the window is tested on Linux".to_owned());
    }
    tools()?;
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
    let mut again = Vec::new();
    for build in [Build::Debug].into_iter().chain(full.then_some(Build::Release)) {
        again.extend(drive(&app::build(build)?)?);
    }
    Ok(match again.as_slice() {
        [] => String::new(),
        names => format!("passed when done AGAIN, as the page had ended: {}", names.join(", ")),
    })
}

/// What builds the window and drives it; installed where that may be done.
pub fn tools() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
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

/// Runs the tests. Those in which the page ended, which the app says, are done once more and returned with how it did:
/// the web view breaks programs that are sound (docs/decisions/0008). A fault of the page's own ends it again.
fn drive(program: &Path) -> Result<Vec<String>> {
    let first = test(program, &[])?;
    if first.success {
        return Ok(Vec::new());
    }
    let failed = failures(&first.text);
    let ended: Option<Vec<(&str, &str)>> =
        failed.iter().map(|(name, said)| Some((name.as_str(), ended(said)?))).collect();
    let Some(ended) = ended.filter(|ended| !ended.is_empty()) else {
        bail!("the window did not do what a person expects");
    };
    let told: Vec<String> = ended.iter().map(|(name, how)| format!("{name} ({how})")).collect();
    println!("the page ended in {}: once more", told.join(", "));
    let names: Vec<&str> = ended.iter().map(|(name, _)| *name).collect();
    ensure!(test(program, &names)?.success, "the window did not do what a person expects");
    Ok(told)
}

/// How the app says that its page ended (src-tauri/src/revival.rs): its process crashed, or its program trapped.
fn ended(said: &str) -> Option<&str> {
    let how = said.lines().find_map(|line| line.strip_prefix("groundplan: the page ended: "))?;
    Some(how.split(" (").next().unwrap_or(how))
}

/// The tests of the window, or those with a name, beside an emulator with nothing in it.
fn test(program: &Path, names: &[&str]) -> Result<process::Recorded> {
    emulator::beside(|address| {
        let mut command = display(&process::cargo(&[
            "test",
            "--locked",
            "--quiet",
            "--no-fail-fast",
            "--package",
            "groundplan-window-tests",
            "--",
        ]));
        // one window at a time: each wants a processor for itself
        command.arg("--test-threads=1").args((!names.is_empty()).then_some("--exact")).args(names);
        command.env("GROUNDPLAN_APP", program).envs(address.map(|address| ("GROUNDPLAN_EMULATOR", address)));
        process::record(&mut command)
    })
}

/// Failed tests, each with what was said in it.
fn failures(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        let name = line.strip_prefix("---- ").and_then(|rest| rest.strip_suffix(" stdout ----"));
        match (name, found.last_mut()) {
            (Some(name), _) => found.push((name.to_owned(), String::new())),
            (None, Some((_, said))) => {
                said.push_str(line);
                said.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// Builds a program of the window's tests; it is to run under a virtual display.
pub fn program(name: &str) -> Result<Command> {
    let arguments = ["build", "--locked", "--quiet", "--package", "groundplan-window-tests", "--bin", name];
    process::run(&mut process::cargo(&arguments))?;
    Ok(display(&process::command(project::target_dir().join("debug").join(name))))
}

/// A command under a virtual display.
fn display(shown: &Command) -> Command {
    let mut command = process::command("xvfb-run");
    // without `-noreset` the server starts over when its last window closes, and the next one may not get in
    command.args(["-a", "-s", "-screen 0 1600x1000x24 -noreset"]).arg(shown.get_program());
    command.args(shown.get_args());
    command.envs(shown.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_test_has_what_was_said_in_it() {
        let text = "..F\nfailures:\n\n---- first stdout ----\npanicked\ngroundplan: the page ended: its process has \
                    Crashed\n\n---- second stdout ----\npanicked\ngroundplan: the page ended: Out of bounds memory \
                    access (evaluating 'x')\n\n---- third stdout ----\npanicked\n";
        let failed = failures(text);
        let ends: Vec<_> = failed.iter().map(|(name, said)| (name.as_str(), ended(said))).collect();
        let expected = [
            ("first", Some("its process has Crashed")),
            ("second", Some("Out of bounds memory access")),
            ("third", None),
        ];
        assert_eq!(ends, expected);
    }
}
