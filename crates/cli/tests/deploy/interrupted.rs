//! A program that is killed, and the next one that goes on.

use std::fs;

use serde_json::Value;

use crate::{
    designs::{small, waiting},
    stage::{Stage, ran},
};

const GATE: &str = "Action=SignalResource&LogicalResourceId=Gate&UniqueId=one&Status=SUCCESS&StackName=";

fn count(lines: &[Value], note: &str) -> usize {
    lines.iter().filter(|line| line["note"] == note).count()
}

#[test]
fn a_killed_deployment_goes_on_where_it_was() {
    let Some(stage) = Stage::new("killed") else { return };
    let path = stage.write(&waiting("killed"));
    let words = ["deploy", path.to_str().unwrap(), "--env", "dev", "--yes", "--format", "json"];
    let mut first = stage.start(&words);
    stage.until(|stage| {
        let reached = |line: &Value| line["node"] == "gate" && line["status"] == "CREATE_IN_PROGRESS";
        stage.journal_path().is_some_and(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).any(|line| reached(&line))
        })
    });
    let second = stage.refused(1, "deploy", &path, &["--yes"]);
    assert!(second.err.contains("another groundplan"), "one at a time: {}", second.err);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(stage.status("killed-dev-data").as_deref(), Some("CREATE_IN_PROGRESS"), "AWS goes on alone");
    let status = stage.json("status", &path, &[]);
    assert_eq!(status["last"]["outcome"], Value::Null);

    // The next one waits for what is under way and does not send it again.
    let next = stage.start(&words);
    stage.ask(&format!("{GATE}killed-dev-data"));
    let next = ran(next.wait_with_output().unwrap());
    assert_eq!(next.code, Some(0), "{}", next.err);
    let answer: Value = serde_json::from_str(&next.out).unwrap();
    assert_eq!(answer["outcome"]["ending"], "complete");
    let lines = stage.journal();
    assert_eq!(lines.iter().filter(|line| line.get("begin").is_some()).count(), 1, "one deployment");
    assert_eq!((count(&lines, "sending"), count(&lines, "settled"), count(&lines, "ended")), (2, 2, 1));
    let ids: Vec<&str> =
        lines.iter().filter(|l| l["note"] == "event").map(|l| l["id"].as_str().unwrap()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "no event twice");
    let gate = lines.iter().filter(|line| line["node"] == "gate" && line["status"] == "CREATE_COMPLETE");
    assert_eq!(gate.count(), 1);
}

#[test]
fn a_call_that_was_noted_but_never_sent_is_sent_by_the_next() {
    let Some(stage) = Stage::new("unsent") else { return };
    let path = stage.write(&small("unsent"));
    stage.json("deploy", &path, &["--yes"]);
    // As if the power had failed between the note and the call for the data stack, in the middle of a line.
    stage.ask("Action=DeleteStack&StackName=unsent-dev-data");
    stage.until(|stage| stage.status("unsent-dev-data").is_none());
    let journal = stage.journal_path().unwrap();
    let text = fs::read_to_string(&journal).unwrap();
    let end = text.match_indices("\"note\":\"sending\"").nth(1).unwrap().0;
    let end = end + text[end..].find('\n').unwrap();
    fs::write(&journal, format!("{}\n{{\"note\":\"eve", &text[..end])).unwrap();

    let answer = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(answer["outcome"]["ending"], "complete");
    assert_eq!(stage.status("unsent-dev-data").as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn another_design_takes_the_place_of_an_interrupted_one() {
    let Some(stage) = Stage::new("superseded") else { return };
    let mut design = waiting("superseded");
    let path = stage.write(&design);
    let words = ["deploy", path.to_str().unwrap(), "--env", "dev", "--yes"];
    let mut first = stage.start(&words);
    stage.until(|stage| {
        stage.ask("Action=DescribeStackEvents&StackName=superseded-dev-data").contains(">Gate<")
    });
    first.kill().unwrap();
    first.wait().unwrap();
    design["nodes"]["more"] = crate::designs::node("sqs_queue", serde_json::json!({}));
    let path = stage.write(&design);
    let next = stage.start(&["deploy", path.to_str().unwrap(), "--env", "dev", "--yes"]);
    stage.ask(&format!("{GATE}superseded-dev-data"));
    let next = ran(next.wait_with_output().unwrap());
    assert_eq!(next.code, Some(0), "{}", next.err);
    let endings: Vec<Value> = stage
        .journal()
        .into_iter()
        .filter(|line| line["note"] == "ended")
        .map(|line| line["outcome"]["ending"].clone())
        .collect();
    assert_eq!(endings, ["superseded", "complete"]);
}
