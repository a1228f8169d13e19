//! Accounts: the right one or none, one for each environment, the shared one first.

use std::fs;

use serde_json::json;

use crate::{
    designs::{design, node, small},
    stage::{ACCOUNT, Stage},
};

#[test]
fn another_account_is_refused_with_both_named() {
    let Some(stage) = Stage::new("wrong-account") else { return };
    let path = stage.write(&small("wrong-account"));
    let words = ["deploy", path.to_str().unwrap(), "--env", "dev", "--yes"];
    let mut command = stage.command(&words);
    let ran = crate::stage::ran(command.env("AWS_ACCESS_KEY_ID", "999999999999").output().unwrap());
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains(ACCOUNT) && ran.err.contains("999999999999"), "{}", ran.err);
    assert_eq!(stage.status("wrong-account-dev-network"), None);
}

#[test]
fn the_shared_environment_goes_first_each_with_its_own_profile() {
    let Some(stage) = Stage::new("shared") else { return };
    let mut design = design(
        "team",
        json!({
            "events": { "in": ["shared"], "kind": "sqs_queue", "properties": {} },
            "worker": node("iam_role", json!({})),
        }),
        json!({
            "worker-events": { "from": "worker", "kind": "uses", "properties": { "access": "write" }, "to": "events" }
        }),
    );
    design["environments"] = json!({
        "dev": { "account": "111111111111", "profile": "team-dev", "region": "us-east-1", "tier": "non-production" },
        "shared": { "account": "444444444444", "profile": "team-shared", "region": "us-east-1", "tier": "shared" },
    });
    let path = stage.write(&design);
    let profile = |name: &str, account: &str| {
        format!(
            "[profile {name}]\naws_access_key_id = {account}\naws_secret_access_key = secret\nregion = us-east-1\n"
        )
    };
    let profiles = profile("team-dev", "111111111111") + &profile("team-shared", "444444444444");
    fs::write(stage.folder.join("aws-config"), profiles).unwrap();

    let ran = stage.refused(1, "deploy", &path, &["--yes"]);
    assert!(ran.err.contains("“shared”") && ran.err.contains("--env shared"), "{}", ran.err);
    let shared = stage.run(&["deploy", path.to_str().unwrap(), "--env", "shared", "--yes"]);
    assert_eq!(shared.code, Some(0), "{}", shared.err);
    let answer = stage.json("deploy", &path, &["--yes"]);
    assert_eq!(answer["outcome"]["ending"], "complete");
    assert_eq!(answer["plan"]["account"], "111111111111");

    let ran = stage.run(&["destroy", path.to_str().unwrap(), "--env", "shared"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("dev"), "who still refers to it is said: {}", ran.out);
}
