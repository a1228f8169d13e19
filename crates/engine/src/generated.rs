//! Designs of any size for benchmarks and tests: many copies of one small, realistic network.

use serde_json::{Map, Value, json};

/// A design of about `nodes` nodes: as many VPCs of twenty nodes as fit, in development, testing, production and a
/// shared environment. Deterministic.
pub fn design(nodes: usize) -> Value {
    let mut all = Map::new();
    let mut connections = Map::new();
    for at in 0..nodes.div_ceil(20) {
        network(at, &mut all, &mut connections);
    }
    json!({
        "groundplan": 1,
        "id": "generated",
        "name": "Generated",
        "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production",
                     "overrides": { "net-0-db": { "multi_az": false } } },
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "444444444444", "region": "us-east-1", "tier": "shared" },
            "test": { "account": "222222222222", "region": "us-east-1", "tier": "non-production" }
        },
        "nodes": all,
        "connections": connections
    })
}

/// The same, but all databases share one key, so that links join every network with every other.
pub fn linked(nodes: usize) -> Value {
    let mut design = design(nodes);
    let arrows = design["connections"].as_object_mut().into_iter().flatten();
    for (_, arrow) in arrows.filter(|(_, arrow)| arrow["kind"] == "attached") {
        arrow["to"] = "net-0-key".into();
    }
    design
}

fn network(at: usize, nodes: &mut Map<String, Value>, connections: &mut Map<String, Value>) {
    let id = |name: &str| format!("net-{at}-{name}");
    let mut node = |name: &str, kind: &str, parent: Option<&str>, properties: Value| {
        let mut drawn = json!({ "kind": kind, "properties": properties });
        if let (Some(parent), Some(object)) = (parent, drawn.as_object_mut()) {
            object.insert("parent".to_owned(), id(parent).into());
        }
        nodes.insert(id(name), drawn);
    };
    let second = at % 200;
    node("vpc", "vpc", None, json!({ "cidr": format!("10.{second}.0.0/16"), "zones": 2 }));
    node("igw", "internet_gateway", Some("vpc"), json!({}));
    node("public", "subnet", Some("vpc"), json!({ "access": "public", "slot": 0 }));
    node("app", "subnet", Some("vpc"), json!({ "slot": 1 }));
    node("data", "subnet", Some("vpc"), json!({ "access": "isolated", "slot": 2 }));
    node("nat-1", "nat_gateway", Some("public"), json!({}));
    node("nat-2", "nat_gateway", Some("public"), json!({ "zone": 2 }));
    node("alb", "alb", Some("public"), json!({}));
    node("web", "auto_scaling_group", Some("app"), json!({}));
    for worker in 1..=4 {
        node(&format!("worker-{worker}"), "ec2_instance", Some("app"), json!({ "zone": 1 + worker % 2 }));
    }
    node("db", "rds_instance", Some("data"), json!({ "multi_az": true, "backup_retention_days": 14 }));
    node("reports", "rds_instance", Some("data"), json!({ "engine": "mysql" }));
    node("assets", "s3_bucket", None, json!({}));
    node("jobs", "sqs_queue", None, json!({}));
    node("topic", "sns_topic", None, json!({}));
    node("key", "kms_key", None, json!({}));
    node("log", "cloudwatch_log_group", None, json!({}));
    let mut connect = |name: &str, from: &str, kind: &str, to: &str, properties: Value| {
        let drawn = json!({ "from": id(from), "kind": kind, "to": id(to), "properties": properties });
        connections.insert(id(name), drawn);
    };
    connect("alb-web", "alb", "target", "web", json!({ "port": 8080 }));
    connect("web-db", "web", "traffic", "db", json!({}));
    connect("db-key", "db", "attached", "key", json!({}));
    connect("web-assets", "web", "uses", "assets", json!({ "access": "read-write" }));
    connect("web-jobs", "web", "uses", "jobs", json!({ "access": "write" }));
    for worker in 1..=4 {
        connect(&format!("worker-{worker}-db"), &format!("worker-{worker}"), "traffic", "db", json!({}));
        connect(
            &format!("worker-{worker}-jobs"),
            &format!("worker-{worker}"),
            "uses",
            "jobs",
            json!({ "access": "read" }),
        );
    }
}
