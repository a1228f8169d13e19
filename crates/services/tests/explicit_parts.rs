//! Nodes that make derived parts explicit: security group, route table, role.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, yaml_of};
use serde_json::json;

/// Logical ids of the resources in the YAML, in order.
fn ids(yaml: &str) -> Vec<String> {
    let mut ids: Vec<String> = yaml
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(':'))
        .map(|line| line.trim().trim_end_matches(':').to_owned())
        .collect();
    ids.sort();
    ids
}

fn around(extra: serde_json::Value) -> architecture::Architecture {
    let mut nodes = json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "key": { "kind": "kms_key", "properties": {} },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "web": { "kind": "ec2_instance", "parent": "app", "properties": {} }
    });
    nodes.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let connections = json!({
        "web-db": { "from": "web", "kind": "traffic", "to": "db" },
        "web-key": { "from": "web", "kind": "uses", "to": "key" }
    });
    architecture(nodes, connections)
}

const ALL: &[&str] = &["app", "db", "group", "role", "table", "web"];

#[test]
fn an_explicit_part_keeps_the_logical_ids_of_the_derived_one() {
    let derived = around(json!({}));
    let explicit = around(json!({
        "group": { "kind": "security_group", "parent": "vpc", "replaces": "web/security-group", "properties": {} },
        "role": { "kind": "iam_role", "replaces": "web/role", "properties": {} },
        "table": { "kind": "route_table", "parent": "app", "replaces": "app/route-table/2", "properties": {} }
    }));
    assert_eq!(blockers(&explicit), [] as [&str; 0]);
    assert_eq!(ids(&yaml_of(&derived, ALL)), ids(&yaml_of(&explicit, ALL)));
}

#[test]
fn explicit_parts_add_to_what_was_derived() {
    let found = around(json!({
        "group": { "kind": "security_group", "parent": "vpc", "replaces": "web/security-group", "properties": {
            "egress": [{ "cidr": "192.168.0.0/16", "protocol": "all" }],
            "ingress": [{ "node": "db", "port": 9000, "to_port": 9010 }, { "port": 443, "prefix_list": "cloudfront" }]
        } },
        "role": { "kind": "iam_role", "replaces": "web/role", "properties": {
            "external_id": "audit", "managed_policies": ["CloudWatchAgentServerPolicy"], "trusted_account": "555555555555"
        } },
        "table": { "kind": "route_table", "parent": "app", "replaces": "app/route-table/2", "properties": {
            "routes": [{ "destination": "192.168.0.0/16", "gateway_id": "tgw-0123456789abcdef0" }]
        } }
    }));
    insta::assert_snapshot!(yaml_of(&found, &["group", "role", "table"]));
}

#[test]
fn a_group_and_a_role_that_stand_alone() {
    let found = around(json!({
        "admin": { "kind": "security_group", "parent": "vpc", "properties": { "ingress": [{ "node": "web", "port": 22 }] } },
        "report": { "kind": "iam_role", "properties": { "service": "lambda.amazonaws.com" } }
    }));
    insta::assert_snapshot!(yaml_of(&found, &["admin", "report"]));
}

#[test]
fn what_ec2_and_iam_would_refuse() {
    let found = around(json!({
        "group": { "kind": "security_group", "parent": "vpc", "properties": {
            "egress": [{ "cidr": "10.0.0.0/8", "port": 90, "to_port": 80 }],
            "ingress": [{ "port": 443 }, { "cidr": "10.0.0.0/8" }, { "node": "key", "port": 1 },
                        { "port": 80, "prefix_list": "cloudfront" }, { "port": 443, "prefix_list": "cloudfront" }]
        } },
        "loose": { "kind": "route_table", "parent": "app", "properties": {} },
        "role": { "kind": "iam_role", "properties": { "service": "none", "trusted_account": "12" } },
        "table": { "kind": "route_table", "parent": "app", "replaces": "app/route-table/1", "properties": {
            "routes": [{ "destination": "0.0.0.0/0", "node": "nat" }, { "destination": "10.0.0.0/16", "node": "nat" },
                       { "destination": "192.168.0.0/16" }, { "destination": "192.168.0.0/16", "gateway_id": "x-1" }]
        } }
    }));
    insta::assert_snapshot!(blockers(&found).join("\n"));
}
