//! Buckets, queues, topics and secrets: encrypted, TLS only, open to what is drawn and nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{architecture, blockers, prices, yaml_of};
use serde_json::json;

#[test]
fn an_upload_reaches_a_queue_through_a_topic_encrypted_by_one_key() {
    let nodes = json!({
        "key": { "kind": "kms_key", "properties": {} },
        "news": { "kind": "sns_topic", "properties": { "emails": ["ops@example.com"] } },
        "uploads": { "kind": "s3_bucket", "properties": { "tiering": "intelligent-tiering" } },
        "work": { "kind": "sqs_queue", "properties": {} }
    });
    let connections = json!({
        "news-work": { "from": "news", "kind": "event", "to": "work" },
        "uploads-key": { "from": "uploads", "kind": "attached", "to": "key" },
        "uploads-news": { "from": "uploads", "kind": "event", "to": "news" },
        "work-key": { "from": "work", "kind": "attached", "to": "key" }
    });
    let architecture = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&architecture, &["uploads", "news", "work"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn a_log_bucket_exists_before_the_network_and_admits_its_writers() {
    let nodes = json!({
        "archive": { "kind": "s3_bucket", "properties": { "purpose": "logs" } },
        "files": { "kind": "s3_bucket", "properties": {} }
    });
    let connections = json!({
        "files-logs": { "from": "files", "kind": "logs", "to": "archive" },
        "vpc-logs": { "from": "vpc", "kind": "logs", "to": "archive" }
    });
    let mut design = common::document(nodes, connections);
    common::patch(&mut design, json!({ "nodes": { "vpc": { "properties": { "flow_log": "all" } } } }));
    insta::assert_snapshot!(yaml_of(&common::environment(&design, "prod"), &["archive", "files", "vpc"]));
}

#[test]
fn a_bucket_is_copied_to_another_region_that_is_deployed_first() {
    let nodes = json!({
        "copy": { "kind": "s3_bucket", "properties": { "purpose": "replica" }, "region": "us-west-2" },
        "files": { "kind": "s3_bucket", "properties": {} },
        "key": { "kind": "kms_key", "properties": {} }
    });
    let connections = json!({
        "files-copy": { "from": "files", "kind": "replicates", "to": "copy" },
        "files-key": { "from": "files", "kind": "attached", "to": "key" }
    });
    insta::assert_snapshot!(yaml_of(&architecture(nodes, connections), &["files"]));
}

#[test]
fn a_fifo_queue_has_a_fifo_dead_letter_queue_and_listens_to_a_fifo_topic() {
    let nodes = json!({
        "orders": { "kind": "sqs_queue", "properties": { "fifo": true } },
        "sales": { "kind": "sns_topic", "properties": { "fifo": true } }
    });
    let connections = json!({ "sales-orders": { "from": "sales", "kind": "event", "to": "orders" } });
    let architecture = architecture(nodes, connections);
    insta::assert_snapshot!(yaml_of(&architecture, &["orders", "sales"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn a_queue_that_takes_failed_messages_has_no_dead_letter_queue_itself() {
    let nodes = json!({
        "failed": { "kind": "sqs_queue", "properties": {} },
        "work": { "kind": "sqs_queue", "properties": {} }
    });
    let connections = json!({ "work-failed": { "from": "work", "kind": "event", "to": "failed" } });
    let architecture = architecture(nodes, connections);
    let parts = |id: &str| -> Vec<String> {
        architecture.element(id).unwrap().parts.iter().map(|part| part.name.to_string()).collect()
    };
    assert_eq!(parts("failed"), ["policy"]);
    assert_eq!(parts("work"), ["policy"]);
    assert!(yaml_of(&architecture, &["work"]).contains("deadLetterTargetArn: !GetAtt Failed.Arn"));
}

#[test]
fn a_secret_is_generated_and_copied() {
    let properties = json!({ "replica_regions": ["us-west-2"], "username": "shop" });
    let nodes = json!({ "login": { "kind": "secret", "properties": properties } });
    let architecture = architecture(nodes, json!({}));
    insta::assert_snapshot!(yaml_of(&architecture, &["login"]));
    insta::assert_snapshot!(prices(&architecture));
}

#[test]
fn what_an_application_uses_becomes_statements_on_the_role_of_its_nodes() {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "files": { "kind": "s3_bucket", "properties": {} },
        "key": { "kind": "kms_key", "properties": {} },
        "login": { "kind": "secret", "properties": {} },
        "news": { "kind": "sns_topic", "properties": {} },
        "search": { "kind": "opensearch_domain", "parent": "data", "properties": {} },
        "work": { "kind": "sqs_queue", "properties": {} },
        "workers": { "kind": "eks_workers", "parent": "eks", "properties": {} }
    });
    let uses = |to: &str, access: &str| json!({ "from": "workers", "kind": "uses", "properties": { "access": access }, "to": to });
    let connections = json!({
        "files-key": { "from": "files", "kind": "attached", "to": "key" },
        "u1": uses("files", "read-write"),
        "u2": uses("login", "read"),
        "u3": uses("news", "write"),
        "u4": uses("search", "read"),
        "u5": uses("work", "read"),
        "u6": { "from": "workers", "kind": "traffic", "to": "search" }
    });
    let text = yaml_of(&architecture(nodes, connections), &["workers"]);
    let role =
        text.split("  WorkersRole:").nth(1).unwrap().split("  WorkersInstanceProfile:").next().unwrap();
    insta::assert_snapshot!(role);
}

#[test]
fn what_s3_sqs_and_sns_refuse_is_a_blocker() {
    let nodes = json!({
        "copy": { "kind": "s3_bucket", "properties": {}, "region": "us-west-2" },
        "files": { "kind": "s3_bucket", "properties": { "tiering": "standard-ia", "tiering_days": 5 } },
        "login": { "kind": "secret", "properties": { "replica_regions": ["us-east-1"] } },
        "news": { "kind": "sns_topic", "properties": { "emails": ["ops@example.com"], "fifo": true } },
        "orders": { "kind": "sqs_queue", "properties": { "fifo": true } },
        "work": { "kind": "sqs_queue", "properties": {} }
    });
    let connections = json!({
        "e1": { "from": "files", "kind": "event", "to": "orders" },
        "e2": { "from": "files", "kind": "event", "to": "work" },
        "e3": { "from": "orders", "kind": "event", "to": "work" },
        "r": { "from": "files", "kind": "replicates", "to": "copy" }
    });
    insta::assert_debug_snapshot!(blockers(&architecture(nodes, connections)));
}
