//! What fails, and what is said then.

use std::net::TcpListener;

use serde_json::json;

use crate::{
    designs::{broken, node, small},
    stage::{Stage, alone, changes, folder, ran},
};

#[test]
fn the_first_cause_is_on_top_and_a_mended_design_goes_through() {
    let Some(stage) = Stage::new("broken") else { return };
    let mut design = small("broken");
    design["nodes"]["parameter"] = broken();
    let path = stage.write(&design);
    let ran = stage.refused(3, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("parameter (AWS::SSM::Parameter)"), "{}", ran.err);
    assert!(ran.err.contains("SecureString"), "CloudFormation's own words: {}", ran.err);
    let failed = ran.out.split_once("failed: ").unwrap().1;
    assert!(failed.starts_with("broken-dev-data: parameter (AWS::SSM::Parameter): "), "{failed}");
    assert_eq!(stage.status("broken-dev-data").as_deref(), Some("ROLLBACK_COMPLETE"));
    assert_eq!(stage.status("broken-dev-network").as_deref(), Some("CREATE_COMPLETE"));
    let status = stage.json("status", &path, &[]);
    assert_eq!(status["last"]["outcome"]["first_cause"]["node"], "parameter");
    // What the attempt made held nothing yet and is gone, although its policy says to keep it.
    let plan = stage.json("deploy", &path, &["--plan-only"]);
    assert_eq!(plan["plan"]["stacks"][1]["operation"], "recreate");

    design["nodes"]["parameter"]["properties"]["properties"]["Type"] = json!("String");
    let path = stage.write(&design);
    let answer = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(answer["outcome"]["ending"], "complete");
    assert_eq!(stage.status("broken-dev-data").as_deref(), Some("CREATE_COMPLETE"));
}

#[test]
fn a_failed_update_is_taken_back_and_can_be_mended() {
    let Some(stage) = Stage::new("taken-back") else { return };
    let mut design = small("taken-back");
    let path = stage.write(&design);
    stage.json("deploy", &path, &["--yes"]);
    design["nodes"]["parameter"] = broken();
    let path = stage.write(&design);
    stage.refused(3, "deploy", &path, &["--yes"]);
    assert_eq!(stage.status("taken-back-dev-data").as_deref(), Some("UPDATE_ROLLBACK_COMPLETE"));
    design["nodes"]["parameter"] = node("sns_topic", json!({}));
    let path = stage.write(&design);
    let answer = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(changes(&answer), ["+ parameter", "+ parameter/policy"]);
    assert_eq!(stage.status("taken-back-dev-data").as_deref(), Some("UPDATE_COMPLETE"));
}

#[test]
fn a_stack_that_fails_before_its_resources_is_followed_to_the_end_of_its_rollback() {
    let Some(stage) = Stage::new("refused-name") else { return };
    let named = |id: &str| {
        let mut design = small(id);
        let properties = json!({ "BucketName": "taken-by-another-stack" });
        design["nodes"]["named"] =
            node("cfn_resource", json!({ "type": "AWS::S3::Bucket", "properties": properties }));
        design
    };
    stage.json("deploy", &stage.write(&named("first-name")), &["--yes"]);
    let path = stage.write(&named("refused-name"));
    let ran = stage.refused(3, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("alidation"), "the stack's own words, no resource has any: {}", ran.err);
    // The stack said CREATE_FAILED on the way; that was not the end.
    let settled: Vec<String> = stage
        .journal_of("refused-name")
        .iter()
        .filter(|line| line["note"] == "settled")
        .map(|line| line["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(settled, ["CREATE_COMPLETE", "CREATE_COMPLETE", "ROLLBACK_COMPLETE"]);
}

#[test]
fn what_the_emulator_refuses_is_said_in_its_words() {
    let Some(stage) = Stage::new("unknown-type") else { return };
    let mut design = small("unknown-type");
    design["nodes"]["address"] = node("cfn_resource", json!({ "stack": "network", "type": "AWS::EC2::EIP" }));
    let path = stage.write(&design);
    let ran = stage.refused(3, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("AWS::EC2::EIP"), "{}", ran.err);
    assert_eq!(stage.status("unknown-type-dev-network"), None, "not even an empty stack is left");
}

#[test]
fn an_endpoint_that_is_away_is_said_soon_and_nothing_is_recorded() {
    let folder = folder("away");
    let path = folder.join("design.json");
    std::fs::write(&path, small("away").to_string()).unwrap();
    // A port that was free just now: nobody answers there.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let endpoint = format!("http://127.0.0.1:{port}");
    for work in ["deploy", "status", "destroy"] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_groundplan"));
        command.args([work, path.to_str().unwrap(), "--env", "dev", "--endpoint-url", &endpoint]);
        alone(&mut command, &folder);
        let ran = ran(command.output().unwrap());
        assert_eq!(ran.code, Some(3), "{}", ran.err);
        assert!(ran.err.contains(&endpoint), "{}", ran.err);
        assert!(ran.out.is_empty(), "{}", ran.out);
    }
    let stage = Stage { folder, endpoint };
    assert!(stage.journal().is_empty());
}
