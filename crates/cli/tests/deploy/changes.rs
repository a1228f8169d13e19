//! Deploying, changing, removing, destroying.

use serde_json::{Value, json};

use crate::{
    designs::{kinds, node, small},
    stage::{Stage, changes},
};

fn ending(answer: &Value) -> &str {
    answer["outcome"]["ending"].as_str().unwrap()
}

fn elements(left: &Value) -> Vec<String> {
    let mut elements: Vec<String> = left
        .as_array()
        .into_iter()
        .flatten()
        .map(|left| {
            format!("{}/{}", left["node"].as_str().unwrap(), left["part"].as_str().unwrap())
                .trim_end_matches('/')
                .to_owned()
        })
        .collect();
    elements.sort();
    elements
}

/// The stacks in the order in which operations were sent.
fn sent(stage: &Stage) -> Vec<String> {
    let lines = stage.journal();
    let sent = lines.iter().filter(|line| line["note"] == "sending");
    sent.map(|line| line["stack"].as_str().unwrap().rsplit('-').next().unwrap().to_owned()).collect()
}

#[test]
fn a_design_is_deployed_changed_and_destroyed() {
    let Some(stage) = Stage::new("life") else { return };
    let mut design = kinds("life");
    let path = stage.write(&design);

    let first = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(ending(&first), "complete");
    let outputs = first["outcome"]["outputs"].as_array().unwrap();
    assert!(outputs.iter().any(|output| output["name"] == "AlbDnsName"), "{outputs:?}");
    assert_eq!(sent(&stage), ["network", "data", "compute"]);
    let again = stage.json("deploy", &path, &["--plan-only"]);
    assert_eq!(changes(&again), Vec::<String>::new(), "it stands as the design has it");

    // One property: the plan shows that queue, and what follows from it as far as CloudFormation knows before.
    design["nodes"]["jobs"]["properties"]["visibility_timeout_seconds"] = json!(90);
    let path = stage.write(&design);
    let second = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(ending(&second), "complete");
    assert!(changes(&second).contains(&"~ jobs".to_owned()));
    let touched: Vec<String> = changes(&second).into_iter().filter(|line| !line.ends_with('?')).collect();
    assert_eq!(touched, ["~ jobs"]);
    let stacks = second["plan"]["stacks"].as_array().unwrap();
    let queue = stacks.iter().flat_map(|stack| stack["changes"].as_array().unwrap());
    let queue = queue.into_iter().find(|change| change["part"] == "" && change["node"] == "jobs").unwrap();
    assert_eq!(queue["properties"], json!([{ "name": "VisibilityTimeout" }]));
    assert_eq!(sent(&stage).len(), 4, "only the data stack is touched");

    let status = stage.json("status", &path, &[]);
    let states: Vec<&str> =
        status["stacks"].as_array().unwrap().iter().map(|stack| stack["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["CREATE_COMPLETE", "UPDATE_COMPLETE", "CREATE_COMPLETE"]);
    assert_eq!(status["last"]["outcome"]["ending"], "complete");
    assert_eq!(status["last"]["current"], true);

    let data = "db,files,images,jobs,key,log,secret,table,zone";
    let gone = stage.json("destroy", &path, &["--yes", "--confirm", data]);
    assert_eq!(ending(&gone), "complete");
    assert_eq!(gone["outcome"]["stacks"], json!([]));
    let kept = elements(&gone["outcome"]["kept"]);
    assert_eq!(kept, ["files", "images", "jobs", "jobs/dead-letter", "key", "log", "secret", "zone"]);
    assert_eq!(sent(&stage).split_off(4), ["compute", "data", "network"], "backwards");
    for stack in ["network", "data", "compute"] {
        assert_eq!(stage.status(&format!("life-dev-{stack}")), None);
    }
    let nothing = stage.json("destroy", &path, &["--yes"]);
    assert_eq!(nothing["plan"]["stacks"], json!([]));
}

#[test]
fn removals_wait_until_later_stacks_let_go() {
    let Some(stage) = Stage::new("two-passes") else { return };
    let mut design = kinds("two-passes");
    let path = stage.write(&design);
    stage.json("deploy", &path, &["--yes"]);

    // The database in the data stack lets go of the key in the network stack.
    design["nodes"].as_object_mut().unwrap().remove("key");
    design["connections"].as_object_mut().unwrap().remove("db-key");
    let path = stage.write(&design);
    let answer = stage.json("deploy", &path, &["--yes", "--confirm", "key,db"]);
    assert_eq!(ending(&answer), "complete");
    assert!(changes(&answer).contains(&"- key".to_owned()), "{:?}", changes(&answer));
    assert_eq!(sent(&stage).split_off(3), ["data", "network"], "the key goes after the database let go");
    assert_eq!(elements(&answer["outcome"]["kept"]), ["key"]);
    assert_eq!(changes(&stage.json("deploy", &path, &["--plan-only"])), Vec::<String>::new());
}

#[test]
fn a_stack_the_design_no_longer_has_is_deleted() {
    let Some(stage) = Stage::new("vanished") else { return };
    let mut design = small("vanished");
    let path = stage.write(&design);
    stage.json("deploy", &path, &["--yes"]);
    let nodes = design["nodes"].as_object_mut().unwrap();
    nodes.remove("files");
    nodes.remove("jobs");
    let path = stage.write(&design);
    let answer = stage.json("deploy", &path, &["--yes", "--confirm", "files,jobs"]);
    assert_eq!(stage.status("vanished-dev-data"), None);
    assert_eq!(stage.status("vanished-dev-network").as_deref(), Some("CREATE_COMPLETE"));
    assert_eq!(elements(&answer["outcome"]["kept"]), ["files", "jobs", "jobs/dead-letter"]);
}

#[test]
fn data_goes_only_by_name() {
    let Some(stage) = Stage::new("by-name") else { return };
    let mut design = kinds("by-name");
    let path = stage.write(&design);
    let ran = stage.refused(1, "deploy", &path, &[]);
    assert!(ran.err.contains("--yes"), "nobody can be asked in a pipe: {}", ran.err);
    assert!(ran.out.contains("+ files"), "the plan is shown all the same: {}", ran.out);
    stage.json("deploy", &path, &["--yes"]);

    let nodes = design["nodes"].as_object_mut().unwrap();
    nodes.remove("table");
    nodes["db"]["properties"]["engine"] = json!("mysql");
    let path = stage.write(&design);
    let ran = stage.refused(1, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("--confirm db,table"), "{}", ran.err);
    assert!(ran.out.contains("last snapshot") && ran.out.contains("data is deleted"), "{}", ran.out);
    let ran = stage.refused(1, "deploy", &path, &["--yes", "--confirm", "db"]);
    assert!(ran.err.contains("--confirm table"), "{}", ran.err);
    assert_eq!(stage.status("by-name-dev-data").as_deref(), Some("CREATE_COMPLETE"), "nothing was done");
    let answer = stage.json("deploy", &path, &["--yes", "--confirm", "db", "--confirm", "table"]);
    assert_eq!(ending(&answer), "complete");

    let ran = stage.refused(1, "destroy", &path, &["--yes", "--confirm", "db"]);
    assert!(ran.err.contains("--confirm files,images,jobs"), "{}", ran.err);
}

#[test]
fn more_than_was_predicted_stops_and_asks() {
    let Some(stage) = Stage::new("more") else { return };
    let mut design = kinds("more");
    design["connections"].as_object_mut().unwrap().remove("db-key");
    design["nodes"].as_object_mut().unwrap().remove("key");
    let path = stage.write(&design);
    stage.json("deploy", &path, &["--yes"]);

    // The key is in an earlier stack and not there yet: that encrypting with it replaces the database, only
    // CloudFormation knows, and only then.
    design["nodes"]["key"] = node("kms_key", json!({}));
    design["connections"]["db-key"] = json!({ "from": "db", "kind": "attached", "to": "key" });
    let path = stage.write(&design);
    let plan = stage.json("deploy", &path, &["--plan-only"]);
    assert!(changes(&plan).contains(&"~ db?".to_owned()), "{:?}", changes(&plan));
    let ran = stage.refused(1, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("--confirm db"), "{}", ran.err);
    assert!(ran.out.contains("stopped before"), "{}", ran.out);
    assert_eq!(stage.status("more-dev-network").as_deref(), Some("UPDATE_COMPLETE"));
    assert_eq!(stage.status("more-dev-data").as_deref(), Some("CREATE_COMPLETE"));
    let answer = stage.json("deploy", &path, &["--yes", "--confirm", "db"]);
    assert_eq!(ending(&answer), "complete");
    assert!(changes(&answer).contains(&"⟳ db".to_owned()), "{:?}", changes(&answer));
}
