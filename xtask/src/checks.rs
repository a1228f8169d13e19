//! `cargo xtask test`: everything that must hold before a change is taken, step by step.

use std::{fs, path::Path, thread};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::{
    assets, codegen, comparison, emulator, guard, install, process, project, steps::Steps, tidy,
    update_prices, validators, window,
};

pub const USAGE: &str = "usage: cargo xtask test [--full] [--only STEP]\n\n\
                     Installs what is missing, then: formatting, generated files, house rules, clippy, WebAssembly,\n\
                     unit, snapshot and property tests, documentation examples, the Guard interpreter, external validators, deployment on an\n\
                     emulator of AWS. Stops at the first red step. --full adds ignored tests, 16 times the property cases from a new seed, the\n\
                     documentation, and the comparison with Checkov. --only runs one step of the table and says nothing of the others.";

/// Property cases of an ordinary and of a full run (proptest's own default is the first).
const CASES: u32 = 256;
const CASES_FULL: u32 = 4096;

pub fn run(full: bool, only: Option<&str>) -> Result<()> {
    install::announce();
    process::lint();
    let mut passed = 0;
    let mut steps = Steps::new(only);
    steps.step("install", || install::all(full));
    // Debian unpacks the web view while Rust compiles: minutes on a machine that does not have it yet
    let webview = only.is_none().then(|| thread::spawn(window::tools));
    steps.step("format", || {
        process::run(&mut process::cargo(&["fmt", "--all", "--check"])).map(|()| String::new())
    });
    steps.step("codegen", || codegen::run(true));
    steps.step("prices", || update_prices::run(true).map(|()| String::new()));
    steps.step("tidy", tidy::run);
    steps.step("clippy", clippy);
    steps.step("wasm", wasm);
    steps.step("tests", || {
        let (count, note) = tests(full)?;
        passed += count;
        Ok(note)
    });
    steps.step("doc tests", || {
        let count = doc_tests()?;
        passed += count;
        Ok(format!("{count} passed"))
    });
    steps.step("snapshots", orphans);
    steps.step("guard", guard::run);
    steps.step("validators", validators::run);
    steps.step("emulator", emulator::run);
    // also after a red step: what installs is not stopped half-way
    let webview = webview.map(thread::JoinHandle::join);
    steps.step("window", || {
        if let Some(webview) = webview {
            webview.map_err(|_| anyhow!("what installs the web view stopped"))??;
        }
        window::run(full)
    });
    if full {
        steps.step("documentation", documentation);
        steps.step("comparison", || comparison::run(true));
    }
    steps.finish()?;
    if only.is_none() {
        println!("\n{passed} passed, 0 failed");
    }
    Ok(())
}

/// Compiles with clippy all that the steps after it run.
fn clippy() -> Result<String> {
    process::run(&mut process::cargo(&["build", "--locked", "--all-targets", "--quiet"]))?;
    Ok(String::new())
}

/// The engine crates compile for the browser.
fn wasm() -> Result<String> {
    let crates = tidy::engine_crates()?;
    let mut command = process::cargo(&["check", "--locked", "--quiet", "--lib", "--target", install::WASM]);
    for name in &crates {
        command.args(["--package", name]);
    }
    process::run(&mut command)?;
    Ok(format!("{} engine crates", crates.len()))
}

/// Where insta notes each snapshot that a test compared.
fn references() -> std::path::PathBuf {
    project::target_dir().join("snapshots-used.txt")
}

fn tests(full: bool) -> Result<(u64, String)> {
    fs::remove_file(references()).ok();
    let next = process::exists("cargo-nextest");
    let mut command = match next {
        true => process::cargo(&[
            "nextest",
            "run",
            "--locked",
            "--no-fail-fast",
            "--hide-progress-bar",
            "--status-level=slow",
            "--cargo-quiet",
        ]),
        false => {
            process::cargo(&["test", "--locked", "--quiet", "--no-fail-fast", "--lib", "--bins", "--tests"])
        }
    };
    match (full, next) {
        (true, true) => drop(command.args(["--run-ignored", "all"])),
        (true, false) => drop(command.args(["--", "--include-ignored"])),
        (false, _) => {}
    }
    let cases = if full { CASES_FULL } else { CASES };
    command.env("PROPTEST_CASES", cases.to_string());
    // an ordinary run has the fixed seed of .cargo/config.toml
    let mut cases_note = format!("{cases} cases a property");
    if full {
        let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        println!("property tests: PROPTEST_RNG_SEED={seed} tries the same cases again");
        command.env("PROPTEST_RNG_SEED", seed.to_string());
        cases_note = format!("{cases_note}, seed {seed}");
    }
    command.env("INSTA_UPDATE", "no").env("INSTA_SNAPSHOT_REFERENCES_FILE", references());
    let recorded = process::record(&mut command)?;
    let counts = if next { nextest_counts(&recorded.text) } else { cargo_counts(&recorded.text) };
    let Counts { passed, failed } = counts;
    if !recorded.success {
        bail!("{passed} passed, {failed} failed");
    }
    ensure!(failed == 0 && passed > 0, "the test run says green but counts {passed} passed, {failed} failed");
    let runner = if next { "nextest" } else { "cargo test" };
    Ok((passed, format!("{passed} passed ({runner}, {cases_note})")))
}

fn doc_tests() -> Result<u64> {
    let recorded = process::record_quietly(&mut process::cargo(&["test", "--locked", "--doc", "--quiet"]))?;
    let Counts { passed, failed } = cargo_counts(&recorded.text);
    ensure!(recorded.success && failed == 0, "{passed} passed, {failed} failed");
    Ok(passed)
}

#[derive(Debug, PartialEq, Eq, Default)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

/// Sums `test result: ok. 3 passed; 0 failed; …` over all test programs.
pub fn cargo_counts(text: &str) -> Counts {
    let mut counts = Counts::default();
    for line in text.lines().filter(|line| line.trim_start().starts_with("test result:")) {
        counts.passed += number_before(line, "passed");
        counts.failed += number_before(line, "failed");
    }
    counts
}

/// Reads `Summary [ 1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`.
fn nextest_counts(text: &str) -> Counts {
    let line = text.lines().rev().find(|line| line.contains("Summary [")).unwrap_or_default();
    Counts {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed") + number_before(line, "timed"),
    }
}

fn number_before(line: &str, word: &str) -> u64 {
    let words: Vec<&str> = line.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let pair = words.windows(2).find(|pair| pair.last() == Some(&word));
    pair.and_then(|pair| pair.first()?.parse().ok()).unwrap_or(0)
}

/// Snapshots that no test compared any more.
fn orphans() -> Result<String> {
    let used = fs::read_to_string(references()).unwrap_or_default();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let used: std::collections::BTreeSet<_> = used.lines().map(|line| real(Path::new(line))).collect();
    let snapshots = project::files_with(&["snap"])?;
    let orphans: Vec<String> = snapshots
        .iter()
        .filter(|path| !used.contains(&real(path)))
        .map(|path| project::shown(path))
        .collect();
    match orphans.is_empty() {
        true => Ok(format!("{} snapshots, each compared by a test", snapshots.len())),
        false => bail!("orphaned snapshots, delete them: {}", orphans.join(", ")),
    }
}

fn documentation() -> Result<String> {
    let mut command = process::cargo(&["doc", "--locked", "--no-deps", "--quiet"]);
    process::run(command.env("RUSTDOCFLAGS", "-D warnings")).context("the documentation has warnings")?;
    Ok(String::new())
}

/// Fetches icons and fonts with the pins of the project.
pub fn assets(arguments: &[String]) -> Result<()> {
    assets::run(arguments)?;
    if arguments.iter().any(|argument| argument == "--update") {
        crate::python::raise()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_summed_over_all_test_programs() {
        let text = "running 3 tests\ntest result: ok. 3 passed; 0 failed; 1 ignored; finished in 0.00s\n\
                    test result: FAILED. 4 passed; 2 failed; 0 ignored\n";
        assert_eq!(cargo_counts(text), Counts { passed: 7, failed: 2 });
    }

    #[test]
    fn nextest_says_its_counts_in_its_summary() {
        let text =
            "     Summary [   0.012s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 0 skipped\n";
        assert_eq!(nextest_counts(text), Counts { passed: 10, failed: 2 });
        assert_eq!(nextest_counts("error: could not compile"), Counts::default());
    }
}
