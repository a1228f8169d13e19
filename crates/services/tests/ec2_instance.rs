//! EC2 instances and the endpoints they reach AWS through.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, prices, yaml_of};
use serde_json::json;

#[test]
fn a_bastion_opens_no_port_and_reaches_the_database() {
    let nodes = json!({
        "bastion": { "kind": "ec2_instance", "parent": "public", "properties": {} },
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "key": { "kind": "kms_key", "properties": {} }
    });
    let connections = json!({
        "bastion-db": { "from": "bastion", "kind": "traffic", "to": "db" },
        "bastion-key": { "from": "bastion", "kind": "uses", "to": "key" }
    });
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["bastion"]));
    let of_bastion: Vec<_> =
        prices(&found).lines().filter(|line| line.starts_with("bastion")).map(str::to_owned).collect();
    insta::assert_snapshot!(of_bastion.join("\n"));
}

#[test]
fn an_instance_with_a_key_an_image_and_a_script_in_an_isolated_tier_leaves_through_endpoints() {
    let nodes = json!({
        "batch": { "kind": "ec2_instance", "parent": "data", "properties": {
            "image": "ami-0123456789abcdef0", "instance_type": "m6i.large", "session_manager": false,
            "user_data": "#!/bin/sh\necho ${HOME}\n", "zone": 2
        } },
        "key": { "kind": "kms_key", "properties": {} },
        "s3": { "kind": "vpc_endpoint", "parent": "vpc", "properties": {} },
        "sts": { "kind": "vpc_endpoint", "parent": "data", "properties": { "service": "sts" } }
    });
    let connections = json!({ "batch-key": { "from": "batch", "kind": "attached", "to": "key" } });
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["batch", "s3", "sts"]));
    let of_endpoints: Vec<_> =
        prices(&found).lines().filter(|line| line.starts_with('s')).map(str::to_owned).collect();
    insta::assert_snapshot!(of_endpoints.join("\n"));
}

#[test]
fn what_ec2_would_refuse() {
    let nodes = json!({
        "astray": { "kind": "ec2_instance", "parent": "app", "properties": { "image": "debian", "zone": 3 } },
        "logs": { "kind": "vpc_endpoint", "parent": "vpc", "properties": { "service": "logs" } },
        "ssm-1": { "kind": "vpc_endpoint", "parent": "app", "properties": { "service": "ssm" } },
        "ssm-2": { "kind": "vpc_endpoint", "parent": "data", "properties": { "service": "ssm" } }
    });
    insta::assert_snapshot!(blockers(&architecture(nodes, json!({}))).join("\n"));
}
