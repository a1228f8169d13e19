//! cfn-lint over synthesised templates.

use std::{collections::BTreeMap, path::Path, process::Output, thread};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{project, python, templates::Template};

/// A finding of cfn-lint.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: String,
    /// What the rule is about, in its own words.
    pub title: String,
    pub message: String,
    pub file: String,
    pub line: u64,
    /// Logical id of the resource; `None` where it is about something else.
    pub resource: Option<String>,
}

impl Finding {
    /// As a person reads it.
    pub fn shown(&self) -> String {
        format!("{}:{}: {} {}", project::shown(Path::new(&self.file)), self.line, self.rule, self.message)
    }
}

/// Runs cfn-lint over all templates, each for its own region, one process per core: its start takes longest.
/// `options` come first on its command line.
pub fn findings(templates: &[Template], options: &[&str]) -> Result<Vec<Finding>> {
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
            command.args(options).args(["--format", "json", "--regions", region, "--"]).args(share);
            commands.push(command);
        }
    }
    println!("  cfn-lint: {} templates in {} regions", templates.len(), regions.len());
    let workers: Vec<_> =
        commands.into_iter().map(|mut command| thread::spawn(move || command.output())).collect();
    let mut findings = Vec::new();
    for worker in workers {
        let Ok(output) = worker.join() else { bail!("a cfn-lint worker was lost") };
        findings.extend(read(&output.context("cannot start cfn-lint")?)?);
    }
    findings.sort_by_cached_key(Finding::shown);
    Ok(findings)
}

fn read(output: &Output) -> Result<Vec<Finding>> {
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    let value: Value = match serde_json::from_str(said.trim()) {
        Ok(value) => value,
        Err(_) if said.trim().is_empty() && output.status.success() => Value::Array(Vec::new()),
        Err(_) => bail!("cfn-lint broke ({}): {}{}", output.status, said.trim(), errors.trim()),
    };
    let findings: Vec<Finding> = value.as_array().into_iter().flatten().map(finding).collect();
    // A green answer needs both: no finding listed, and an exit code that says so.
    ensure!(
        output.status.success() || !findings.is_empty(),
        "cfn-lint failed without a finding ({}): {}",
        output.status,
        errors.trim()
    );
    Ok(findings)
}

fn finding(value: &Value) -> Finding {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let path = &value["Location"]["Path"];
    Finding {
        rule: text(&value["Rule"]["Id"]),
        title: text(&value["Rule"]["ShortDescription"]),
        message: text(&value["Message"]),
        file: text(&value["Filename"]),
        line: value["Location"]["Start"]["LineNumber"].as_u64().unwrap_or(0),
        resource: path[1].as_str().filter(|_| path[0] == "Resources").map(str::to_owned),
    }
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
    fn a_finding_is_shown_with_its_place_and_rule_and_knows_its_resource() {
        let said = r#"[{"Filename":"a.yaml","Location":{"Start":{"LineNumber":7},"Path":["Resources","Db","Properties"]},
            "Rule":{"Id":"E3012","ShortDescription":"Types"},"Message":"no"}]"#;
        let found = read(&output(2, said)).unwrap();
        assert_eq!(found[0].shown(), "a.yaml:7: E3012 no");
        assert_eq!(found[0].resource.as_deref(), Some("Db"));
    }

    #[test]
    fn a_validator_that_breaks_is_never_green() {
        assert!(read(&output(0, "[]")).unwrap().is_empty());
        assert!(read(&output(1, "[]")).is_err());
        assert!(read(&output(1, "Traceback")).is_err());
    }
}
