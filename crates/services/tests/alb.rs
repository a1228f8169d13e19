//! Load balancer, Auto Scaling group, certificate and zone.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, prices, yaml_of};
use serde_json::json;

fn of(text: &str, nodes: &[&str]) -> String {
    let named = |line: &&str| {
        nodes
            .iter()
            .any(|node| line.starts_with(&format!("{node} ")) || line.starts_with(&format!("{node}/")))
    };
    text.lines().filter(named).collect::<Vec<_>>().join("\n")
}

#[test]
fn visitors_are_redirected_to_https_and_reach_the_group_that_codedeploy_may_serve() {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "cert": { "kind": "acm_certificate", "properties": {} },
        "people": { "kind": "users", "properties": {} },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} },
        "zone": { "kind": "route53_zone", "properties": { "domain": "shop.example.com" } }
    });
    let connections = json!({
        "alb-cert": { "from": "alb", "kind": "attached", "to": "cert" },
        "alb-web": { "from": "alb", "kind": "target", "to": "web" },
        "cert-zone": { "from": "cert", "kind": "attached", "to": "zone" },
        "people-alb": { "from": "people", "kind": "traffic", "to": "alb" },
        "zone-alb": { "from": "zone", "kind": "origin", "to": "alb" }
    });
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["alb", "cert", "web", "zone"]));
    insta::assert_snapshot!(of(&prices(&found), &["alb", "cert", "web", "zone"]));
}

#[test]
fn paths_choose_targets_by_priority_and_machines_register_by_themselves() {
    let nodes = json!({
        "api": { "kind": "ec2_instance", "parent": "app", "properties": {} },
        "inner": { "kind": "alb", "parent": "app", "properties": { "stickiness_seconds": 3600 } },
        "jobs": { "kind": "ec2_instance", "parent": "app", "properties": { "port": 8443, "zone": 2 } },
        "web": { "kind": "ec2_instance", "parent": "app", "properties": {} }
    });
    let connections = json!({
        "inner-api": { "from": "inner", "kind": "target", "to": "api", "properties": { "path": "/api/*" } },
        "inner-jobs": { "from": "inner", "kind": "target", "to": "jobs", "properties": { "path": "/jobs/*", "priority": 7 } },
        "inner-web": { "from": "inner", "kind": "target", "to": "web" },
        "web-inner": { "from": "web", "kind": "traffic", "to": "inner" }
    });
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["inner"]));
}

#[test]
fn what_elastic_load_balancing_would_refuse() {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "narrow", "properties": { "scheme": "internet-facing" } },
        "cert": { "kind": "acm_certificate", "region": "eu-west-1", "properties": { "domain": "example.com" } },
        "nameless": { "kind": "acm_certificate", "properties": {} },
        "narrow": { "kind": "subnet", "parent": "vpc", "properties": { "prefix_length": 28, "zones": [1] } },
        "one": { "kind": "auto_scaling_group", "parent": "app", "properties": { "desired_size": 9, "min_size": 5 } },
        "two": { "kind": "ec2_instance", "parent": "app", "properties": {} },
        "zone": { "kind": "route53_zone", "properties": { "domain": "example.org" } }
    });
    let connections = json!({
        "cert-alb": { "from": "cert", "kind": "attached", "to": "alb" },
        "to-one": { "from": "alb", "kind": "target", "to": "one", "properties": { "priority": 5, "target_type": "ip" } },
        "to-two": { "from": "alb", "kind": "target", "to": "two", "properties": { "path": "api", "priority": 5 } },
        "to-three": { "from": "alb", "kind": "target", "to": "two" },
        "zone-alb": { "from": "zone", "kind": "attached", "to": "alb" }
    });
    insta::assert_snapshot!(blockers(&architecture(nodes, connections)).join("\n"));
}
