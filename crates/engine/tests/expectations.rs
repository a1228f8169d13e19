//! What a person demands of who reaches whom, and what the design says to it.
#![allow(clippy::unwrap_used, clippy::panic)]

use groundplan_engine::{Expected, Language, Project, Services, Status, load};
use serde_json::{Value, json};

/// A public web server behind a load balancer, its database, and a queue; `list` is a development environment without
/// the database.
fn document(expectation: Value) -> Value {
    json!({
        "groundplan": 1, "id": "shop", "name": "Shop",
        "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production", "overrides": { "db": null } },
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" }
        },
        "nodes": {
            "vpc": { "kind": "vpc" },
            "igw": { "kind": "internet_gateway", "parent": "vpc" },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public" } },
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private" } },
            "data": { "kind": "subnet", "parent": "vpc", "name": "Data", "properties": { "access": "isolated" } },
            "users": { "kind": "users" },
            "alb": { "kind": "alb", "parent": "public" },
            "web": { "kind": "ec2_instance", "parent": "app" },
            "batch": { "kind": "ec2_instance", "parent": "app" },
            "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": true } },
            "orders": { "kind": "sqs_queue" }
        },
        "connections": {
            "users-alb": { "from": "users", "kind": "traffic", "to": "alb" },
            "alb-web": { "from": "alb", "kind": "target", "to": "web", "properties": { "port": 8080 } },
            "web-db": { "from": "web", "kind": "traffic", "to": "db", "properties": { "port": 5432 } }
        },
        "expectations": { "it": expectation }
    })
}

/// What is said of one expectation in production.
#[track_caller]
fn said(expectation: Value) -> Expected {
    let all = judged(expectation, "prod");
    assert_eq!(all.len(), 1, "{all:?}");
    all.into_iter().next().unwrap()
}

fn judged(expectation: Value, environment: &str) -> Vec<Expected> {
    let document = load(document(expectation).to_string().as_bytes(), &Services).unwrap();
    let project = Project::new(document);
    project.expectations(&project.resolve(environment).unwrap())
}

fn english(expected: &Expected) -> (Status, String, String) {
    let evidence = expected.evidence.render(Language::English);
    (expected.status, expected.sentence.render(Language::English), evidence)
}

#[test]
fn what_must_not_be_reached_is_not_whatever_the_port() {
    let closed = said(json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["data"] }));
    let (status, sentence, _) = english(&closed);
    assert_eq!((status, sentence.as_str()), (Status::Satisfied, "internet must not reach Data"));
}

#[test]
fn a_load_balancer_carries_requests_to_what_must_not_be_reached() {
    let web = json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["app"] });
    let (status, _, evidence) = english(&said(web));
    assert_eq!(status, Status::Violated);
    assert!(evidence.starts_with("“internet” reaches “web” on 8080/tcp: internet → igw"), "{evidence}");
}

#[test]
fn only_those_named_may_open_connections_and_who_else_does_is_told() {
    let only = |from: Value| said(json!({ "demand": "only-from", "from": from, "to": ["db"] }));
    assert_eq!(only(json!(["web"])).status, Status::Satisfied);
    assert_eq!(only(json!(["app"])).status, Status::Satisfied, "a tier stands for what is in it");
    let broken = only(json!(["batch"]));
    assert_eq!(broken.status, Status::Violated);
    assert!(english(&broken).2.starts_with("“web” reaches “db” on 5432/tcp: web → "), "{broken:?}");
    assert_eq!(broken.node.unwrap().as_str(), "db");
    let (_, sentence, evidence) = english(&only(json!([])));
    assert_eq!(sentence, "Nothing may open connections to db");
    assert!(evidence.contains("web"), "{evidence}");
}

#[test]
fn what_must_be_reached_names_what_stops_it() {
    let reach = |from: &str, to: &str| said(json!({ "demand": "must-reach", "from": [from], "to": [to] }));
    assert_eq!(reach("web", "db").status, Status::Satisfied);
    assert_eq!(reach("users", "web").status, Status::Satisfied, "over the load balancer");
    let stopped = reach("batch", "db");
    let (status, sentence, evidence) = english(&stopped);
    assert_eq!((status, sentence.as_str()), (Status::Violated, "batch must reach db"));
    assert!(evidence.contains("rule"), "{evidence}");
    let spanish = said(
        json!({ "demand": "must-reach", "from": ["batch"], "to": ["db"], "port": 22, "reason": "Copias" }),
    );
    assert_eq!(spanish.sentence.render(Language::Spanish), "batch debe llegar a db por 22/tcp");
    assert_eq!(spanish.reason.as_deref(), Some("Copias"));
}

#[test]
fn whom_a_service_serves_its_permissions_decide() {
    let open = said(json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["orders"] }));
    assert_eq!(open.status, Status::CannotTell, "{open:?}");
}

#[test]
fn an_environment_without_an_end_is_not_told_that_it_holds() {
    let about_db = json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["db"] });
    assert_eq!(judged(about_db, "dev"), []);
    let elsewhere =
        json!({ "demand": "must-not-reach", "from": ["internet"], "to": ["web"], "environments": ["dev"] });
    assert_eq!(judged(elsewhere, "prod"), []);
}
