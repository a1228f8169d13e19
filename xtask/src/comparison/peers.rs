//! What the other checkers say, in one form.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::Finding;
use crate::{cfn_lint as lint, process, python, templates::Template};

/// Findings of cfn-lint, informational ones too.
pub fn cfn_lint(templates: &[Template]) -> Result<Vec<Finding>> {
    let found = lint::findings(templates, &["--include-checks", "I"])?;
    let finding = |found: lint::Finding| {
        let template = templates.iter().find(|template| Path::new(&found.file) == template.path);
        let template = template.with_context(|| format!("cfn-lint speaks of {}", found.file))?;
        Ok(Finding {
            check: format!("cfn-lint:{}", found.rule),
            title: found.title,
            design: template.design.clone(),
            environment: template.environment.clone(),
            resource: found.resource.unwrap_or_default(),
            file: found.file,
        })
    };
    let mut findings = found.into_iter().map(finding).collect::<Result<Vec<Finding>>>()?;
    // Deletion and replacement of one resource are two findings of one check.
    findings.dedup();
    Ok(findings)
}

/// What Checkov says.
pub struct Checkov {
    pub findings: Vec<Finding>,
    /// By check: its title, and how many resources passed it.
    pub passed: BTreeMap<String, (String, usize)>,
}

/// Runs Checkov over a folder `design/environment/*.yaml`.
pub fn checkov(place: &Path) -> Result<Checkov> {
    println!("  Checkov: all templates");
    let mut command = python::CHECKOV.module("checkov.main");
    command.args(["--framework", "cloudformation", "--compact", "--output", "json", "--skip-download"]);
    command.arg("--directory").arg(place);
    let output = command.output().with_context(|| format!("cannot start `{}`", process::line(&command)))?;
    // 1 says that there are findings.
    ensure!(
        matches!(output.status.code(), Some(0 | 1)),
        "Checkov broke ({}): {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    read(&serde_json::from_slice(&output.stdout).context("Checkov did not print JSON")?, place)
}

fn read(said: &Value, place: &Path) -> Result<Checkov> {
    let results = &said["results"];
    ensure!(said["summary"]["parsing_errors"] == 0, "Checkov could not read: {}", results["parsing_errors"]);
    let list = |name: &str| results[name].as_array().with_context(|| format!("Checkov lists no {name}"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut passed: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for one in list("passed_checks")? {
        let check = format!("checkov:{}", text(&one["check_id"]));
        passed.entry(check).or_insert_with(|| (text(&one["check_name"]), 0)).1 += 1;
    }
    let finding = |one: &Value| {
        let file = text(&one["file_path"]);
        let mut folders = file.trim_start_matches('/').split('/');
        let (Some(design), Some(environment)) = (folders.next(), folders.next()) else {
            anyhow::bail!("Checkov speaks of {file}, which lies in no environment");
        };
        let resource = text(&one["resource"]);
        Ok(Finding {
            check: format!("checkov:{}", text(&one["check_id"])),
            title: text(&one["check_name"]),
            design: design.to_owned(),
            environment: environment.to_owned(),
            resource: resource.rsplit('.').next().unwrap_or_default().to_owned(),
            file: place.join(file.trim_start_matches('/')).display().to_string(),
        })
    };
    Ok(Checkov { findings: list("failed_checks")?.iter().map(finding).collect::<Result<_>>()?, passed })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn checkov_says_what_failed_where_and_how_often_something_passed() {
        let pass = json!({ "check_id": "CKV_AWS_16", "check_name": "Encrypted" });
        let said = json!({
            "summary": { "parsing_errors": 0 },
            "results": {
                "passed_checks": [pass, pass],
                "failed_checks": [{
                    "check_id": "CKV_AWS_18", "check_name": "Logged", "resource": "AWS::S3::Bucket.Logs",
                    "file_path": "/shop/prod/shop-prod-data.yaml"
                }]
            }
        });
        let read = read(&said, Path::new("out")).unwrap();
        assert_eq!(read.passed["checkov:CKV_AWS_16"], ("Encrypted".to_owned(), 2));
        let [finding] = &read.findings[..] else { panic!("{:?}", read.findings) };
        assert_eq!((finding.design.as_str(), finding.environment.as_str()), ("shop", "prod"));
        assert_eq!((finding.resource.as_str(), finding.check.as_str()), ("Logs", "checkov:CKV_AWS_18"));
        assert_eq!(finding.file, "out/shop/prod/shop-prod-data.yaml");
    }

    #[test]
    fn a_template_that_checkov_cannot_read_is_never_green() {
        let said = json!({ "summary": { "parsing_errors": 1 }, "results": { "parsing_errors": ["a.yaml"] } });
        let error = read(&said, Path::new("out")).err().unwrap();
        assert!(error.to_string().contains("a.yaml"), "{error}");
    }
}
