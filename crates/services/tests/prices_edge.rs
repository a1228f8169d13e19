//! Months of distributions, web ACLs and hosted zones, computed by hand from the rows of the book.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{dec, open, paid, priced};
use pricing::Estimate;
use serde_json::{Value, json};

/// A distribution whose viewers are those that `usage` names.
fn distribution(properties: Value, mut usage: Value) -> Estimate {
    for field in ["gib_united_states", "gib_south_america", "upload_gib_per_month"] {
        let fields = usage.as_object_mut().unwrap();
        fields.entry(field).or_insert(0.into());
    }
    let nodes = json!({ "cdn": { "kind": "cloudfront_distribution", "properties": properties } });
    priced("sa-east-1", nodes, json!({}), json!({ "cdn": usage }))
}

fn plan(month: &Estimate) -> Option<&str> {
    month.free.iter().map(|free| free.item.as_str()).find(|item| item.starts_with("Flat-rate plan"))
}

#[test]
fn pitfall_12_the_edge_decides_and_not_the_region() {
    let month = distribution(json!({}), json!({ "gib_south_america": 100, "requests_per_month": 1_000_000 }));
    // 100 GiB × 0.11 and a million × 0.0000022
    assert_eq!(paid(&month, "cdn", "cloudfront/egress"), dec("11"));
    assert_eq!(paid(&month, "cdn", "cloudfront/requests/https"), dec("2.2"));
}

#[test]
fn pitfall_12_a_small_price_class_serves_south_america_from_afar_for_less() {
    let usage = json!({ "gib_south_america": 100, "requests_per_month": 1_000_000 });
    let month = distribution(json!({ "price_class": "PriceClass_100" }), usage);
    // from the United States: 100 GiB × 0.085 and a million × 0.000001
    assert_eq!(paid(&month, "cdn", "cloudfront/egress"), dec("8.5"));
    assert_eq!(paid(&month, "cdn", "cloudfront/requests/https"), dec("1"));
}

#[test]
fn pitfall_12_uploads_are_charged_and_origin_fetches_are_not() {
    let usage = json!({ "gib_south_america": 1, "upload_gib_per_month": 10, "requests_per_month": 0 });
    let month = distribution(json!({}), usage);
    // 10 GiB × 0.125
    assert_eq!(paid(&month, "cdn", "cloudfront/to-origin"), dec("1.25"));
    assert!(month.free.iter().any(|free| free.item.starts_with("Origin fetches")));
}

#[test]
fn requests_are_spread_like_the_data() {
    let usage =
        json!({ "gib_united_states": 300, "gib_south_america": 100, "requests_per_month": 4_000_000 });
    let month = distribution(json!({}), usage);
    // three million × 0.000001 and one million × 0.0000022
    assert_eq!(paid(&month, "cdn", "cloudfront/requests/https"), dec("5.2"));
    // 300 GiB × 0.085 + 100 GiB × 0.11
    assert_eq!(paid(&month, "cdn", "cloudfront/egress"), dec("36.5"));
}

#[test]
fn pitfall_02_ten_terabytes_are_10_240_gib() {
    let month = distribution(json!({}), json!({ "gib_united_states": 10_240, "requests_per_month": 0 }));
    // × 0.085; a thousand GiB to the terabyte would be 850
    assert_eq!(paid(&month, "cdn", "cloudfront/egress"), dec("870.4"));
}

#[test]
fn pitfall_03_the_accounts_free_terabyte_is_not_taken_off() {
    let month = distribution(json!({}), json!({ "gib_united_states": 500, "requests_per_month": 0 }));
    // 500 GiB × 0.085, though an account has 1,024 GiB free
    assert_eq!(paid(&month, "cdn", "cloudfront/egress"), dec("42.5"));
}

#[test]
fn pitfall_13_a_flat_rate_plan_is_named_where_it_costs_less() {
    let month =
        distribution(json!({}), json!({ "gib_united_states": 40_960, "requests_per_month": 8_000_000 }));
    // 10,240 × 0.085 + 30,720 × 0.08 + 8 million × 0.000001 = 870.40 + 2,457.60 + 8 = 3,336 against 15
    assert_eq!(month.of_node("cdn").typical, dec("3336"));
    assert_eq!(plan(&month), Some("Flat-rate plan “pro”"));
    let hint = month.free.iter().find(|free| free.item.contains("pro")).unwrap();
    assert!(hint.why.contains("$15") && hint.why.contains("$3336"), "{}", hint.why);
}

#[test]
fn pitfall_13_a_plan_is_weighed_with_the_web_acl_it_includes() {
    let nodes = || {
        json!({
            "cdn": { "kind": "cloudfront_distribution", "properties": {} },
            "firewall": { "kind": "waf_web_acl", "properties": { "logged_requests": "off" } }
        })
    };
    let usage = json!({
        "cdn": { "gib_united_states": 120, "gib_south_america": 0, "requests_per_month": 1_000_000, "upload_gib_per_month": 0 },
        "firewall": { "requests_per_month": 1_000_000 }
    });
    // by itself: 120 × 0.085 + 1 = 11.20, less than 15
    let alone = priced("us-east-1", nodes(), json!({}), usage.clone());
    assert_eq!((alone.of_node("cdn").typical, plan(&alone)), (dec("11.2"), None));
    // with its web ACL: 5 + 4 rules + 0.60 more, 20.80
    let attached = json!({ "firewall-cdn": { "from": "firewall", "kind": "attached", "to": "cdn" } });
    let both = priced("us-east-1", nodes(), attached, usage);
    assert_eq!(both.of_node("firewall").typical, dec("9.6"));
    assert_eq!(plan(&both), Some("Flat-rate plan “pro”"));
}

#[test]
fn pitfall_13_small_distributions_fit_the_free_plan() {
    let month = distribution(json!({}), json!({ "gib_united_states": 50, "requests_per_month": 500_000 }));
    // 50 × 0.085 + 0.50 by use
    assert_eq!(month.of_node("cdn").typical, dec("4.75"));
    assert_eq!(plan(&month), Some("Flat-rate plan “free”"));
}

#[test]
fn access_logs_are_free_into_a_bucket_and_not_into_a_log_group() {
    let nodes = json!({
        "cdn": { "kind": "cloudfront_distribution", "properties": {} },
        "group": { "kind": "cloudwatch_log_group", "properties": {}, "region": "us-east-1" }
    });
    let logs = json!({ "cdn-group": { "from": "cdn", "kind": "logs", "to": "group" } });
    let month = priced("us-east-1", nodes, logs, json!({ "cdn": { "log_gib_per_month": 10 } }));
    // 10 GiB × 0.50, once: the group itself does not charge it again
    assert_eq!(paid(&month, "cdn", "cloudwatch/logs/vended"), dec("5"));
    assert!(month.lines.iter().all(|line| line.key.slug != "cloudwatch/logs/ingested"));
}

fn firewall(region: &str, properties: Value, requests: u64) -> Estimate {
    let mut all = json!({ "logged_requests": "off" });
    common::patch(&mut all, properties);
    let nodes = json!({ "firewall": { "kind": "waf_web_acl", "properties": all } });
    priced(region, nodes, json!({}), json!({ "firewall": { "requests_per_month": requests } }))
}

#[test]
fn pitfall_16_a_web_acl_its_rules_and_its_requests() {
    for region in ["us-east-1", "sa-east-1"] {
        let month = firewall(region, json!({}), 10_000_000);
        // 5 + three groups and the rate rule × 1 + 10 million × 0.0000006, in all regions alike
        assert_eq!(paid(&month, "firewall", "waf/rule"), dec("4"));
        assert_eq!(month.of_node("firewall").typical, dec("15"));
    }
}

#[test]
fn pitfall_16_over_1500_capacity_units_each_request_costs_more() {
    let groups =
        json!({ "rule_groups": ["ip-reputation", "common", "known-bad-inputs", "sql", "linux", "windows"] });
    let month = firewall("us-east-1", groups, 10_000_000);
    // 25 + 700 + 4 × 200 + 2 = 1,527 units: 10 million × 0.0000008; 5 + 7 rules
    assert_eq!(paid(&month, "firewall", "waf/requests-over-1500-wcu"), dec("8"));
    assert_eq!(month.of_node("firewall").typical, dec("20"));
}

#[test]
fn pitfall_16_bot_control_is_a_subscription_and_requests() {
    let month = firewall("us-east-1", json!({ "rule_groups": ["bot-control"], "rate_limit": 0 }), 10_000_000);
    // 10 + 10 million × 0.000001; the account's ten million free ones are not taken off
    assert_eq!(paid(&month, "firewall", "waf/bot-control/subscription"), dec("10"));
    assert_eq!(paid(&month, "firewall", "waf/bot-control/requests"), dec("10"));
    // 5 + 1 rule + 10 million × 0.0000006
    assert_eq!(month.of_node("firewall").typical, dec("32"));
}

#[test]
fn capacity_that_the_book_does_not_price_is_open() {
    let all = json!({ "rule_groups": [
        "admin-protection", "anonymous-ip", "common", "ip-reputation", "known-bad-inputs", "linux", "php", "sql",
        "windows", "wordpress", "bot-control"
    ], "rate_limit": 2000 });
    // 1,927 units are within what is known
    assert_eq!(open(&firewall("us-east-1", all, 1), "firewall"), []);
}

#[test]
fn the_log_of_a_web_acl_is_delivered_and_kept() {
    let nodes = json!({ "firewall": { "kind": "waf_web_acl", "properties": {} } });
    let usage = json!({ "firewall": { "log_gib_per_month": 10, "requests_per_month": 0 } });
    let month = priced("us-east-1", nodes, json!({}), usage);
    // 10 GiB × 0.50, and 90 days at 15 %: 4.5 GiB × 0.03
    assert_eq!(paid(&month, "firewall", "cloudwatch/logs/vended"), dec("5"));
    assert_eq!(paid(&month, "firewall", "cloudwatch/logs/storage"), dec("0.135"));
}

fn zone(properties: Value, queries: u64) -> Estimate {
    let mut all = json!({ "domain": "example.com" });
    common::patch(&mut all, properties);
    let nodes = json!({ "dns": { "kind": "route53_zone", "properties": all } });
    priced("sa-east-1", nodes, json!({}), json!({ "dns": { "queries_per_month": queries } }))
}

#[test]
fn a_zone_and_its_queries_cost_the_same_everywhere() {
    // 0.50 + a million × 0.0000004
    assert_eq!(zone(json!({}), 1_000_000).of_node("dns").typical, dec("0.9"));
    // over a thousand million they cost half: 400 + 500 million × 0.0000002
    assert_eq!(paid(&zone(json!({}), 1_500_000_000), "dns", "route53/queries/standard"), dec("500"));
}

#[test]
fn a_zone_that_is_there_already_is_not_charged_again() {
    let month = zone(json!({ "existing_id": "Z0123456789ABCDEFGHIJ" }), 1_000_000);
    assert_eq!(month.of_node("dns").typical, dec("0.4"));
    assert!(month.free.iter().any(|free| free.node == "dns"));
}
