//! Bad input: exit 2 or 3, one clear message, files untouched.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use common::{groundplan, text};

fn folder(name: &str) -> PathBuf {
    common::folder("bad-input", name)
}

#[track_caller]
fn refused(output: &Output, code: i32, says: &str) {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(output.stdout.is_empty(), "nothing is answered: {}", String::from_utf8_lossy(&output.stdout));
    assert!(message.starts_with("groundplan: ") && message.contains(says), "{message}");
    assert!(!message.contains("panicked"), "{message}");
}

#[test]
fn every_malformed_document_is_refused_by_every_command_and_left_alone() {
    let malformed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../design/tests/malformed");
    let mut seen = 0;
    for entry in fs::read_dir(malformed).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        seen += 1;
        let before = fs::read(&path).unwrap();
        let out = folder("malformed-out");
        for arguments in [
            vec!["check", text(&path)],
            vec!["cost", text(&path)],
            vec!["synth", text(&path), "--env", "prod", "--out", text(&out)],
            vec!["open", text(&path)],
        ] {
            refused(&groundplan(&arguments), 2, text(&path));
        }
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(fs::read_dir(&out).unwrap().count(), 0, "nothing is written");
    }
    assert!(seen >= 30, "only {seen} malformed documents");
}

#[test]
fn nesting_without_end_is_refused() {
    let path = folder("nesting").join("deep.json");
    fs::write(&path, "[".repeat(100_000)).unwrap();
    refused(&groundplan(&["check", text(&path)]), 2, "deep.json");
}

#[test]
fn what_is_no_project_file_is_refused_by_every_command() {
    let folder = folder("project");
    for (name, bytes, says) in [
        ("empty.groundplan", "", "is empty"),
        ("text.groundplan", "Dear all,", "no Groundplan project file"),
        ("cut.groundplan", "SQLite format 3\0", "no Groundplan project file"),
        ("broken.groundplan", "{ \"groundplan\": 1", "broken.groundplan"),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        for arguments in [
            vec!["check", text(&path)],
            vec!["cost", text(&path)],
            vec!["synth", text(&path), "--env", "prod", "--out", text(&folder)],
            vec!["render", text(&path), "--out", "x.svg"],
        ] {
            refused(&groundplan(&arguments), 2, says);
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4, "nothing is written");
}

#[test]
fn a_directory_or_a_missing_file_is_not_a_design() {
    let folder = folder("directory");
    refused(&groundplan(&["check", text(&folder)]), 2, "is a directory");
    refused(&groundplan(&["check", text(&folder.join("no.json"))]), 2, "no such file");
}

#[test]
fn an_unwritable_target_fails_without_leftovers() {
    let folder = folder("unwritable");
    let target = folder.join("missing/design.json");
    refused(&groundplan(&["new", "-o", text(&target)]), 3, "cannot be written");
    refused(&groundplan(&["new", "-o", text(&folder)]), 2, "already there");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn a_design_is_never_overwritten_unasked() {
    let path = folder("overwrite").join("design.json");
    fs::write(&path, "mine").unwrap();
    refused(&groundplan(&["new", "-o", text(&path)]), 2, "--force");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn unknown_names_are_answered_with_the_known_ones() {
    let path = folder("names").join("design.json");
    assert!(groundplan(&["new", "-o", text(&path)]).status.success());
    refused(&groundplan(&["check", text(&path), "--env", "prd"]), 2, "prod");
    refused(&groundplan(&["new", "--template", "nope", "-o", "x.json"]), 2, "reference");
    refused(&groundplan(&["prices", "show", "--region", "us-west-9"]), 2, "us-east-1");
    let baseline = path.with_file_name("baseline.json");
    fs::write(&baseline, "{}").unwrap();
    refused(&groundplan(&["check", text(&path), "--baseline", text(&baseline)]), 2, "baseline.json");
}

#[test]
fn bad_usage_exits_with_two() {
    for arguments in [
        vec![],
        vec!["frobnicate"],
        vec!["check"],
        vec!["check", "x", "--fail-on", "maybe"],
        vec!["--date", "soon", "rules"],
    ] {
        assert_eq!(groundplan(&arguments).status.code(), Some(2), "{arguments:?}");
    }
}
