//! Deployment in the real window, against an emulator of AWS on this machine.
#![allow(clippy::unwrap_used)]

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
};

use groundplan_window_tests::{Driver, Page, app};
use serde_json::{Value, json};

/// The emulator's account is the access key.
const ACCOUNT: &str = "000000000000";

const STAGE: &str = "[data-stage]";
const PLAN: &str = "[data-testid=plan]";
const EXECUTE: &str = "[data-testid=execute]";

/// The address of the emulator; `None`, said aloud, when there is none.
fn emulator() -> Option<String> {
    let address = std::env::var("GROUNDPLAN_EMULATOR").ok();
    if address.is_none() {
        eprintln!("SKIPPED: there is no emulator; `cargo xtask test --only window` starts one");
    }
    address
}

/// A network with two tiers, a bucket and a queue: kinds that the emulator makes.
fn design(id: &str) -> Value {
    let inside =
        |kind: &str, properties: Value| json!({ "kind": kind, "parent": "vpc", "properties": properties });
    json!({
        "groundplan": 1, "id": id, "name": "Deployed", "connections": {},
        "environments": { "dev": { "account": ACCOUNT, "region": "us-east-1", "tier": "non-production" } },
        "nodes": {
            "vpc": { "kind": "vpc", "properties": { "flow_log": "off" } },
            "app": inside("subnet", json!({ "access": "isolated", "slot": 0 })),
            "data": inside("subnet", json!({ "access": "isolated", "slot": 1 })),
            "files": { "kind": "s3_bucket", "properties": {} },
            "jobs": { "kind": "sqs_queue", "properties": { "visibility_timeout_seconds": 30 } },
        }
    })
}

/// A window of a person who has only the emulator's credentials.
fn driver(folder: &Path, emulator: &str) -> Driver {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (home, state, config, secrets) =
        (path(""), path("state"), path("aws-config"), path("aws-credentials"));
    Driver::start(&[
        ("AWS_ACCESS_KEY_ID", ACCOUNT),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_CONFIG_FILE", &config),
        ("AWS_SHARED_CREDENTIALS_FILE", &secrets),
        ("AWS_ENDPOINT_URL", emulator),
        ("GROUNDPLAN_HOME", &home),
        ("XDG_STATE_HOME", &state),
    ])
}

/// What the lens says of an element.
async fn lit(page: &Page, element: &str, state: &str) {
    page.see(&format!("[role=treeitem][data-element={element}][data-state={state}]")).await;
}

async fn stage(page: &Page, stage: &str) {
    page.see(&format!("[data-stage={stage}]")).await;
}

#[tokio::test]
async fn a_design_is_planned_deployed_and_lights_up() {
    let (Some(app), Some(emulator)) = (app(), emulator()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("window-life.json");
    std::fs::write(&path, design("window-life").to_string()).unwrap();
    let driver = driver(folder.path(), &emulator);
    let page = driver.open(&app, &[path.to_str().unwrap()]).await;

    // the plan is seen on the drawing before anything is done
    page.click("[aria-label=Deployment]").await;
    page.see(STAGE).await;
    page.click(PLAN).await;
    stage(&page, "planned").await;
    page.see("[data-lens=changes][aria-checked=true]").await;
    for element in ["vpc", "app", "data", "files", "jobs"] {
        lit(&page, element, "added").await;
    }
    page.pictured("plan").await;
    page.click(EXECUTE).await;
    stage(&page, "complete").await;
    page.see("[data-lens=deployment][aria-checked=true]").await;
    for element in ["vpc", "app", "data", "files", "jobs"] {
        lit(&page, element, "done").await;
    }
    page.see("[data-stack=window-life-dev-network][data-light=done]").await;
    page.see("[data-deployment]").await;
    page.pictured("complete").await;

    // it stands as the design has it
    page.click(PLAN).await;
    page.see("[data-testid=nothing]").await;

    // one edit: the plan shows just that
    page.click("[aria-label=Services]").await;
    page.click("[role=treeitem][data-node=jobs]").await;
    page.fill("[name=visibility_timeout_seconds][data-scope=base]", "90").await;
    page.see_that("[data-testid=saved]", "say Saved", |text| text == "Saved").await;
    page.click("[aria-label=Deployment]").await;
    page.see_that(".barrier", "say that the design has changed", |text| text.contains("changed")).await;
    page.click(PLAN).await;
    lit(&page, "jobs", "changed").await;
    assert!(!there(&page, "[data-element=files][data-state]").await, "the bucket is not touched");
    page.pictured("change").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn what_cannot_be_reached_is_said_and_data_goes_only_by_name() {
    let (Some(app), Some(emulator)) = (app(), emulator()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("window-data.json");
    std::fs::write(&path, design("window-data").to_string()).unwrap();
    let driver = driver(folder.path(), &emulator);
    let page = driver.open(&app, &[path.to_str().unwrap()]).await;
    page.click("[aria-label=Deployment]").await;

    // a port that was free just now: nobody answers there
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let away = format!("http://127.0.0.1:{port}");
    page.click(".where summary").await;
    page.fill("[name=endpoint]", &away).await;
    page.click(PLAN).await;
    page.see_that("[data-testid=failed]", "say who does not answer", |text| text.contains(&away)).await;

    page.fill("[name=endpoint]", &emulator).await;
    page.click(PLAN).await;
    stage(&page, "planned").await;
    page.click(EXECUTE).await;
    stage(&page, "complete").await;

    // taking it down names what holds data, and waits until it is typed
    page.click(".away").await;
    page.see("[data-confirm=files]").await;
    lit(&page, "files", "removed").await;
    assert!(there(&page, &format!("{EXECUTE}:disabled")).await);
    page.pictured("destroy").await;
    for name in ["files", "jobs", "dev"] {
        page.fill(&format!("[data-confirm={name}]"), name).await;
    }
    page.click(&format!("{EXECUTE}:enabled")).await;
    stage(&page, "complete").await;
    Driver::close(page).await;
}

/// Asks the emulator's CloudFormation.
fn ask(emulator: &str, query: &str) {
    let host = emulator.strip_prefix("http://").unwrap();
    let body = format!("{query}&Version=2010-05-15");
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nAuthorization: AWS4-HMAC-SHA256 Credential={ACCOUNT}/20260101/us-east-1/cloudformation/aws4_request, \
         SignedHeaders=host, Signature=0\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_closed_window_takes_up_again_what_went_on_in_aws() {
    let (Some(app), Some(emulator)) = (app(), emulator()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("window-closed.json");
    let mut design = design("window-closed");
    // a stack that waits until it is signalled: something is under way as long as the test wants
    design["nodes"]["gate"] = json!({ "kind": "cfn_resource", "properties": {
        "stack": "data", "type": "AWS::CloudFormation::WaitCondition", "properties": {},
        "attributes": { "CreationPolicy": { "ResourceSignal": { "Count": 1, "Timeout": "PT1H" } } } } });
    std::fs::write(&path, design.to_string()).unwrap();
    let driver = driver(folder.path(), &emulator);
    let page = driver.open(&app, &[path.to_str().unwrap()]).await;
    page.click("[aria-label=Deployment]").await;
    page.click(PLAN).await;
    page.click(EXECUTE).await;
    lit(&page, "gate", "working").await;
    lit(&page, "vpc", "done").await;
    page.pictured("running").await;
    Driver::close(page).await;

    let page = driver.open(&app, &[path.to_str().unwrap()]).await;
    page.click("[aria-label=Deployment]").await;
    page.click("[data-testid=resume]").await;
    // what is under way is waited for, and what was reported before is seen again
    lit(&page, "gate", "working").await;
    lit(&page, "vpc", "done").await;
    let signal = "Action=SignalResource&LogicalResourceId=Gate&UniqueId=one&Status=SUCCESS";
    ask(&emulator, &format!("{signal}&StackName=window-closed-dev-data"));
    stage(&page, "complete").await;
    lit(&page, "gate", "done").await;
    // the record is read again once all is done
    page.gone("[data-testid=resume]").await;
    Driver::close(page).await;
}

#[tokio::test]
async fn the_first_cause_of_a_failure_is_on_top_and_on_its_element() {
    let (Some(app), Some(emulator)) = (app(), emulator()) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("window-fails.json");
    let mut design = design("window-fails");
    design["nodes"]["parameter"] = json!({ "kind": "cfn_resource", "properties": {
        "stack": "data", "type": "AWS::SSM::Parameter", "properties": { "Type": "SecureString", "Value": "x" } } });
    std::fs::write(&path, design.to_string()).unwrap();
    let driver = driver(folder.path(), &emulator);
    let page = driver.open(&app, &[path.to_str().unwrap()]).await;
    page.click("[aria-label=Deployment]").await;
    page.click(PLAN).await;
    page.click(EXECUTE).await;
    stage(&page, "failed").await;
    let told = page.see("[data-testid=failed]").await;
    assert!(told.contains("parameter") && told.contains("SecureString"), "{told}");
    lit(&page, "parameter", "failed").await;
    lit(&page, "vpc", "done").await;
    page.see("[data-stack=window-fails-dev-data][data-light=failed]").await;
    page.pictured("failed").await;
    Driver::close(page).await;
}

async fn there(page: &Page, selector: &str) -> bool {
    page.run(&format!("return document.querySelector({selector:?}) !== null;")).await == true
}
