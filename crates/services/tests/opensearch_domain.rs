//! OpenSearch domains: template, prices, blockers.

mod common;

use serde_json::json;

#[test]
fn a_domain_over_two_zones() {
    let architecture = common::architecture(
        json!({ "search": { "kind": "opensearch_domain", "parent": "data", "properties": {} } }),
        json!({}),
    );
    assert_eq!(architecture.blockers, []);
    insta::assert_snapshot!(common::yaml(&architecture));
    insta::assert_snapshot!("prices", common::prices(&architecture));
}

#[test]
fn nodes_must_divide_evenly_over_zones() {
    let architecture = common::architecture(
        json!({ "search": { "kind": "opensearch_domain", "parent": "data", "properties": { "data_nodes": 3 } } }),
        json!({}),
    );
    let codes: Vec<_> = architecture.blockers.iter().map(|blocker| blocker.code).collect();
    assert_eq!(codes, ["node-count"]);
}
