//! Log groups, alarms, dashboards, and raw CloudFormation resources beside them.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, document, environment, patch, prices, yaml_of};
use serde_json::{Value, json};

fn watched() -> (Value, Value) {
    let nodes = json!({
        "board": { "kind": "cloudwatch_dashboard", "properties": {} },
        "cpu": { "kind": "cloudwatch_alarm", "properties": {} },
        "db": { "kind": "rds_instance", "name": "Orders ${x}", "parent": "data", "properties": {} },
        "disk": { "kind": "cloudwatch_alarm", "properties": { "metric": "free-storage", "threshold": 20 } },
        "logs": { "kind": "cloudwatch_log_group", "properties": { "retention_days": 100 } },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "ports": { "kind": "cloudwatch_alarm", "properties": { "period_seconds": 60 } }
    });
    let connections = json!({
        "cpu-db": { "from": "cpu", "kind": "attached", "to": "db" },
        "disk-db": { "from": "disk", "kind": "attached", "to": "db" },
        "ports-nat": { "from": "ports", "kind": "attached", "to": "nat" }
    });
    (nodes, connections)
}

#[test]
fn alarms_and_dashboard_refer_to_what_they_watch() {
    let (nodes, connections) = watched();
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["board", "cpu", "disk", "logs", "ports"]));
}

#[test]
fn observability_has_its_price() {
    let (nodes, connections) = watched();
    let shown = prices(&architecture(nodes, connections));
    let ours: Vec<_> =
        shown.lines().filter(|line| !line.starts_with("db") && !line.starts_with("nat")).collect();
    insta::assert_snapshot!(ours.join("\n"));
}

#[test]
fn an_alarm_watches_one_element_and_a_metric_it_has() {
    let nodes = json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "lone": { "kind": "cloudwatch_alarm", "properties": {} },
        "slow": { "kind": "cloudwatch_alarm", "properties": { "period_seconds": 90 } },
        "wrong": { "kind": "cloudwatch_alarm", "properties": { "metric": "depth" } }
    });
    let connections = json!({
        "slow-db": { "from": "slow", "kind": "attached", "to": "db" },
        "wrong-db": { "from": "wrong", "kind": "attached", "to": "db" }
    });
    insta::assert_snapshot!(blockers(&architecture(nodes, connections)).join("\n"));
}

#[test]
fn the_flow_log_of_a_vpc_goes_to_the_group_it_is_connected_to() {
    let nodes = json!({ "flow": { "kind": "cloudwatch_log_group", "properties": {} } });
    let connections = json!({ "vpc-flow": { "from": "vpc", "kind": "logs", "to": "flow" } });
    let mut design = document(nodes, connections);
    patch(&mut design, json!({ "nodes": { "vpc": { "properties": { "flow_log": "all" } } } }));
    let found = environment(&design, "prod");
    let written = yaml_of(&found, &["flow", "vpc"]);
    assert!(written.contains("LogGroupName: !Ref Flow"), "{written}");
    assert!(prices(&found).contains("flow Log ingestion: free"), "{}", prices(&found));
}

#[test]
fn raw_resources_pass_through_and_reach_other_stacks() {
    let mut nodes = json!({
        "key": { "kind": "kms_key", "properties": {} },
        "table": { "kind": "cfn_resource", "properties": {
            "type": "AWS::DynamoDB::Table",
            "stack": "data",
            "attributes": { "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain", "Metadata": { "Owner": "orders" } },
            "properties": {
                "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                "BillingMode": "PAY_PER_REQUEST",
                "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
                "PointInTimeRecoverySpecification": { "PointInTimeRecoveryEnabled": true },
                "SSESpecification": { "KMSMasterKeyId": { "Fn::GetAtt": ["Key", "Arn"] }, "SSEEnabled": true, "SSEType": "KMS" },
                "Tags": [{ "Key": "Stack", "Value": { "Fn::Sub": "${AWS::StackName}-table" } }]
            }
        } },
        "topic": { "kind": "cfn_resource", "properties": {
            "type": "AWS::SNS::Topic",
            "stack": "data",
            "attributes": { "DependsOn": "Table" },
            "properties": { "DisplayName": { "Ref": "Table" } }
        } }
    });
    nodes["web"] = json!({ "kind": "ec2_instance", "parent": "app", "properties": {} });
    let connections = json!({
        "topic-table": { "from": "topic", "kind": "attached", "to": "table" },
        "web-table": { "from": "web", "kind": "uses", "to": "table" }
    });
    let found = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&found, &["table", "topic"]));
    assert!(prices(&found).contains("table AWS::DynamoDB::Table: unpriced"), "{}", prices(&found));
}

#[test]
fn an_alarm_on_unusual_values_compares_a_metric_with_its_band() {
    let nodes = json!({
        "jobs": { "kind": "sqs_queue", "properties": {} },
        "odd": { "kind": "cloudwatch_alarm", "properties": { "anomaly": true } }
    });
    let attached = json!({ "odd-jobs": { "from": "odd", "kind": "attached", "to": "jobs" } });
    let found = architecture(nodes, attached);
    assert!(blockers(&found).is_empty());
    insta::assert_snapshot!(yaml_of(&found, &["odd"]));
}
