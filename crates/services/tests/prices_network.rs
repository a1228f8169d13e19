//! Months of load balancers, NAT gateways, endpoints, addresses and of data on its way, computed by hand from the rows
//! of the book that each example names. Numbered pitfalls are those that cost estimators are known for.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{dec, open, paid, priced};
use pricing::{Decimal, Estimate};
use serde_json::{Map, Value, json};

/// An internal load balancer with volumes stated, in us-east-1.
fn balancer(usage: Value) -> Estimate {
    let nodes = json!({ "alb": { "kind": "alb", "parent": "app", "properties": {} } });
    priced("us-east-1", nodes, json!({}), json!({ "alb": usage }))
}

#[test]
fn an_hour_of_a_load_balancer_differs_by_region() {
    let nodes = || json!({ "alb": { "kind": "alb", "parent": "app", "properties": {} } });
    // 730 h × 0.0225, and 730 h × 0.034
    assert_eq!(paid(&priced("us-east-1", nodes(), json!({}), json!({})), "alb", "alb/hour"), dec("16.425"));
    assert_eq!(paid(&priced("sa-east-1", nodes(), json!({}), json!({})), "alb", "alb/hour"), dec("24.82"));
}

/// Pitfall 4: a capacity unit is the highest of four dimensions, not their sum and not GiB alone.
#[test]
fn pitfall_04_bytes_decide_where_they_are_highest() {
    // 1,000 GiB: 1,000 units; 2 million connections: 2,000,000 / 90,000 = 22.22; 50 open: 50 / 3,000 × 730 = 12.17
    let month = balancer(
        json!({ "gib_per_month": 1000, "new_connections_per_month": 2_000_000, "open_connections": 50 }),
    );
    // 1,000 × 0.008
    assert_eq!(paid(&month, "alb", "alb/lcu"), dec("8"));
}

#[test]
fn pitfall_04_new_connections_decide_where_they_are_highest() {
    // 180 million / (25 × 3,600) = 2,000 units, against 50 GiB; × 0.008
    let month = balancer(
        json!({ "gib_per_month": 50, "new_connections_per_month": 180_000_000, "open_connections": 0 }),
    );
    assert_eq!(paid(&month, "alb", "alb/lcu"), dec("16"));
}

#[test]
fn pitfall_04_open_connections_decide_where_they_stay() {
    // 30,000 / 3,000 × 730 h = 7,300 units; × 0.008
    let month = balancer(
        json!({ "gib_per_month": 50, "new_connections_per_month": 100_000, "open_connections": 30_000 }),
    );
    assert_eq!(paid(&month, "alb", "alb/lcu"), dec("58.4"));
}

#[test]
fn pitfall_04_rules_over_ten_are_evaluated_at_a_price() {
    // twelve rules: two over the ten that are free; 900 million requests × 2 / 3,600,000 = 500 units; × 0.008
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "app", "properties": {} },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
    });
    let mut connections = Map::new();
    for rule in 1..=12 {
        let properties = json!({ "path": format!("/{rule}/*"), "priority": rule });
        let target = json!({ "from": "alb", "kind": "target", "to": "web", "properties": properties });
        connections.insert(format!("alb-web-{rule}"), target);
    }
    let usage = json!({ "alb": {
        "gib_per_month": 10, "new_connections_per_month": 0, "open_connections": 0, "requests_per_month": 900_000_000
    } });
    let month = priced("us-east-1", nodes, Value::Object(connections), usage);
    assert_eq!(paid(&month, "alb", "alb/lcu"), dec("4"));
}

#[test]
fn pitfall_04_without_traffic_the_hours_are_charged_all_the_same() {
    let month =
        balancer(json!({ "gib_per_month": 0, "new_connections_per_month": 0, "open_connections": 0 }));
    assert_eq!(
        (month.of_node("alb").typical, paid(&month, "alb", "alb/lcu")),
        (dec("16.425"), Decimal::ZERO)
    );
}

#[test]
fn pitfall_09_each_public_address_is_charged() {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} }
    });
    let month = priced("us-east-1", nodes, json!({}), json!({}));
    // one in each of two zones, and one of the gateway: 3 × 730 h × 0.005
    assert_eq!(paid(&month, "alb", "ipv4/hour") + paid(&month, "nat", "ipv4/hour"), dec("10.95"));
}

#[test]
fn pitfall_11_a_shared_nat_gateway_is_charged_five_ways() {
    let nodes = json!({ "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} } });
    let usage = json!({ "nat": { "gib_per_month": 100, "internet_gib_per_month": 40 } });
    let month = priced("us-east-1", nodes, json!({}), usage);
    assert_eq!(paid(&month, "nat", "nat/hour"), dec("32.85")); // 730 h × 0.045
    assert_eq!(paid(&month, "nat", "nat/gib"), dec("4.5")); // 100 GiB × 0.045
    assert_eq!(paid(&month, "nat", "transfer/internet/out"), dec("3.6")); // the same 40 GiB × 0.09
    // half of the private zones is another one: 50 GiB × 2 sides × 0.01
    assert_eq!(paid(&month, "nat", "transfer/between-zones"), dec("1"));
    assert_eq!(paid(&month, "nat", "ipv4/hour"), dec("3.65")); // 730 h × 0.005
    assert_eq!(month.of_node("nat").typical, dec("45.6"));
}

#[test]
fn pitfall_11_a_nat_gateway_in_each_zone_leaves_nothing_to_cross() {
    let nodes = json!({
        "nat-1": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "nat-2": { "kind": "nat_gateway", "parent": "public", "properties": { "zone": 2 } }
    });
    let month = priced("sa-east-1", nodes, json!({}), json!({ "nat-1": { "gib_per_month": 100 } }));
    assert!(month.lines.iter().all(|line| line.key.slug != "transfer/between-zones"));
    // each is charged: 2 × 730 h × 0.093; 100 GiB × 0.093
    assert_eq!(paid(&month, "nat-1", "nat/hour") + paid(&month, "nat-2", "nat/hour"), dec("135.78"));
    assert_eq!(paid(&month, "nat-1", "nat/gib"), dec("9.3"));
}

#[test]
fn an_interface_endpoint_is_charged_in_each_zone() {
    let nodes =
        json!({ "sqs": { "kind": "vpc_endpoint", "parent": "app", "properties": { "service": "sqs" } } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "sqs": { "gib_per_month": 10 } }));
    // 2 zones × 730 h × 0.01 + 10 GiB × 0.01
    assert_eq!(month.of_node("sqs").typical, dec("14.7"));
}

#[test]
fn a_gateway_endpoint_is_free_and_says_so() {
    let nodes =
        json!({ "s3": { "kind": "vpc_endpoint", "parent": "vpc", "properties": { "service": "s3" } } });
    let month = priced("us-east-1", nodes, json!({}), json!({}));
    assert!(month.lines.iter().all(|line| line.node != "s3"));
    assert!(month.free.iter().any(|free| free.node == "s3"));
}

/// A worker that uses a queue, 200 GiB a month, beside a NAT gateway.
fn worker_and_queue(more: Value) -> Estimate {
    let mut nodes = json!({
        "jobs": { "kind": "sqs_queue", "properties": {} },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "worker": { "kind": "ec2_instance", "parent": "app", "properties": {} }
    });
    common::patch(&mut nodes, more);
    let uses = json!({ "worker-jobs": { "from": "worker", "kind": "uses", "to": "jobs" } });
    priced("us-east-1", nodes, uses, json!({ "worker-jobs": { "gib_per_month": 200 } }))
}

#[test]
fn what_is_called_passes_the_nat_gateway_where_no_endpoint_leads_there() {
    // 200 GiB × 0.045
    assert_eq!(paid(&worker_and_queue(json!({})), "nat", "nat/gib"), dec("9"));
}

#[test]
fn what_is_called_passes_its_endpoint_where_there_is_one() {
    let endpoint =
        json!({ "sqs": { "kind": "vpc_endpoint", "parent": "app", "properties": { "service": "sqs" } } });
    let month = worker_and_queue(endpoint);
    // 200 GiB × 0.01; the gateway has what is assumed of it: 100 GiB × 0.045
    assert_eq!(paid(&month, "sqs", "vpc-endpoint/interface/gib"), dec("2"));
    assert_eq!(paid(&month, "nat", "nat/gib"), dec("4.5"));
}

/// Two instances, the second in this zone, that exchange 1,000 GiB.
fn two_instances(region: &str, zone: u8) -> Estimate {
    let nodes = json!({
        "a": { "kind": "ec2_instance", "parent": "app", "properties": { "zone": 1 } },
        "b": { "kind": "ec2_instance", "parent": "app", "properties": { "zone": zone } }
    });
    let traffic =
        json!({ "a-b": { "from": "a", "kind": "traffic", "to": "b", "properties": { "port": 9000 } } });
    priced(region, nodes, traffic, json!({ "a-b": { "gib_per_month": 1000 } }))
}

#[test]
fn pitfall_10_between_zones_both_sides_pay() {
    // 1,000 GiB moved are 2,000 charged: × 0.01
    assert_eq!(paid(&two_instances("us-east-1", 2), "a", "transfer/between-zones"), dec("20"));
    assert!(two_instances("us-east-1", 1).lines.iter().all(|line| line.key.slug != "transfer/between-zones"));
}

#[test]
fn pitfall_10_spread_ends_cross_for_a_part() {
    let nodes = json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
    });
    let traffic = json!({ "web-db": { "from": "web", "kind": "traffic", "to": "db" } });
    let month = priced("us-east-1", nodes, traffic, json!({ "web-db": { "gib_per_month": 100 } }));
    // two zones on both ends: half of 100 GiB crosses, × 2 sides × 0.01
    assert_eq!(paid(&month, "web", "transfer/between-zones"), dec("1"));
}

#[test]
fn pitfall_10_a_load_balancer_reaches_all_zones_for_free() {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
    });
    let target = json!({ "alb-web": { "from": "alb", "kind": "target", "to": "web" } });
    let month = priced("us-east-1", nodes, target, json!({ "alb-web": { "gib_per_month": 500 } }));
    assert!(month.lines.iter().all(|line| line.key.slug != "transfer/between-zones"));
}

#[test]
fn pitfall_22_a_missing_price_is_unknown_and_not_nothing() {
    let month = two_instances("mx-central-1", 2);
    assert_eq!(open(&month, "a"), [("Between zones (a-b)", "transfer/between-zones")]);
    let hint = month.unpriced.iter().find(|open| open.node == "a").unwrap().hint.as_ref().unwrap();
    assert_eq!((hint.location.as_str(), hint.usd), ("us-east-1", dec("0.01")));
}

#[test]
fn pitfall_02_transfer_fills_tiers_of_1024_gib_each() {
    let nodes = json!({ "a": { "kind": "ec2_instance", "parent": "public", "properties": {} } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "a": { "internet_gib_per_month": 12_288 } }));
    // 12 TiB: 10,240 × 0.09 + 2,048 × 0.085 = 921.60 + 174.08
    assert_eq!(paid(&month, "a", "transfer/internet/out"), dec("1095.68"));
}

#[test]
fn what_users_take_is_sent_to_the_internet() {
    let nodes = json!({
        "a": { "kind": "ec2_instance", "parent": "public", "properties": {} },
        "customers": { "kind": "users", "properties": {} }
    });
    let traffic = json!({
        "customers-a": { "from": "customers", "kind": "traffic", "to": "a", "properties": { "port": 443 } }
    });
    let month = priced("sa-east-1", nodes, traffic, json!({ "customers-a": { "gib_per_month": 100 } }));
    // 100 GiB × 0.15
    assert_eq!(paid(&month, "a", "transfer/internet/out"), dec("15"));
}

#[test]
fn what_leaves_for_the_own_network_leaves_aws() {
    let nodes = json!({
        "a": { "kind": "ec2_instance", "parent": "app", "properties": {} },
        "office": { "kind": "on_premises", "properties": { "cidrs": ["192.168.0.0/24"] } }
    });
    let traffic = json!({
        "office-a": { "from": "office", "kind": "traffic", "to": "a", "properties": { "port": 443 } }
    });
    let month = priced("us-east-1", nodes, traffic, json!({ "office-a": { "gib_per_month": 100 } }));
    // 100 GiB × 0.09
    assert_eq!(paid(&month, "a", "transfer/internet/out"), dec("9"));
}

/// A bucket of 500 GiB a month that is copied to another region.
fn copied(from: &str, to: &str) -> Estimate {
    let nodes = json!({
        "copy": { "kind": "s3_bucket", "region": to, "properties": { "purpose": "replica" } },
        "files": { "kind": "s3_bucket", "properties": {} }
    });
    let replicates = json!({ "files-copy": { "from": "files", "kind": "replicates", "to": "copy" } });
    let usage =
        json!({ "files": { "put_requests_per_month": 1_000_000 }, "files-copy": { "gib_per_month": 500 } });
    priced(from, nodes, replicates, usage)
}

#[test]
fn pitfall_14_no_factor_leads_from_one_region_to_another() {
    let north = copied("us-east-1", "sa-east-1");
    let south = copied("sa-east-1", "us-east-1");
    // 500 GiB × 0.02, and 500 GiB × 0.138: 6.9 times as much
    assert_eq!(paid(&north, "files", "transfer/region/sa-east-1"), dec("10"));
    assert_eq!(paid(&south, "files", "transfer/region/us-east-1"), dec("69"));
    // a million objects put here, at 0.000005, and once more there, at 0.000007: 1.4 times as much
    assert_eq!(paid(&north, "files", "s3/standard/put"), dec("5") + dec("7"));
}
