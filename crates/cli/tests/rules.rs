//! The rules on the command line: as data and as pages.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

fn groundplan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_groundplan")).arg("rules").args(arguments).output().unwrap()
}

fn place(name: &str) -> PathBuf {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rules").join(name);
    let _ = fs::remove_dir_all(&place);
    place
}

/// Names and texts of the pages in a folder.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let page = |entry: fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
    };
    fs::read_dir(folder).unwrap().map(|entry| page(entry.unwrap())).collect()
}

#[test]
fn as_data_every_rule_says_what_programs_and_crosswalks_need() {
    let output = groundplan(&["--format", "json"]);
    let rules: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = rules.as_array().unwrap();
    assert_eq!(rules.len(), engine::RULES.len());
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        for field in ["title", "rationale", "pillar", "question", "source"] {
            assert!(rule[field].as_str().is_some_and(|text| !text.is_empty()), "{id}: {field}");
        }
        for tier in ["production", "non_production"] {
            let severity = rule["severity"][tier].as_str().unwrap();
            assert!(["low", "medium", "high", "critical"].contains(&severity), "{id}: {severity}");
        }
        for field in ["kinds", "peers"] {
            assert!(rule[field].is_array(), "{id}: {field}");
        }
        assert!(rule["has_fix"].is_boolean(), "{id}");
    }
    for has_fix in [true, false] {
        assert!(rules.iter().any(|rule| rule["has_fix"] == has_fix), "no rule where has_fix is {has_fix}");
    }
}

#[test]
fn as_pages_the_rules_are_the_same_bytes_each_time_whatever_the_day_and_the_language() {
    let (first, second) = (place("first"), place("second"));
    assert!(groundplan(&["--format", "md", "--out", first.to_str().unwrap()]).status.success());
    let other =
        ["--format", "md", "--date", "2030-01-01", "--language", "es", "--out", second.to_str().unwrap()];
    assert!(groundplan(&other).status.success());
    let pages = self::pages(&first);
    assert_eq!(pages.len(), 7, "an index and six pillars: {:?}", pages.keys());
    assert_eq!(pages, self::pages(&second));
}

#[test]
fn pages_need_a_folder() {
    let output = groundplan(&["--format", "md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--out"));

    let file = place("file");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "mine").unwrap();
    assert_eq!(groundplan(&["--format", "md", "--out", file.to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn lists_go_to_a_file_where_one_is_named() {
    let file = place("list.txt");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let output = groundplan(&["--format", "text", "--out", file.to_str().unwrap()]);
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(fs::read(&file).unwrap(), groundplan(&["--format", "text"]).stdout);
}
