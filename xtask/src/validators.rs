//! The judges we did not write: every template × environment is synthesised and given to the real tools.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{
    cfn_lint, guard, install, process, product, product::Design, project, python, rulebook, templates,
};

/// Synthesises all designs in `templates/` and runs the validators over the result; first the pages of the rules, which
/// the same program writes.
pub fn run() -> Result<String> {
    let designs = product::designs()?;
    if designs.is_empty() {
        println!("  templates/ has no design yet: nothing to validate");
        return Ok("no designs yet".to_owned());
    }
    let binary = product::build(false)?;
    guard::build(false)?;
    let rules = rulebook::current(&binary)?;
    let place = project::validate_dir();
    let templates = templates::synthesise(&binary, &designs, &place)?;
    let environments: usize = designs.iter().map(|design| design.environments.len()).sum();
    let findings = cfn_lint::findings(&templates, &[])?;
    for finding in &findings {
        println!("  {}", finding.shown());
    }
    if !findings.is_empty() {
        bail!("cfn-lint has {} findings in {} templates", findings.len(), templates.len());
    }
    documents(&binary, &designs, &place)?;
    let results = sarif(&binary, &designs, &place)?;
    Ok(format!(
        "{} designs fit the schema, {environments} environments, {} templates: cfn-lint 0 errors, 0 warnings; \
         {results} SARIF results fit theirs; {rules}",
        designs.len(),
        templates.len()
    ))
}

/// Each design fits the JSON Schema that the product prints, by a validator that is not ours.
fn documents(binary: &Path, designs: &[Design], place: &Path) -> Result<()> {
    let schema = place.join("schema.json");
    fs::write(&schema, product::expect_success(product::command(binary).arg("schema"))?)?;
    fits(&schema, &[], designs.iter().map(|design| design.path.as_path()))
}

/// The findings of each design, those of an organisation too, as SARIF fit the schema of SARIF 2.1.0; says how many results were judged.
fn sarif(binary: &Path, designs: &[Design], place: &Path) -> Result<usize> {
    let mut logs = Vec::new();
    let mut results = 0;
    for design in designs {
        let path = place.join(&design.name).join("findings.sarif");
        let mut command = product::command(binary);
        command.arg("check").arg(&design.path).args(["--format", "sarif", "--guard", guard::COMPANY]);
        let text = product::expect_answer(&mut command)?;
        let log: Value = serde_json::from_slice(&text).context("the SARIF output is not JSON")?;
        results += log["runs"][0]["results"].as_array().map_or(0, Vec::len);
        fs::write(&path, text)?;
        logs.push(path);
    }
    ensure!(results > 0, "no design has a finding: the SARIF schema would judge empty logs only");
    // One pattern of that schema has a stray bracket, which only the lenient dialect takes.
    fits(&sarif_schema()?, &["--regex-variant", "nonunicode"], logs.iter().map(PathBuf::as_path))?;
    Ok(results)
}

/// The schema of SARIF 2.1.0 as OASIS publishes it, in the source of a crate that Cargo.lock pins.
fn sarif_schema() -> Result<PathBuf> {
    let mut command = process::cargo(&["metadata", "--format-version", "1", "--locked"]);
    // For one platform, whose crates are there: for all, cargo would fetch those of every other.
    command.args(["--features", "xtask/sarif-schema", "--filter-platform", install::WASM]);
    let metadata = process::output(&mut command)?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata did not print JSON")?;
    let mut packages = metadata["packages"].as_array().into_iter().flatten();
    let manifest = packages.find(|package| package["name"] == "serde-sarif");
    let manifest = manifest.and_then(|package| package["manifest_path"].as_str());
    let schema =
        Path::new(manifest.context("Cargo.lock has no serde-sarif")?).with_file_name("src/schema.json");
    ensure!(
        schema.is_file(),
        "serde-sarif keeps its schema elsewhere now: {} is not there",
        schema.display()
    );
    Ok(schema)
}

/// Judges JSON files by a schema.
fn fits<'a>(schema: &Path, options: &[&str], files: impl Iterator<Item = &'a Path>) -> Result<()> {
    let mut command = python::TOOLS.module("check_jsonschema");
    command.args(options).arg("--schemafile").arg(schema).args(files);
    let output = command.output().context("cannot start check-jsonschema")?;
    ensure!(
        output.status.success(),
        "a file does not fit {}:\n{}{}",
        project::shown(schema),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
