//! Designs of what the emulator can make.

use serde_json::{Value, json};

use crate::stage::ACCOUNT;

/// A design with these nodes and connections, in development.
pub fn design(id: &str, nodes: Value, connections: Value) -> Value {
    json!({
        "groundplan": 1,
        "id": id,
        "name": id,
        "environments": {
            "dev": { "account": ACCOUNT, "region": "us-east-1", "tier": "non-production" }
        },
        "nodes": nodes,
        "connections": connections
    })
}

pub fn node(kind: &str, properties: Value) -> Value {
    json!({ "kind": kind, "properties": properties })
}

/// A network, a queue and a bucket: two stacks that do not refer to each other.
pub fn small(id: &str) -> Value {
    design(
        id,
        json!({
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
            "files": node("s3_bucket", json!({})),
            "jobs": node("sqs_queue", json!({ "visibility_timeout_seconds": 30 })),
            "vpc": node("vpc", json!({ "flow_log": "off" })),
        }),
        json!({}),
    )
}

/// One of each kind that the emulator can make, in three stacks that refer to each other.
pub fn kinds(id: &str) -> Value {
    let inside = |parent: &str, kind: &str, properties: Value| json!({ "kind": kind, "parent": parent, "properties": properties });
    design(
        id,
        json!({
            "alb": inside("public", "alb", json!({})),
            "data": inside("vpc", "subnet", json!({ "access": "isolated", "slot": 1 })),
            "db": inside("data", "rds_instance", json!({ "engine": "postgres" })),
            "files": node("s3_bucket", json!({})),
            "igw": inside("vpc", "internet_gateway", json!({})),
            "images": node("ecr_repository", json!({})),
            "jobs": node("sqs_queue", json!({})),
            "key": node("kms_key", json!({})),
            "log": node("cloudwatch_log_group", json!({})),
            "news": node("sns_topic", json!({})),
            "people": node("users", json!({})),
            "public": inside("vpc", "subnet", json!({ "access": "public", "slot": 0 })),
            "secret": node("secret", json!({})),
            "table": node("cfn_resource", json!({
                "type": "AWS::DynamoDB::Table",
                "properties": {
                    "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                    "BillingMode": "PAY_PER_REQUEST",
                    "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }]
                }
            })),
            "vpc": node("vpc", json!({ "flow_log": "off" })),
            "worker": node("iam_role", json!({})),
            "zone": node("route53_zone", json!({ "domain": "example.com" })),
        }),
        json!({
            "db-key": { "from": "db", "kind": "attached", "to": "key" },
            "news-jobs": { "from": "news", "kind": "event", "to": "jobs" },
            "people-alb": { "from": "people", "kind": "traffic", "properties": { "port": 80 }, "to": "alb" },
            "worker-files": { "from": "worker", "kind": "uses", "properties": { "access": "read-write" }, "to": "files" },
            "worker-jobs": { "from": "worker", "kind": "uses", "properties": { "access": "read" }, "to": "jobs" },
        }),
    )
}

/// A stack that waits until it is signalled: something is under way as long as the test wants.
pub fn waiting(id: &str) -> Value {
    let mut design = small(id);
    design["nodes"]["gate"] = node(
        "cfn_resource",
        json!({
            "stack": "data",
            "type": "AWS::CloudFormation::WaitCondition",
            "properties": {},
            "attributes": { "CreationPolicy": { "ResourceSignal": { "Count": 1, "Timeout": "PT1H" } } }
        }),
    );
    design
}

/// A resource that CloudFormation refuses while it makes the stack.
pub fn broken() -> Value {
    node(
        "cfn_resource",
        json!({
            "stack": "data",
            "type": "AWS::SSM::Parameter",
            "properties": { "Type": "SecureString", "Value": "x" }
        }),
    )
}
