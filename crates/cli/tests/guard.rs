//! `check --guard` around the interpreter: what it answers reaches the element, and what breaks takes nothing with it.
//! What the real interpreter answers: `cargo xtask test --only guard`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use common::script;
use serde_json::{Value, json};

const DESIGN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/reference/design.json");
const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/guard/company.guard");

/// An interpreter that reads its request and then runs this shell script.
fn interpreter(name: &str, answers: &str) -> PathBuf {
    script(
        common::folder("guard-interpreter", name).join("interpreter"),
        &format!("cat > /dev/null\n{answers}"),
    )
}

/// One that finds the database of production in one zone.
fn strict(name: &str) -> PathBuf {
    let answer = json!({
        "violations": [{
            "template": "prod/orders-prod-data",
            "rule": "DATABASES_SURVIVE_A_ZONE",
            "resource": "Db",
            "path": "Properties.MultiAZ",
            "message": "Databases keep a standby."
        }],
        "faults": []
    });
    interpreter(name, &format!("echo '{answer}'"))
}

fn check(interpreter: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .env("GROUNDPLAN_GUARD", interpreter)
        .args(["check", DESIGN, "--env", "prod", "--guard", RULES])
        .args(arguments)
        .output()
        .unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_violation_is_a_finding_of_the_element_that_made_the_resource() {
    let output = check(&strict("maps"), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let of_company = |finding: &&Value| finding["pillar"] == "organisation";
    let found: Vec<&Value> = answer["findings"].as_array().unwrap().iter().filter(of_company).collect();
    assert_eq!(
        found,
        [&json!({
            "rule": "guard:company/DATABASES_SURVIVE_A_ZONE", "severity": "high", "status": "violated",
            "pillar": "organisation", "question": "", "environment": "prod", "node": "db", "part": "",
            "property": "MultiAZ", "message": "Databases keep a standby.", "fix": null, "peers": []
        })]
    );
}

#[test]
fn text_and_sarif_show_it_and_a_baseline_hides_it() {
    let strict = strict("shows");
    let text = said(&check(&strict, &[]).stdout);
    assert!(text.contains("guard:company/DATABASES_SURVIVE_A_ZONE db "), "{text}");
    assert!(text.contains(" MultiAZ\n"), "{text}");

    let log: Value = serde_json::from_slice(&check(&strict, &["--format", "sarif"]).stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let result =
        results.iter().find(|one| one["ruleId"] == "guard:company/DATABASES_SURVIVE_A_ZONE").unwrap();
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], result["ruleId"]);
    let line = result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
    let design = fs::read_to_string(DESIGN).unwrap();
    assert_eq!(design.lines().nth(line as usize - 1), Some("    \"db\": {"));

    let baseline = strict.with_file_name("baseline.json");
    fs::write(&baseline, check(&strict, &["--format", "json"]).stdout).unwrap();
    let output = check(&strict, &["--baseline", baseline.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stdout));
    assert!(!said(&output.stdout).contains("guard:"), "{}", said(&output.stdout));
}

#[test]
fn rules_that_cannot_be_judged_are_named_and_everything_else_is_still_said() {
    let fault = json!({ "violations": [], "faults": [{ "line": 5, "column": 18, "template": null, "message": "no" }] });
    let output = check(&interpreter("mistaken", &format!("echo '{fault}'")), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output.stderr).contains("company.guard:5:18: no"), "{}", said(&output.stderr));
    assert!(said(&output.stdout).contains("prod: "), "{}", said(&output.stdout));

    let output = check(&interpreter("breaks", "echo 'out of memory' >&2; exit 101"), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output.stderr).contains("out of memory"), "{}", said(&output.stderr));
    assert!(said(&output.stdout).contains("prod: "), "{}", said(&output.stdout));
}

#[test]
fn without_an_interpreter_it_says_how_to_mend() {
    let output = check(Path::new("/nowhere/groundplan-guard"), &[]);
    assert_eq!(output.status.code(), Some(3));
    let error = said(&output.stderr);
    assert!(error.contains("/nowhere/groundplan-guard") && error.contains("GROUNDPLAN_GUARD"), "{error}");
}

#[test]
fn keys_are_sorted_as_in_every_build_without_the_interpreter() {
    // It switches on `preserve_order` of serde_json, which must not reach this program.
    let value: Value = serde_json::from_str(r#"{"b":1,"a":2}"#).unwrap();
    assert_eq!(value.to_string(), r#"{"a":2,"b":1}"#);
}
