//! OpenSearch: a domain in a VPC, with its administrator, logs and price per node.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, prices, yaml_of};
use serde_json::json;

#[test]
fn a_domain_with_its_defaults_is_encrypted_logged_and_administered_by_a_role() {
    let nodes = json!({ "search": { "kind": "opensearch_domain", "parent": "data", "properties": {} } });
    let architecture = architecture(nodes, json!({}));
    insta::assert_snapshot!(yaml_of(&architecture, &["search"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn a_small_domain_in_one_zone_has_an_internal_administrator() {
    let nodes = json!({
        "key": { "kind": "kms_key", "properties": {} },
        "search": { "kind": "opensearch_domain", "parent": "data", "properties": {
            "administrator": "internal", "data_nodes": 1, "dedicated_masters": "0",
            "instance_type": "t3.small.search", "logs": [], "throughput_mibps": 250, "zones": 1
        } }
    });
    let attached = json!({ "search-key": { "from": "search", "kind": "attached", "to": "key" } });
    let architecture = architecture(nodes, attached);
    insta::assert_snapshot!(yaml_of(&architecture, &["search"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn what_opensearch_refuses_is_a_blocker() {
    let properties = json!({
        "data_nodes": 4, "instance_type": "r6g.large", "zones": 3
    });
    let nodes =
        json!({ "search": { "kind": "opensearch_domain", "parent": "data", "properties": properties } });
    insta::assert_debug_snapshot!(blockers(&architecture(nodes, json!({}))));
}
