//! What must hold of who reaches whom: stated, judged, and in the way of a deployment.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::PathBuf;

use common::groundplan;
use serde_json::Value;

/// A copy of the reference topology, which expectations are written into.
fn design(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("expect").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("design.json");
    let reference = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../templates/reference/design.json");
    std::fs::copy(reference, &path).unwrap();
    path
}

#[track_caller]
fn answered(arguments: &[&str], code: i32) -> String {
    let output = groundplan(arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(code), "{error}{text}");
    text
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, says: &str) {
    let output = groundplan(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(message.contains(says), "“{says}” in {message}");
}

#[test]
fn what_a_person_states_is_judged_in_every_environment_from_then_on() {
    let path = design("stated");
    let file = path.to_str().unwrap();
    let state = |arguments: &[&str]| answered(&[&["expect", file], arguments].concat(), 0);
    state(&[
        "orders-closed",
        "--demand",
        "must-not-reach",
        "--from",
        "internet",
        "--to",
        "data",
        "--reason",
        "Customer records.",
    ]);
    state(&[
        "web-for-alb",
        "--demand",
        "only-from",
        "--from",
        "alb",
        "--to",
        "web",
        "--port",
        "80",
        "--env",
        "prod",
    ]);
    state(&["workers-ask-db", "--demand", "must-reach", "--from", "workers", "--to", "db"]);

    let text = answered(&["expect", file, "--env", "prod"], 0);
    assert!(text.starts_with("prod:\n"), "{text}");
    for id in ["orders-closed", "web-for-alb", "workers-ask-db"] {
        assert!(text.contains(&format!("  ok        {id} ")), "{text}");
    }

    let text = answered(&["expect", file, "--format", "json"], 0);
    let value: Value = serde_json::from_str(&text).unwrap();
    let of = |id: &str| -> Vec<&Value> {
        let all = value["expectations"].as_array().unwrap();
        all.iter().filter(|one| one["id"] == id).collect()
    };
    assert_eq!(of("web-for-alb").len(), 1, "only where it is demanded: {text}");
    assert!(
        of("orders-closed")
            .iter()
            .all(|one| one["status"] == "satisfied" && one["reason"] == "Customer records.")
    );

    state(&["orders-closed", "--withdraw"]);
    refused(&["expect", file, "orders-closed", "--withdraw"], 2, "there is no expectation “orders-closed”");
}

#[test]
fn what_is_broken_names_the_way_and_fails_the_check() {
    let path = design("broken");
    let file = path.to_str().unwrap();
    answered(
        &[
            "expect",
            file,
            "web-alone",
            "--demand",
            "must-not-reach",
            "--from",
            "internet",
            "--to",
            "web",
            "--env",
            "prod",
        ],
        0,
    );
    let text = answered(&["expect", file], 1);
    assert!(text.contains("broken") && text.contains("internet must not reach"), "{text}");
    assert!(text.contains("cdn") && text.contains("alb"), "the way over what forwards requests: {text}");
    let spanish = answered(&["expect", file, "--language", "es"], 1);
    assert!(spanish.contains("no debe llegar a"), "{spanish}");

    let check = answered(&["check", file, "--env", "prod", "--fail-on", "critical"], 1);
    assert!(check.contains("web-alone"), "{check}");
    refused(&["deploy", file, "--env", "prod", "--plan-only"], 2, "web-alone: internet must not reach");
}

#[test]
fn bad_input_is_refused_with_how_to_mend_it_and_nothing_is_written() {
    let path = design("refused");
    let file = path.to_str().unwrap();
    let before = std::fs::read_to_string(&path).unwrap();
    let demand = ["expect", file, "a", "--demand", "must-not-reach"];
    let with = |more: &[&str], says: &str| refused(&[&demand, more].concat(), 2, says);
    with(&["--from", "internet", "--to", "dbb"], "did you mean “db”?");
    with(&["--from", "10.0.0.1/8", "--to", "db"], "an IPv4 block such as 10.0.0.0/16");
    with(&["--from", "Internet!", "--to", "db"], "neither the id of a node");
    with(&["--from", "internet", "--to", "db", "--env", "prd"], "did you mean “prod”?");
    with(&["--from", "internet"], "--to");
    with(&["--from", "internet", "--to", "db", "--port", "0"], "--port");
    with(&["--to", "db"], "who calls");
    refused(&["expect", file, "a"], 2, "--demand");
    refused(&["expect", file, "A b", "--withdraw"], 2, "not an id");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
}
