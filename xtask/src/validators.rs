//! The judges we did not write: every template × environment is synthesised and given to the real tools.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Output,
    thread,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{install, process, product, product::Design, project, python, rulebook};

/// Synthesises all designs in `templates/` and runs the validators over the result; first the pages of the rules, which
/// the same program writes.
pub fn run() -> Result<String> {
    let designs = product::designs()?;
    if designs.is_empty() {
        println!("  templates/ has no design yet: nothing to validate");
        return Ok("no designs yet".to_owned());
    }
    let binary = product::build(false)?;
    let rules = rulebook::current(&binary)?;
    let place = project::validate_dir();
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let mut templates = Vec::new();
    let mut environments = 0;
    for design in &designs {
        for environment in &design.environments {
            let out = place.join(&design.name).join(environment);
            fs::create_dir_all(&out)?;
            let mut command = product::command(&binary);
            command.arg("synth").arg(&design.path).args(["--env", environment, "--out"]).arg(&out);
            product::expect_success(&mut command)?;
            templates.extend(listed(&out)?);
            environments += 1;
        }
    }
    ensure!(!templates.is_empty(), "synth wrote no CloudFormation template below {}", project::shown(&place));
    let findings = cfn_lint(&templates)?;
    for finding in &findings {
        println!("  {finding}");
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

/// The findings of each design as SARIF fit the schema of SARIF 2.1.0; says how many results were judged.
fn sarif(binary: &Path, designs: &[Design], place: &Path) -> Result<usize> {
    let mut logs = Vec::new();
    let mut results = 0;
    for design in designs {
        let path = place.join(&design.name).join("findings.sarif");
        let mut command = product::command(binary);
        command.arg("check").arg(&design.path).args(["--format", "sarif"]);
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
    let mut command = python::module("check_jsonschema");
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

/// A synthesised stack.
struct Template {
    path: PathBuf,
    region: String,
}

/// The stacks that `synth` lists in `stacks.json`; each of its files must be there.
fn listed(folder: &Path) -> Result<Vec<Template>> {
    let path = folder.join("stacks.json");
    let text =
        fs::read_to_string(&path).with_context(|| format!("synth wrote no {}", project::shown(&path)))?;
    let list: Value = serde_json::from_str(&text)?;
    let stack = |stack: &Value| {
        let path = folder.join(stack["template"].as_str().context("a stack names no template")?);
        let region = stack["region"].as_str().context("a stack names no region")?.to_owned();
        ensure!(path.is_file(), "stacks.json lists {}, which is not there", project::shown(&path));
        Ok(Template { path, region })
    };
    list["stacks"].as_array().into_iter().flatten().map(stack).collect()
}

/// Runs cfn-lint over all templates, each for its own region, one process per core: its start takes longest.
fn cfn_lint(templates: &[Template]) -> Result<Vec<String>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = templates.len().div_ceil(cores).max(1);
    let mut regions: BTreeMap<&str, Vec<&Path>> = BTreeMap::new();
    for template in templates {
        regions.entry(&template.region).or_default().push(&template.path);
    }
    let mut commands = Vec::new();
    for (region, paths) in &regions {
        for share in paths.chunks(share) {
            let mut command = python::cfn_lint();
            command.args(["--format", "json", "--regions", region, "--"]).args(share);
            commands.push(command);
        }
    }
    println!("  cfn-lint: {} templates in {} regions", templates.len(), regions.len());
    let workers: Vec<_> =
        commands.into_iter().map(|mut command| thread::spawn(move || command.output())).collect();
    let mut findings = Vec::new();
    for worker in workers {
        let Ok(output) = worker.join() else { bail!("a cfn-lint worker was lost") };
        findings.extend(read_findings(&output.context("cannot start cfn-lint")?)?);
    }
    findings.sort();
    Ok(findings)
}

fn read_findings(output: &Output) -> Result<Vec<String>> {
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let value: Value = match serde_json::from_str(said.trim()) {
        Ok(value) => value,
        Err(_) if said.trim().is_empty() && output.status.success() => Value::Array(Vec::new()),
        Err(_) => bail!("cfn-lint broke ({}): {}{}", output.status, said.trim(), errors.trim()),
    };
    let findings: Vec<String> = value.as_array().into_iter().flatten().map(shown_finding).collect();
    // A green answer needs both: no finding listed, and an exit code that says so.
    ensure!(
        output.status.success() || !findings.is_empty(),
        "cfn-lint failed without a finding ({}): {}",
        output.status,
        errors.trim()
    );
    Ok(findings)
}

fn shown_finding(finding: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let file = text(&finding["Filename"]);
    let line = &finding["Location"]["Start"]["LineNumber"];
    let rule = text(&finding["Rule"]["Id"]);
    format!("{}:{line}: {rule} {}", project::shown(Path::new(&file)), text(&finding["Message"]))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn output(code: i32, stdout: &str) -> Output {
        Output {
            status: std::process::ExitStatus::from_raw(code << 8),
            stdout: stdout.as_bytes().to_vec(),
            stderr: Vec::new(),
        }
    }

    #[test]
    fn a_finding_is_shown_with_its_place_and_rule() {
        let said = r#"[{"Filename":"a.yaml","Location":{"Start":{"LineNumber":7}},"Rule":{"Id":"E3012"},"Message":"no"}]"#;
        assert_eq!(read_findings(&output(2, said)).unwrap(), ["a.yaml:7: E3012 no"]);
    }

    #[test]
    fn a_validator_that_breaks_is_never_green() {
        assert!(read_findings(&output(0, "[]")).unwrap().is_empty());
        assert!(read_findings(&output(1, "[]")).is_err());
        assert!(read_findings(&output(1, "Traceback")).is_err());
    }
}
