//! A pipeline of the shared account that builds an image and delivers it to a cluster, and the site's files to
//! instances behind a load balancer, in dev and prod.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{beside, blockers, environment, prices};
use serde_json::{Value, json};

fn shop() -> Value {
    json!({
        "connections": {
            "alarm-of": { "from": "errors", "kind": "attached", "to": "alb" },
            "approve": { "from": "release", "kind": "event", "to": "people" },
            "code": { "from": "github", "kind": "delivery", "to": "door" },
            "image": { "from": "build", "kind": "delivery", "to": "images" },
            "serve": { "from": "alb", "kind": "target", "properties": { "port": 80 }, "to": "web" },
            "source": { "from": "door", "kind": "delivery", "to": "release" },
            "stop-on": { "from": "rollout", "kind": "attached", "to": "errors" },
            "to-build": { "from": "release", "kind": "delivery", "to": "build" },
            "to-cluster": { "from": "release", "kind": "delivery", "to": "cluster" },
            "to-rollout": { "from": "release", "kind": "delivery", "to": "rollout" },
            "to-web": { "from": "rollout", "kind": "delivery", "to": "web" }
        },
        "environments": {
            "dev": {
                "account": "111111111111", "region": "us-east-1", "tier": "non-production",
                "overrides": { "cluster": null, "rollout": { "rollout": "percentage", "minimum_healthy_percent": 50 } }
            },
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "444444444444", "region": "us-east-1", "tier": "shared" }
        },
        "groundplan": 1,
        "id": "shop",
        "name": "Shop",
        "nodes": {
            "alb": { "kind": "alb", "parent": "app", "properties": {} },
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "build": { "in": ["shared"], "kind": "codebuild_project", "properties": {} },
            "cluster": { "kind": "eks_cluster", "parent": "app", "properties": {} },
            "door": { "in": ["shared"], "kind": "code_connection", "properties": {} },
            "errors": { "kind": "cloudwatch_alarm", "properties": {} },
            "github": { "in": ["shared"], "kind": "github", "properties": {} },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "images": { "in": ["shared"], "kind": "ecr_repository", "properties": {} },
            "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
            "people": { "in": ["shared"], "kind": "sns_topic", "properties": { "emails": ["release@example.com"] } },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "release": { "in": ["shared"], "kind": "codepipeline", "properties": {} },
            "rollout": { "kind": "codedeploy_group", "properties": {} },
            "vpc": { "kind": "vpc", "properties": { "flow_log": "off" } },
            "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
        }
    })
}

#[test]
fn instances_are_updated_behind_the_load_balancer_and_rolled_back_by_the_alarm() {
    let document = shop();
    for name in ["dev", "prod", "shared"] {
        assert_eq!(blockers(&environment(&document, name)), [] as [&str; 0], "{name}");
    }
    insta::assert_snapshot!("group_in_production", beside(&document, "prod", &["rollout"]));
    insta::assert_snapshot!("group_by_percentage", beside(&document, "dev", &["rollout"]));
}

#[test]
fn the_shared_pipeline_reaches_both_accounts_and_their_instances_read_revisions() {
    let document = shop();
    insta::assert_snapshot!("shared_pipeline_and_build", beside(&document, "shared", &["build", "release"]));
    insta::assert_snapshot!("shared_prices", prices(&environment(&document, "shared")));
}

#[test]
fn a_group_without_instances_is_refused() {
    let nodes = json!({ "rollout": { "kind": "codedeploy_group", "properties": {} } });
    let found = blockers(&common::architecture(nodes, json!({})));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("delivers-to-nothing rollout"), "{found:?}");
}
