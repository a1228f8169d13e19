//! The pipelines of docs/ci.md are YAML, and what they run works.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use saphyr_parser::{Event, Parser};
use serde_json::Value;

const PAGE: &str = include_str!("../../../docs/ci.md");
const DESIGN: &str = include_str!("../../../templates/reference/design.json");

/// The texts of a page's blocks of YAML.
fn blocks() -> Vec<&'static str> {
    let after = PAGE.split("```yaml\n").skip(1);
    after.map(|rest| rest.split_once("\n```").unwrap().0).collect()
}

/// The commands of a pipeline that start Groundplan, in their order.
fn commands(pipeline: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for event in Parser::new_from_str(pipeline) {
        if let (Event::Scalar(text, ..), _) = event.unwrap() {
            commands.extend(text.lines().filter(|line| line.starts_with("groundplan ")).map(str::to_owned));
        }
    }
    commands
}

/// A checkout whose design a pipeline is run on.
fn checkout(name: &str) -> PathBuf {
    let place = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pipelines").join(name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(place.join("designs")).unwrap();
    fs::write(place.join("designs/shop.json"), DESIGN).unwrap();
    place
}

/// Runs a command as a pipeline's shell does; its exit code.
fn run(command: &str, place: &Path) -> i32 {
    let programs = Path::new(env!("CARGO_BIN_EXE_groundplan")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-ec", command]).current_dir(place).env("PATH", path);
    shell.env("DESIGN", "designs/shop.json").env("BASELINE", "designs/shop.baseline.json");
    let output = shell.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    output.status.code().unwrap_or_else(|| panic!("{command}: {error}"))
}

fn results(place: &Path) -> usize {
    let log: Value = serde_json::from_slice(&fs::read(place.join("findings.sarif")).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    results.iter().filter(|result| result.get("suppressions").is_none()).count()
}

/// The database of production loses its standby.
fn worsen(place: &Path) {
    let mut design: Value = serde_json::from_str(DESIGN).unwrap();
    design["environments"]["prod"]["overrides"]["db"]["multi_az"] = false.into();
    fs::write(place.join("designs/shop.json"), format!("{design:#}\n")).unwrap();
}

#[test]
fn github_actions_pass_what_is_known_and_stop_what_is_new() {
    let place = checkout("github");
    fs::copy(place.join("designs/shop.json"), place.join("before.json")).unwrap();
    let commands = commands(blocks()[0]);
    let [known, new] = &commands[..] else { panic!("{commands:?}") };
    assert_eq!((run(known, &place), run(new, &place)), (0, 0));
    assert_eq!(results(&place), 0);
    worsen(&place);
    assert_eq!(run(new, &place), 1);
    assert_eq!(results(&place), 1);
}

#[test]
fn codebuild_stops_what_is_new_and_still_writes_its_report() {
    let place = checkout("codebuild");
    let mut inline = PAGE.split('`').map(|code| code.split_whitespace().collect::<Vec<_>>().join(" "));
    let making = inline.find(|code| code.ends_with("--out designs/shop.baseline.json")).unwrap();
    let commands = commands(blocks()[1]);
    let [gate, report] = &commands[..] else { panic!("{commands:?}") };
    assert!(run(&making, &place) <= 1);
    assert_eq!((run(gate, &place), run(report, &place)), (0, 0));
    worsen(&place);
    assert_eq!((run(gate, &place), run(report, &place)), (1, 0));
    assert_eq!(results(&place), 1);
}

#[test]
fn there_are_two_pipelines() {
    assert_eq!(blocks().len(), 2);
}
