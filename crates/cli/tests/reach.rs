//! Who reaches whom, on the command line: the way, what stops it, what cannot be told.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    path::PathBuf,
    process::{Command, Output},
};

use serde_json::Value;

fn reference() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../templates/reference/design.json")
}

fn reach(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.arg("reach").arg(reference()).args(arguments).output().unwrap()
}

#[track_caller]
fn answered(arguments: &[&str], code: i32) -> String {
    let output = reach(arguments);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{error}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn refused(arguments: &[&str], says: &str) {
    let output = reach(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(output.stdout.is_empty() && message.contains(says), "{message}");
}

/// The lines, their columns one space apart.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_way_is_printed_step_by_step_over_what_forwards_requests() {
    let text = answered(&["--env", "prod", "internet", "web"], 0);
    let lines = lines(&text);
    assert_eq!(lines[0], "prod: internet → web, 80/tcp: reached");
    let flows = ["internet → cdn", "cdn → alb", "alb → web"];
    for line in flows.into_iter().chain(["igw internet gateway", "alb-web requests for /pages/*"]) {
        assert!(lines.iter().any(|own| own == line), "{line} in\n{text}");
    }
}

#[test]
fn what_stops_it_first_is_named_with_what_would_open_it() {
    let text = answered(&["--env", "prod", "internet", "db"], 1);
    assert_eq!(
        lines(&text),
        [
            "prod: internet → db, 5432/tcp: not reached",
            "“internet” does not reach “db”: there is no public address.",
            "Stopped at: db",
            "It takes: a public address of db, or a load balancer before it"
        ]
    );
    let spanish = answered(&["--env", "prod", "internet", "db", "--language", "es"], 1);
    assert!(spanish.contains("no hay dirección pública"), "{spanish}");
}

#[test]
fn a_port_that_is_named_is_asked_for_alone() {
    assert!(answered(&["--env", "prod", "workers", "db", "--port", "5432"], 0).contains("db/security-group"));
    assert!(answered(&["--env", "prod", "workers", "db", "--port", "22"], 1).contains("outbound rule"));
    answered(&["--env", "prod", "workers", "db", "--port", "5432", "--protocol", "udp"], 1);
}

#[test]
fn blocks_are_places_too() {
    let out = answered(&["--env", "prod", "web", "203.0.113.7", "--port", "443"], 0);
    assert!(out.contains("NAT gateway") && out.contains("203.0.113.7/32"), "{out}");
    let within = answered(&["--env", "prod", "web", "10.20.0.0/16", "--port", "443"], 1);
    assert!(within.contains("cannot tell"), "who has an address is not in the design: {within}");
}

#[test]
fn as_data_programs_read_the_same() {
    let text = answered(&["--env", "prod", "workers", "db", "--format", "json"], 0);
    let value: Value = serde_json::from_str(&text).unwrap();
    let answer = &value["answers"][0];
    assert_eq!(
        [&answer["environment"], &answer["from"], &answer["to"], &answer["protocol"], &answer["answer"]],
        ["prod", "workers", "db", "tcp", "reached"]
    );
    assert_eq!(answer["port"], 5432);
    let path = answer["flows"][0]["path"].as_array().unwrap();
    assert_eq!((&path[0]["step"], &path[0]["name"]), (&Value::from("place"), &Value::from("workers")));
    assert_eq!(path[path.len() - 1]["name"], "db");

    let text = answered(&["--env", "prod", "internet", "db", "--format", "json"], 1);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["answers"][0]["answer"], "blocked");
    assert_eq!(value["answers"][0]["at"], "db");
}

#[test]
fn bad_input_is_refused_with_how_to_mend_it() {
    refused(&["--env", "prod", "internet", "dbb"], "did you mean “db”?");
    refused(&["--env", "prd", "internet", "db"], "prod");
    refused(&["--env", "prod", "10.0.0.1/8", "db"], "10.0.0.0/16");
    refused(&["--env", "prod", "2001:db8::/32", "db"], "IPv6");
    refused(&["--env", "prod", "db", "internet"], "--port");
    refused(&["--env", "prod", "internet", "db", "--port", "0"], "--port");
    refused(&["--env", "prod", "internet", "db", "--port", "70000"], "--port");
    refused(&["internet", "db"], "--env");
    refused(&["--env", "prod", "internet"], "<TO>");
}
