//! What stands at the edge: distributions and web ACLs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, prices, yaml_of};
use serde_json::json;

#[test]
fn a_web_acl_by_itself_is_regional() {
    let nodes = json!({
        "firewall": { "kind": "waf_web_acl", "properties": {
            "count_only": ["sql"], "logged_requests": "not-allowed", "rule_groups": ["common", "sql", "bot-control"]
        } }
    });
    let found = architecture(nodes, json!({}));
    insta::assert_snapshot!(yaml_of(&found, &["firewall"]));
}

#[test]
fn requests_cost_more_over_1500_capacity_units() {
    let nodes = json!({
        "firewall": { "kind": "waf_web_acl", "properties": {} },
        "thorough": { "kind": "waf_web_acl", "properties": {
            "logged_requests": "off", "rate_limit": 0,
            "rule_groups": ["common", "known-bad-inputs", "sql", "linux", "php", "wordpress", "bot-control"]
        } }
    });
    insta::assert_snapshot!(prices(&architecture(nodes, json!({}))));
}

#[test]
fn a_web_acl_has_limits() {
    let nodes = json!({
        "firewall": { "kind": "waf_web_acl", "properties": {
            "rate_limit": 5,
            "rule_groups": ["common", "common", "common", "common", "common", "common", "common", "common"]
        } }
    });
    insta::assert_snapshot!(blockers(&architecture(nodes, json!({}))).join("\n"));
}

#[test]
fn a_bucket_alone_is_a_static_site() {
    let nodes = json!({
        "assets": { "kind": "s3_bucket", "properties": {} },
        "cdn": { "kind": "cloudfront_distribution", "properties": {
            "content_security_policy": "", "countries": ["CL", "PE"], "frame_options": "off", "geo_restriction": "whitelist",
            "hsts_preload": true, "single_page": true
        } }
    });
    let connections = json!({ "cdn-assets": { "from": "cdn", "kind": "origin", "to": "assets" } });
    insta::assert_snapshot!(yaml_of(&architecture(nodes, connections), &["cdn"]));
}
