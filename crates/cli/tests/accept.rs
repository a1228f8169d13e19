//! `accept`: a finding is accepted for a reason until a day, and is a finding again when that is withdrawn.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use common::{dated, reference, text};
use serde_json::{Value, json};

/// Its database has one zone in dev and in test.
fn design(name: &str, file: &str) -> PathBuf {
    reference("accept", name, file)
}

#[track_caller]
fn done(arguments: &[&str]) -> String {
    let output = dated(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(arguments: &[&str], says: &str) {
    let output = dated(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains(says), "“{says}” in {message}");
}

/// Accepts that the database has one zone.
#[track_caller]
fn accept(path: &Path, reason: &str, until: &str, rest: &[&str]) -> String {
    let mut arguments =
        vec!["accept", text(path), "rds-multi-az", "db", "--reason", reason, "--until", until];
    arguments.extend(rest);
    done(&arguments)
}

/// The environments in which the one zone of the database is violated and not accepted.
fn open(path: &Path) -> Vec<String> {
    let answer = dated(&["check", text(path), "--format", "json"]).stdout;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let open = |finding: &&Value| {
        finding["rule"] == "rds-multi-az"
            && finding["status"] == "violated"
            && finding.get("suppressed").is_none()
    };
    let findings = answer["findings"].as_array().unwrap().iter().filter(open);
    findings.map(|finding| finding["environment"].as_str().unwrap().to_owned()).collect()
}

/// Acceptances of the one zone of the database.
fn accepted(path: &Path) -> Vec<Value> {
    let list: Value = serde_json::from_str(&done(&["accept", text(path), "--format", "json"])).unwrap();
    let of = |one: &&Value| one["rule"] == "rds-multi-az";
    list["accepted"].as_array().unwrap().iter().filter(of).cloned().collect()
}

#[test]
fn what_is_accepted_is_told_as_such_until_its_day_and_is_a_finding_again_when_withdrawn() {
    let path = design("withdrawn", "shop.json");
    let before = fs::read(&path).unwrap();
    assert_eq!(open(&path), ["dev", "test"]);

    let said = accept(&path, " Restored from a snapshot. ", "2027-06-30", &[]);
    assert!(said.contains("Accepted rds-multi-az on db in dev, test until 2027-06-30"), "{said}");
    assert_eq!(open(&path), [""; 0]);
    let check = String::from_utf8(dated(&["check", text(&path), "--env", "dev"]).stdout).unwrap();
    assert!(check.contains("  accepted  rds-multi-az"), "{check}");
    assert!(check.contains("Restored from a snapshot. (until 2027-06-30)"), "{check}");
    assert_eq!(
        accepted(&path),
        [
            json!({ "id": "db-rds-multi-az", "rule": "rds-multi-az", "node": "db", "environments": ["dev", "test"],
                 "reason": "Restored from a snapshot.", "until": "2027-06-30", "past": false })
        ]
    );

    let said = done(&["accept", text(&path), "rds-multi-az", "db", "--withdraw"]);
    assert!(said.contains("No longer accepted: rds-multi-az on db in all environments"), "{said}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_check_lists_is_accepted_as_it_is_listed() {
    let path = design("listed-so", "shop.json");
    let check = || String::from_utf8(dated(&["check", text(&path), "--env", "dev"]).stdout).unwrap();
    let listed = || -> Vec<(String, String)> {
        let severities = ["critical", "high", "medium", "low"].map(Some);
        let words = |line: &str| {
            let mut words = line.split_whitespace();
            let found = severities.contains(&words.next());
            found.then(|| [words.next(), words.next()].map(|word| word.unwrap().to_owned()))
        };
        check().lines().filter_map(words).map(|[rule, element]| (rule, element)).collect()
    };
    let found = listed();
    assert!(found.contains(&("rds-multi-az".to_owned(), "db".to_owned())), "{found:?}");
    for (rule, element) in &found {
        let why = ["--reason", "Development.", "--until", "2027-06-30", "--env", "dev"];
        done(&[&["accept", text(&path), rule, element], &why[..]].concat());
    }
    assert!(listed().is_empty(), "{}", check());
}

#[test]
fn each_environment_has_one_reason_which_the_next_one_replaces() {
    let path = design("replaced", "shop.json");
    accept(&path, "Cheaper.", "2027-06-30", &[]);
    accept(&path, "Load tests may wait.", "2027-12-31", &["--env", "test"]);
    let listed: Vec<(String, Value, String)> = accepted(&path)
        .iter()
        .map(|one| {
            let word = |key: &str| one[key].as_str().unwrap().to_owned();
            (word("id"), one["environments"].clone(), word("reason"))
        })
        .collect();
    assert_eq!(
        listed,
        [
            ("db-rds-multi-az".to_owned(), json!(["dev"]), "Cheaper.".to_owned()),
            ("db-rds-multi-az-2".to_owned(), json!(["test"]), "Load tests may wait.".to_owned()),
        ]
    );
    accept(&path, "Still.", "2028-01-31", &["--env", "dev"]);
    assert_eq!(accepted(&path)[0]["id"], "db-rds-multi-az", "renewed under the same id");

    done(&["accept", text(&path), "rds-multi-az", "db", "--withdraw", "--env", "dev"]);
    assert_eq!(open(&path), ["dev"]);
}

#[test]
fn the_list_says_where_why_and_what_has_passed() {
    let path = design("listed", "shop.json");
    accept(&path, "Cheaper.", "2027-06-30", &["--env", "dev"]);
    let dev = done(&["accept", text(&path), "--env", "dev"]);
    assert!(dev.contains("rds-multi-az") && dev.contains("Cheaper. (until 2027-06-30)\n"), "{dev}");
    let prod = done(&["accept", text(&path), "--env", "prod"]);
    assert!(!prod.contains("rds-multi-az"), "{prod}");
    assert!(
        prod.contains("instance-termination-protection    bastion                  all environments"),
        "{prod}"
    );

    let later = Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .args(["--date", "2027-07-01", "--language", "es", "accept", text(&path)])
        .output()
        .unwrap();
    let later = String::from_utf8(later.stdout).unwrap();
    assert!(later.contains("Cheaper. (hasta 2027-06-30), que ya ha pasado"), "{later}");
}

#[test]
fn in_a_project_it_is_an_operation_of_its_history() {
    let path = design("project", "shop.groundplan");
    accept(&path, "Cheaper.", "2027-06-30", &["--env", "dev"]);
    done(&["accept", text(&path), "rds-multi-az", "db", "--withdraw", "--language", "es"]);
    let history = done(&["history", "list", text(&path)]);
    assert!(history.contains("Accepted rds-multi-az on db in dev until 2027-06-30"), "{history}");
    assert!(history.contains("Ya no se acepta: rds-multi-az en db (todos los entornos)"), "{history}");
}

#[test]
fn what_cannot_be_accepted_is_refused_with_how_to_mend_it_and_nothing_is_written() {
    let path = design("refused", "shop.json");
    let before = fs::read(&path).unwrap();
    let file = text(&path);
    let with = |rule: &str, element: &str, rest: &[&str], says: &str| {
        let mut arguments = vec!["accept", file, rule, element, "--reason", "r"];
        arguments.extend(rest);
        refused(&arguments, says);
    };
    let later = ["--until", "2027-06-30"];
    with("rds-multiaz", "db", &later, "there is no rule “rds-multiaz”; did you mean “rds-multi-az”?");
    with("rds-multi-az", "dbb", &later, "there is no node “dbb”; did you mean “db”?");
    with("rds-multi-az", "web", &later, "rds-multi-az finds nothing on web that could be accepted");
    with("rds-multi-az", "db/replica", &later, "finds nothing on db/replica");
    with(
        "rds-multi-az",
        "db",
        &["--until", "2026-11-22"],
        "the day has passed; name 2026-11-23 or a later one",
    );
    with("rds-multi-az", "db", &["--until", "2027-02-30"], "expected a date such as");
    with("rds-multi-az", "db", &["--until", "soon"], "expected a date such as");
    with("rds-multi-az", "db", &[], "--until");
    let there = |environment| [&later[..], &["--env", environment]].concat();
    with("rds-multi-az", "db", &there("prd"), "did you mean “prod”?");
    with("rds-multi-az", "db", &there("qa"), "there are dev, prod, shared, test");
    with("rds-multi-az", "db", &there("prod"), "finds nothing on db in prod; it does in dev, test");
    with("rds-multi-az", "db", &["--withdraw"], "cannot be used with");
    refused(
        &["accept", file, "rds-multi-az", "db", "--reason", " ", "--until", "2027-06-30"],
        "reason: expected why",
    );
    refused(&["accept", file, "rds-multi-az"], "<ELEMENT>");
    refused(
        &["accept", file, "rds-multi-az", "db", "--withdraw"],
        "is not accepted on db in all environments",
    );
    refused(&["accept", "no.json"], "no such file");
    assert_eq!(fs::read(&path).unwrap(), before);
}
