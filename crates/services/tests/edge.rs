//! What stands at the edge: distributions and web ACLs.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, document, environment, patch, prices, yaml_of};
use serde_json::{Value, json};

/// A distribution before a load balancer and a bucket, with a web ACL, an alarm and logs.
fn site() -> (Value, Value) {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "assets": { "kind": "s3_bucket", "properties": {} },
        "cdn": { "kind": "cloudfront_distribution", "properties": { "aliases": ["www.example.com"] } },
        "edge-cert": { "kind": "acm_certificate", "properties": { "domain": "*.example.com" } },
        "errors": { "kind": "cloudwatch_alarm", "properties": {} },
        "events": { "kind": "cloudwatch_log_group", "properties": {} },
        "firewall": { "kind": "waf_web_acl", "properties": {} },
        "hosts": { "kind": "cloudwatch_alarm", "properties": { "metric": "unhealthy-hosts" } },
        "logs": { "kind": "s3_bucket", "properties": {} },
        "people": { "kind": "users", "properties": {} },
        "regional-cert": { "kind": "acm_certificate", "properties": { "domain": "www.example.com" } },
        "web": { "kind": "ec2_instance", "parent": "app", "properties": {} }
    });
    let connections = json!({
        "alb-api": { "from": "alb", "kind": "target", "to": "web", "properties": { "path": "/api/*", "port": 8081, "priority": 10 } },
        "alb-web": { "from": "alb", "kind": "target", "to": "web", "properties": { "port": 8080 } },
        "cdn-alb": { "from": "cdn", "kind": "origin", "to": "alb" },
        "cdn-assets": { "from": "cdn", "kind": "origin", "to": "assets", "properties": { "path": "/static/*" } },
        "cdn-images": { "from": "cdn", "kind": "origin", "to": "assets", "properties": { "path": "/static/images/*.webp" } },
        "cdn-logs": { "from": "cdn", "kind": "logs", "to": "logs" },
        "cert-alb": { "from": "regional-cert", "kind": "attached", "to": "alb" },
        "cert-cdn": { "from": "edge-cert", "kind": "attached", "to": "cdn" },
        "errors-cdn": { "from": "errors", "kind": "attached", "to": "cdn" },
        "firewall-cdn": { "from": "firewall", "kind": "attached", "to": "cdn" },
        "firewall-events": { "from": "firewall", "kind": "logs", "to": "events" },
        "hosts-alb": { "from": "hosts", "kind": "attached", "to": "alb" },
        "people-cdn": { "from": "people", "kind": "traffic", "to": "cdn" }
    });
    (nodes, connections)
}

const EDGE: [&str; 5] = ["cdn", "errors", "events", "firewall", "hosts"];

#[test]
fn a_distribution_reaches_its_origins_and_lies_in_virginia_with_what_it_needs() {
    let (nodes, connections) = site();
    insta::assert_snapshot!(yaml_of(&architecture(nodes, connections), &EDGE));
}

#[test]
fn a_distribution_is_priced_by_where_its_viewers_are() {
    let (nodes, connections) = site();
    let mut design = document(nodes, connections);
    let of_cdn = |design: &Value| {
        let shown = prices(&environment(design, "prod"));
        shown.lines().filter(|line| line.starts_with("cdn")).collect::<Vec<_>>().join("\n")
    };
    let everywhere = of_cdn(&design);
    patch(&mut design, json!({ "nodes": { "cdn": { "properties": { "price_class": "PriceClass_100" } } } }));
    insta::assert_snapshot!(format!(
        "all edges\n{everywhere}\n\nthose of price class 100\n{}",
        of_cdn(&design)
    ));
}

#[test]
fn the_secret_of_a_load_balancer_elsewhere_is_read_from_its_replica() {
    let (nodes, connections) = site();
    let mut design = document(nodes, connections);
    patch(&mut design, json!({ "environments": { "prod": { "region": "sa-east-1" } } }));
    let written = yaml_of(&environment(&design, "prod"), &EDGE);
    assert!(
        written.contains("secretsmanager:us-east-1:${AWS::AccountId}:secret:${Name}:SecretString:value"),
        "{written}"
    );
    assert!(
        written.contains("# shop-prod-edge · us-east-1")
            && written.contains("# shop-prod-compute · sa-east-1")
    );
}

#[test]
fn a_private_load_balancer_gets_a_vpc_origin() {
    let (mut nodes, connections) = site();
    nodes["alb"]["parent"] = "app".into();
    let written = yaml_of(&architecture(nodes, connections), &["cdn"]);
    assert!(
        written.contains("AWS::CloudFront::VpcOrigin") && !written.contains("CustomOriginConfig"),
        "{written}"
    );
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

#[test]
fn a_distribution_says_what_keeps_it_from_being_built() {
    let (mut nodes, mut connections) = site();
    nodes["cdn"]["properties"] = json!({ "aliases": ["www.example.com", "shop.example.org"], "countries": ["Chile"], "geo_restriction": "blacklist" });
    nodes["cdn"]["properties"]["countries"] = json!(["cl"]);
    connections["cdn-assets"]["properties"] = json!({});
    nodes["lone"] = json!({ "kind": "cloudfront_distribution", "properties": {} });
    nodes["named"] =
        json!({ "kind": "cloudfront_distribution", "properties": { "aliases": ["a.example.com"] } });
    connections["named-assets"] =
        json!({ "from": "named", "kind": "origin", "to": "assets", "properties": { "path": "/a b" } });
    nodes["second"] = json!({ "kind": "waf_web_acl", "properties": {} });
    connections["second-cdn"] = json!({ "from": "second", "kind": "attached", "to": "cdn" });
    insta::assert_snapshot!(blockers(&architecture(nodes, connections)).join("\n"));
}

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
