//! The interpreter of Guard rules: built and tested by itself, because it changes serde_json for whatever is built with
//! it; then asked through the program.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{process, product, project};

/// What selects it in a cargo command.
const PACKAGE: [&str; 5] = ["--locked", "--package", "groundplan-guard", "--features", "interpreter"];

/// A rule file that an organisation may have.
pub const COMPANY: &str = "tests/guard/company.guard";

/// Builds the interpreter beside the program, where the program looks for it.
pub fn build(release: bool) -> Result<PathBuf> {
    let mut command = process::cargo_for(release, &["build"]);
    command.args(PACKAGE);
    if release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    product::built("groundplan-guard", release)
}

pub fn run() -> Result<String> {
    process::run(process::cargo(&["test", "--quiet"]).args(PACKAGE))?;
    let binary = product::build(false)?;
    build(false)?;
    through_the_program(&binary)
}

/// A good and a mistaken rule file on a design that violates the good one.
fn through_the_program(binary: &Path) -> Result<String> {
    let mut command = product::command(binary);
    command.args(["check", "templates/reference/design.json", "--format", "json", "--guard", "tests/guard"]);
    command.env_remove("GROUNDPLAN_GUARD");
    let output = command.output().context("cannot start groundplan")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.code() == Some(2), "a mistaken rule file is no bad input: {}", output.status);
    ensure!(errors.contains("mistaken.guard:5:18:"), "the mistaken rule file's line is not named: {errors}");
    let said: Value = serde_json::from_slice(&output.stdout).context("`check` did not print JSON")?;
    let findings = said["findings"].as_array().context("`check` lists no findings")?;
    let asked: Vec<&Value> = findings.iter().filter(|finding| finding["pillar"] == "organisation").collect();
    let one = asked.iter().find(|finding| {
        finding["rule"] == "guard:company/DATABASES_SURVIVE_A_ZONE" && finding["environment"] == "dev"
    });
    let one = one.context("development has one zone, and no rule of the organisation says so")?;
    ensure!(one["node"] == "db" && one["property"] == "MultiAZ", "mapped back to {one}");
    ensure!(
        !asked.iter().any(|finding| finding["environment"] == "prod" && finding["node"] == "db"),
        "production has a standby"
    );
    ensure!(findings.len() > asked.len(), "our own rules fell silent");
    held_by_the_design(binary, &asked)?;
    Ok(format!("{} findings of {}", asked.len(), project::shown(Path::new(COMPANY))))
}

/// The good file, held by the design itself, finds the same.
fn held_by_the_design(binary: &Path, asked: &[&Value]) -> Result<()> {
    let folder = project::target_dir().join("guard");
    fs::create_dir_all(&folder)?;
    let design = folder.join("design.json");
    fs::copy(project::root().join("templates/reference/design.json"), &design)?;
    let mut hold = product::command(binary);
    hold.arg("organisation").arg(&design).args(["company", "--rules", COMPANY]);
    product::expect_success(&mut hold)?;
    let mut check = product::command(binary);
    check.arg("check").arg(&design).args(["--format", "json"]).env_remove("GROUNDPLAN_GUARD");
    let output = check.output().context("cannot start groundplan")?;
    let said: Value = serde_json::from_slice(&output.stdout).context("`check` did not print JSON")?;
    let findings = said["findings"].as_array().context("`check` lists no findings")?;
    let held: Vec<&Value> = findings.iter().filter(|finding| finding["pillar"] == "organisation").collect();
    ensure!(held == asked, "held by the design, the rules find {held:?}");
    Ok(())
}
