//! What a plan says, and that it leaves nothing behind.

use serde_json::json;

use crate::{
    designs::{design, kinds, node, small},
    stage::{Stage, alone, changes, folder, ran},
};

#[test]
fn a_plan_alone_leaves_nothing_behind() {
    let Some(stage) = Stage::new("plan-alone") else { return };
    let mut design = small("plan-alone");
    let path = stage.write(&design);
    let plan = stage.json("deploy", &path, &["--plan-only"]);
    assert_eq!(plan["plan"]["stacks"].as_array().unwrap().len(), 2);
    assert_eq!(plan["approval"]["state"], "not-sent");
    for stack in ["plan-alone-dev-network", "plan-alone-dev-data"] {
        assert_eq!(stage.status(stack), None, "{stack}");
    }
    assert_eq!(stage.journal(), Vec::<serde_json::Value>::new(), "a plan is no deployment");

    stage.json("deploy", &path, &["--yes"]);
    let sets = |stage: &Stage| {
        let listed = stage.ask("Action=ListChangeSets&StackName=plan-alone-dev-data");
        listed.matches("<ChangeSetId>").count()
    };
    let before = sets(&stage);
    design["nodes"]["jobs"]["properties"]["visibility_timeout_seconds"] = json!(60);
    let path = stage.write(&design);
    let plan = stage.json("deploy", &path, &["--plan-only"]);
    assert!(changes(&plan).contains(&"~ jobs".to_owned()), "{:?}", changes(&plan));
    assert_eq!(sets(&stage), before);
    assert_eq!(stage.status("plan-alone-dev-data").as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn a_first_deployment_is_planned_through_to_its_last_stack() {
    let Some(stage) = Stage::new("plan-first") else { return };
    let path = stage.write(&kinds("plan-first"));
    let answer = stage.json("deploy", &path, &["--plan-only"]);
    let stacks = answer["plan"]["stacks"].as_array().unwrap();
    let shown: Vec<(&str, bool)> = stacks
        .iter()
        .map(|stack| (stack["stack"].as_str().unwrap(), stack["predicted"].as_bool().unwrap()))
        .collect();
    // Only the first is known to CloudFormation; the others need what it gives.
    let expected =
        [("plan-first-dev-network", false), ("plan-first-dev-data", true), ("plan-first-dev-compute", true)];
    assert_eq!(shown, expected);
    assert!(changes(&answer).iter().all(|change| change.starts_with('+')));
    assert!(changes(&answer).contains(&"+ alb/listener/80?".to_owned()));
}

#[test]
fn what_is_not_approved_is_refused_where_an_approval_is_required() {
    let folder = folder("unapproved");
    let path = folder.join("design.json");
    std::fs::write(&path, small("unapproved").to_string()).unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.args(["deploy", path.to_str().unwrap(), "--env", "dev", "--yes", "--require-approval"]);
    alone(&mut command, &folder);
    let ran = ran(command.output().unwrap());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("dev: not sent for review"), "{}", ran.err);
}

#[test]
fn what_cannot_be_built_is_refused_before_anything_is_asked() {
    let folder = folder("blocked");
    let path = folder.join("design.json");
    let refused = |design: &serde_json::Value, says: &str| {
        std::fs::write(&path, design.to_string()).unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args(["deploy", path.to_str().unwrap(), "--env", "dev", "--yes"]);
        alone(&mut command, &folder);
        let ran = ran(command.output().unwrap());
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        assert!(ran.err.contains(says), "{}", ran.err);
    };
    let mut blocked = small("blocked");
    blocked["nodes"]["vpc"]["properties"]["zones"] = json!(1);
    blocked["nodes"]["db"] =
        json!({ "kind": "rds_instance", "parent": "app", "properties": { "multi_az": true } });
    refused(&blocked, "cannot be built yet");

    let mut nodes = serde_json::Map::new();
    for number in 0..40 {
        nodes.insert(format!("queue-{number}"), node("sqs_queue", json!({})));
    }
    refused(&design("large", nodes.into(), json!({})), "takes 51200 in a call");
}
