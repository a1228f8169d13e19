//! Project files on the command line: every command takes them, `history` shows and mends them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use common::{groundplan, text};
use engine::{Document, Services, design};
use serde_json::{Value, json};
use studio::{Live, Operation};

#[track_caller]
fn answer(arguments: &[&str], code: i32) -> String {
    let output = groundplan(arguments);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

#[track_caller]
fn json(arguments: &[&str], code: i32) -> Value {
    serde_json::from_str(&answer(arguments, code)).unwrap()
}

#[track_caller]
fn refused(arguments: &[&str], code: i32, says: &str) {
    let output = groundplan(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{message}");
    assert!(output.stdout.is_empty());
    assert!(message.starts_with("groundplan: ") && message.contains(says), "{message}");
}

fn folder(name: &str) -> PathBuf {
    common::folder("history", name)
}

/// A project file with two edits, the first of them named.
fn made(name: &str) -> PathBuf {
    let path = folder(name).join("site.groundplan");
    answer(&["new", "--template", "static-site", "-o", text(&path)], 0);
    let mut live = Live::open(&path).unwrap();
    rename(&mut live, "Pages");
    rename(&mut live, "Files");
    live.close();
    answer(&["history", "name", text(&path), "1", "first draft"], 0);
    path
}

fn rename(live: &mut Live, name: &str) {
    let command = serde_json::from_value(json!({ "do": "set-name", "id": "site", "name": name })).unwrap();
    let delta = design::apply(&mut live.document().clone(), &Services, command).unwrap();
    live.commit(live.revision(), &[Operation { label: format!("Name {name}"), delta }]).unwrap();
}

fn site(document: &str) -> String {
    let document: Document = engine::load(document.as_bytes(), &Services).unwrap();
    document.nodes["site"].name.clone().unwrap()
}

#[test]
fn every_command_answers_of_a_project_file_as_of_its_document() {
    let project = made("commands");
    let plain = project.with_file_name("site.json");
    answer(&["history", "show", text(&project), "-o", text(&plain)], 0);
    for arguments in [
        vec!["check", "FILE", "--fail-on", "critical"],
        vec!["check", "FILE", "--fail-on", "critical", "--format", "json"],
        vec!["cost", "FILE", "--format", "json"],
    ] {
        let on = |file: &Path| {
            let arguments: Vec<&str> =
                arguments.iter().map(|word| if *word == "FILE" { text(file) } else { word }).collect();
            answer(&arguments, 0)
        };
        assert_eq!(on(&project), on(&plain), "{arguments:?}");
    }
    for file in [&project, &plain] {
        let out = file.with_extension("stacks");
        answer(&["synth", text(file), "--env", "prod", "--out", text(&out)], 0);
        assert!(fs::read_dir(&out).unwrap().count() > 0);
        let picture = file.with_extension("svg");
        answer(&["render", text(file), "--env", "prod", "--out", text(&picture)], 0);
    }
    answer(&["cost", text(&plain), "--compare", text(&project)], 0);
    let piped = Command::new(env!("CARGO_BIN_EXE_groundplan"))
        .args(["check", "-"])
        .stdin(fs::File::open(&project).unwrap())
        .output()
        .unwrap();
    assert_eq!(piped.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&piped.stderr).contains("give its name"));
    let renamed = project.with_file_name("renamed.json");
    fs::rename(&project, &renamed).unwrap();
    answer(&["cost", text(&renamed)], 0);
}

#[test]
fn the_list_says_what_was_done_and_what_has_a_name() {
    let path = made("list");
    let list = answer(&["history", "list", text(&path)], 0);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].trim_start().starts_with("2 ") && lines[0].ends_with("Name Files"), "{list}");
    assert!(lines[1].ends_with("Name Pages  [first draft]"), "{list}");
    let list = json(&["history", "list", text(&path), "--limit", "1", "--format", "json"], 0);
    assert_eq!(list["revision"], 2);
    assert_eq!(list["operations"].as_array().unwrap().len(), 1);
    let line = &list["operations"][0];
    assert_eq!((&line["label"], &line["hash"]), (&json!("Name Files"), &list["hash"]));
    assert_eq!(line["time"].as_str().unwrap().len(), "2026-11-23T10:15:30.123Z".len());
    assert_eq!(list["versions"][0]["name"], "first draft");
}

#[test]
fn a_revision_is_shown_and_restored_by_number_and_name() {
    let path = made("restore");
    assert_eq!(site(&answer(&["history", "show", text(&path)], 0)), "Files");
    assert_eq!(site(&answer(&["history", "show", text(&path), "first draft"], 0)), "Pages");
    let restored = json(&["history", "restore", text(&path), "first draft", "--format", "json"], 0);
    assert_eq!((&restored["revision"], &restored["changed"]), (&json!(3), &json!(true)));
    assert_eq!(site(&answer(&["history", "show", text(&path)], 0)), "Pages");
    assert_eq!(site(&answer(&["history", "show", text(&path), "2"], 0)), "Files", "nothing is rewritten");
    let again = json(&["history", "restore", text(&path), "1", "--format", "json"], 0);
    assert_eq!((&again["revision"], &again["changed"]), (&json!(3), &json!(false)));
    assert!(answer(&["history", "verify", text(&path)], 0).contains("up to revision 3 agrees"));
    refused(&["history", "show", text(&path), "last draft"], 2, "it has first draft");
    refused(&["history", "restore", text(&path), "9"], 2, "newest is 3");
    refused(&["history", "name", text(&path), "2", "first draft"], 2, "already");
}

#[test]
fn what_somebody_has_open_is_read_and_named_but_not_restored() {
    let path = made("open");
    let _live = Live::open(&path).unwrap();
    answer(&["check", text(&path), "--fail-on", "critical"], 0);
    answer(&["history", "name", text(&path), "reviewed"], 0);
    refused(&["history", "restore", text(&path), "1"], 3, "has it open");
    refused(&["new", "-o", text(&path), "--force"], 3, "has it open");
}

#[test]
fn a_damaged_file_is_verified_as_such_and_salvaged() {
    let path = made("damaged");
    let sound = json(&["history", "verify", text(&path), "--format", "json"], 0);
    assert_eq!(sound, json!({ "sound": true, "revision": 2, "problems": [] }));
    let mut bytes = fs::read(&path).unwrap();
    let label = bytes.windows(10).position(|window| window == b"\"Files\",\"p").unwrap();
    bytes[label + 1] = b'P';
    fs::write(&path, &bytes).unwrap();
    let found = json(&["history", "verify", text(&path), "--format", "json"], 1);
    assert_eq!(found["sound"], false);
    assert!(found["problems"][0].as_str().unwrap().contains("revision 2"), "{found}");
    refused(&["check", text(&path)], 2, "groundplan history salvage");

    let saved = path.with_file_name("saved.groundplan");
    let answered = json(&["history", "salvage", text(&path), "-o", text(&saved), "--format", "json"], 0);
    assert_eq!((&answered["revision"], &answered["newest"]), (&json!(1), &json!(2)));
    assert_eq!(site(&answer(&["history", "show", text(&saved)], 0)), "Pages");
    assert_eq!(site(&answer(&["history", "salvage", text(&path)], 0)), "Pages");
    refused(&["history", "salvage", text(&path), "-o", text(&saved)], 2, "already there");
    assert!(fs::read(&path).unwrap() == bytes, "left as it is");
    fs::write(&path, "nothing at all").unwrap();
    refused(&["history", "salvage", text(&path)], 2, "no sound design");
}

#[test]
fn a_plain_document_has_no_history_and_becomes_a_project_file() {
    let plain = folder("plain").join("site.json");
    answer(&["new", "--template", "static-site", "-o", text(&plain)], 0);
    for verb in ["list", "show", "verify"] {
        refused(&["history", verb, text(&plain)], 2, "plain JSON document");
    }
    refused(&["history", "restore", text(&plain), "0"], 2, "plain JSON document");
    refused(&["history", "name", text(&plain), "x"], 2, "plain JSON document");
    let project = plain.with_extension("groundplan");
    answer(&["new", "--from", text(&plain), "-o", text(&project)], 0);
    assert_eq!(answer(&["history", "show", text(&project)], 0), fs::read_to_string(&plain).unwrap());
}

#[test]
fn answers_are_spanish_when_asked_for() {
    let path = made("spanish");
    assert!(answer(&["--language", "es", "history", "verify", text(&path)], 0).contains("íntegro"));
    answer(&["--language", "es", "history", "restore", text(&path), "1"], 0);
    assert!(answer(&["history", "list", text(&path)], 0).contains("Restaurada la revisión 1"));
}
