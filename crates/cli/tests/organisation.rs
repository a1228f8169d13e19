//! `organisation`: rules that a design holds itself, and what `check` and `accept` make of them. The interpreter is a
//! stand-in that tells which rules it was asked; what the real one answers: `cargo xtask test --only guard`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use common::{reference, script, text};
use serde_json::{Value, json};

const COMPANY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/guard/company.guard");
const ZONE: &str = "guard:company/DATABASES_SURVIVE_A_ZONE";

fn design(name: &str, file: &str) -> PathBuf {
    reference("organisation", name, file)
}

/// Beside the design lies an interpreter that finds, whatever it is asked, the database of development in one zone.
fn groundplan(design: &Path, arguments: &[&str]) -> Output {
    let interpreter = design.with_file_name("interpreter");
    if !interpreter.exists() {
        let answer = json!({
            "violations": [{
                "template": "dev/orders-dev-data", "rule": "DATABASES_SURVIVE_A_ZONE", "resource": "Db",
                "path": "Properties.MultiAZ", "message": "Databases keep a standby."
            }],
            "faults": []
        });
        script(interpreter.clone(), &format!("cat > \"$0.asked\"\necho '{answer}'"));
    }
    Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .env("GROUNDPLAN_GUARD", interpreter)
        .args(["--date", "2026-11-23"])
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn done(design: &Path, arguments: &[&str]) -> String {
    let output = groundplan(design, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(design: &Path, arguments: &[&str], says: &str) {
    let output = groundplan(design, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(says), "“{says}” in {message}");
}

/// Findings of the organisation in development.
fn found(design: &Path) -> Vec<Value> {
    let arguments = ["check", text(design), "--env", "dev", "--format", "json"];
    let answer: Value = serde_json::from_slice(&groundplan(design, &arguments).stdout).unwrap();
    let of_company = |finding: &&Value| finding["pillar"] == "organisation";
    answer["findings"].as_array().unwrap().iter().filter(of_company).cloned().collect()
}

#[test]
fn rules_go_into_the_design_are_listed_printed_renamed_and_removed() {
    let path = design("edited", "shop.json");
    let (file, before) = (text(&path), fs::read(&path).unwrap());
    assert!(done(&path, &["organisation", file]).contains("no rules of an organisation"));

    let said = done(&path, &["organisation", file, "company", "--rules", COMPANY]);
    assert!(said.contains("Held to the rules “company”"), "{said}");
    done(&path, &["organisation", file, "company", "--name", "Company rules"]);
    let list: Value =
        serde_json::from_str(&done(&path, &["organisation", file, "--format", "json"])).unwrap();
    let lines = fs::read_to_string(COMPANY).unwrap().lines().count();
    assert_eq!(
        list,
        json!({ "organisation_rules": [{ "id": "company", "name": "Company rules", "lines": lines }] })
    );
    assert!(done(&path, &["organisation", file, "--language", "es"]).contains("líneas"));
    assert_eq!(done(&path, &["organisation", file, "company"]), fs::read_to_string(COMPANY).unwrap());
    // a line of the rules is a line of the document
    let document = fs::read_to_string(&path).unwrap();
    assert!(document.contains("\n        \"  %databases.Properties.MultiAZ == true\",\n"), "{document}");

    done(&path, &["organisation", file, "company", "--remove"]);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn in_a_project_rules_are_operations_of_its_history() {
    let path = design("project", "shop.groundplan");
    done(&path, &["organisation", text(&path), "company", "--rules", COMPANY]);
    done(&path, &["organisation", text(&path), "company", "--remove", "--language", "es"]);
    let history = done(&path, &["history", "list", text(&path)]);
    assert!(history.contains("Held to the rules “company”"), "{history}");
    assert!(history.contains("Quitadas las reglas «company»"), "{history}");
}

#[test]
fn check_judges_by_the_rules_of_the_design_and_accept_takes_what_they_find() {
    let path = design("judged", "shop.json");
    let file = text(&path);
    assert!(found(&path).is_empty(), "a design without rules asks no interpreter");
    assert!(!path.with_file_name("interpreter.asked").exists());

    done(&path, &["organisation", file, "company", "--rules", COMPANY]);
    let findings = found(&path);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((&findings[0]["rule"], &findings[0]["node"]), (&json!(ZONE), &json!("db")));
    let asked: Value =
        serde_json::from_str(&fs::read_to_string(path.with_file_name("interpreter.asked")).unwrap()).unwrap();
    assert_eq!(asked["rules"]["name"], "company");
    assert_eq!(asked["rules"]["text"], fs::read_to_string(COMPANY).unwrap().trim_end());

    let accept = |rule: &str, rest: &[&str]| {
        let mut arguments = vec!["accept", file, rule, "db"];
        arguments.extend(rest);
        groundplan(&path, &arguments)
    };
    let why = ["--reason", "A restore is enough.", "--until", "2027-06-30"];
    let said = String::from_utf8(accept(ZONE, &why).stdout).unwrap();
    assert!(said.contains(&format!("Accepted {ZONE} on db in dev until 2027-06-30")), "{said}");
    assert_eq!(found(&path)[0]["suppressed"], "A restore is enough. (until 2027-06-30)");
    let check = groundplan(&path, &["check", file, "--env", "dev"]);
    let check = String::from_utf8(check.stdout).unwrap();
    assert!(check.contains(&format!("accepted  {ZONE}")), "{check}");

    assert!(accept(ZONE, &["--withdraw"]).status.success());
    assert!(found(&path)[0].get("suppressed").is_none());
    refused(
        &path,
        &[&["accept", file, "guard:compny/LOGS", "db"][..], &why].concat(),
        "did you mean “company”?",
    );
    refused(&path, &[&["accept", file, ZONE, "web"][..], &why].concat(), "finds nothing on web");
}

#[test]
fn what_is_no_rule_set_is_refused_and_nothing_is_written() {
    let path = design("refused", "shop.json");
    let file = text(&path);
    done(&path, &["organisation", file, "company", "--rules", COMPANY]);
    let before = fs::read(&path).unwrap();
    let (blank, large) = (path.with_file_name("blank.guard"), path.with_file_name("large.guard"));
    fs::write(&blank, "\n \n").unwrap();
    fs::write(&large, "#".repeat((1 << 20) + 1)).unwrap();
    let with = |rest: &[&str], says: &str| refused(&path, &[&["organisation", file], rest].concat(), says);
    with(&["compny"], "there is no rule set “compny”; did you mean “company”?");
    with(&["other", "--name", "Other"], "there is no rule set “other”; there are company");
    with(&["Company!", "--rules", COMPANY], "“Company!” is not an id");
    with(&["other", "--remove"], "there is no rule set “other”");
    with(&["other", "--rules", "nowhere.guard"], "nowhere.guard: no such file");
    with(
        &["other", "--rules", text(&blank)],
        "organisation_rules.other.text: expected rules in the CloudFormation",
    );
    with(&["other", "--rules", text(&large)], "a design holds at most 1048576 bytes of rules");
    with(&["company", "--remove", "--name", "x"], "cannot be used with");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn without_an_interpreter_the_rest_is_said_and_how_to_mend() {
    let path = design("missing", "shop.json");
    done(&path, &["organisation", text(&path), "company", "--rules", COMPANY]);
    let output = Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .env("GROUNDPLAN_GUARD", "/nowhere/groundplan-guard")
        .args(["check", text(&path), "--env", "prod"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("/nowhere/groundplan-guard") && error.contains("GROUNDPLAN_GUARD"), "{error}");
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("prod: "));
}
