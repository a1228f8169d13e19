//! EKS: the control plane, self-managed workers, managed node groups, and who may enter.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, document, environment, prices, yaml_of};
use serde_json::json;

#[test]
fn a_cluster_with_its_defaults_is_private_encrypted_and_logged() {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "key": { "kind": "kms_key", "properties": {} },
        "workers": { "kind": "eks_workers", "parent": "eks", "properties": {} }
    });
    let attached = json!({ "eks-key": { "from": "eks", "kind": "attached", "to": "key" } });
    let architecture = architecture(nodes, attached);
    insta::assert_snapshot!(yaml_of(&architecture, &["eks"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn workers_join_by_an_access_entry_and_a_node_configuration() {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "workers": { "kind": "eks_workers", "parent": "eks", "properties": {} }
    });
    insta::assert_snapshot!(yaml_of(&architecture(nodes, json!({})), &["workers"]));
}

#[test]
fn a_node_group_has_labels_taints_and_the_image_of_its_processor() {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": { "addons": [] , "log_types": [] } },
        "pool": { "kind": "eks_node_group", "parent": "eks", "properties": {
            "capacity": "spot", "instance_type": "m7g.large", "labels": { "pool": "batch" },
            "taints": [{ "key": "dedicated", "value": "batch" }]
        } }
    });
    let architecture = architecture(nodes, json!({}));
    insta::assert_snapshot!(yaml_of(&architecture, &["pool"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn a_version_past_standard_support_costs_more_unless_aws_may_upgrade_it() {
    let price = |support: &str| {
        let properties = json!({ "log_types": [], "support": support, "version": "1.31" });
        let nodes = json!({ "eks": { "kind": "eks_cluster", "parent": "app", "properties": properties } });
        prices(&architecture(nodes, json!({})))
    };
    assert!(price("extended").contains("eks/extended-hour"));
    assert!(!price("standard").contains("eks/extended-hour"));
}

#[test]
fn the_control_plane_stays_in_its_zones_while_workers_follow_the_tier() {
    let mut design = document(
        json!({
            "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
            "workers": { "kind": "eks_workers", "parent": "eks", "properties": {} }
        }),
        json!({}),
    );
    common::patch(&mut design, json!({ "nodes": { "vpc": { "properties": { "zones": 3 } } } }));
    let architecture = environment(&design, "prod");
    assert_eq!(architecture.element("eks").unwrap().zones.as_slice(), [1, 2]);
    assert_eq!(architecture.element("workers").unwrap().zones.as_slice(), [1, 2, 3]);
}

#[test]
fn what_eks_refuses_is_a_blocker() {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {
            "addons": ["aws-ebs-csi-driver"], "control_plane_zones": [1], "service_cidr": "10.0.0.0/16"
        } },
        "workers": { "kind": "eks_workers", "parent": "eks", "properties": { "desired": 5 } }
    });
    insta::assert_debug_snapshot!(blockers(&architecture(nodes, json!({}))));
}

#[test]
fn a_pipeline_of_the_shared_account_enters_by_a_role_whose_name_both_sides_know() {
    let nodes = json!({
        "connection": { "in": ["shared"], "kind": "code_connection", "properties": {} },
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": { "log_types": [] } },
        "pipeline": { "in": ["shared"], "kind": "codepipeline", "properties": {} }
    });
    let connections = json!({
        "deliver": { "from": "pipeline", "kind": "delivery", "to": "eks" },
        "source": { "from": "connection", "kind": "delivery", "to": "pipeline" }
    });
    let text = yaml_of(&architecture(nodes, connections), &["eks"]);
    let (before, role) = text.split_once("  EksDeployRole:").unwrap();
    insta::assert_snapshot!(role);
    assert!(before.contains("eks/security-group/ingress/eks/443"), "the action reaches the private endpoint");
}
