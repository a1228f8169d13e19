//! Months of pipelines, builds, keys, secrets, logs, alarms and dashboards, computed by hand from the rows of the book.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{cents, dec, open, paid, priced};
use pricing::{Book, Decimal, Estimate, Ledger};
use serde_json::{Map, Value, json};

/// A pipeline from a repository through a build into a cluster, sixty runs of actions of 3.2 minutes.
fn pipeline(region: &str) -> Estimate {
    let nodes = json!({
        "build": { "kind": "codebuild_project", "properties": {} },
        "code": { "kind": "codecommit_repository", "properties": {} },
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "pipe": { "kind": "codepipeline", "properties": {} }
    });
    let delivery = |from: &str, to: &str| json!({ "from": from, "kind": "delivery", "to": to });
    let connections = json!({
        "code-pipe": delivery("code", "pipe"),
        "pipe-build": delivery("pipe", "build"),
        "pipe-eks": delivery("pipe", "eks")
    });
    let usage = json!({
        "code": { "users": 8 },
        "pipe": { "artifact_gib": 2, "minutes_per_action": 3.2, "runs_per_month": 60 }
    });
    priced(region, nodes, connections, usage)
}

#[test]
fn pitfall_20_minutes_of_each_action_are_rounded_up() {
    let month = pipeline("us-east-1");
    // source, build and cluster: 60 runs × 3 actions × 4 minutes × 0.002
    assert_eq!(paid(&month, "pipe", "codepipeline/v2/minute"), dec("1.44"));
    assert!(month.lines.iter().all(|line| !line.key.slug.starts_with("codepipeline/v1")));
    // people take their time for free
    assert!(month.free.iter().any(|free| free.item == "Manual approvals"));
}

#[test]
fn the_action_that_deploys_to_a_cluster_pays_for_its_compute() {
    // 60 runs × 4 minutes × 0.005
    assert_eq!(paid(&pipeline("us-east-1"), "pipe", "codebuild/linux/general1.small"), dec("1.2"));
}

#[test]
fn a_pipeline_keeps_its_artifacts_under_a_key() {
    let month = pipeline("us-east-1");
    // 1 + 60 runs × 3 actions × 2 × 0.000003; 2 GiB × 0.023
    assert_eq!(paid(&month, "pipe", "kms/key") + paid(&month, "pipe", "kms/requests"), dec("1.00108"));
    assert_eq!(paid(&month, "pipe", "s3/standard/storage"), dec("0.046"));
}

#[test]
fn pitfall_03_the_first_five_users_are_charged_like_all_others() {
    // eight × 1; an account's five free ones may serve another repository
    assert_eq!(paid(&pipeline("us-east-1"), "code", "codecommit/user"), dec("8"));
}

#[test]
fn a_mirror_is_a_small_pipeline() {
    let nodes = json!({
        "hub": { "kind": "code_connection", "properties": {} },
        "mirror": { "kind": "codecommit_repository", "properties": {} }
    });
    let delivery = json!({ "hub-mirror": { "from": "hub", "kind": "delivery", "to": "mirror" } });
    let usage = json!({ "mirror": { "mirror_runs_per_month": 100, "users": 1 } });
    let month = priced("us-east-1", nodes, delivery, usage);
    // 100 runs × 2 actions of a minute × 0.002, and 100 minutes × 0.005
    assert_eq!(paid(&month, "mirror", "codepipeline/v2/minute"), dec("0.4"));
    assert_eq!(paid(&month, "mirror", "codebuild/linux/general1.small"), dec("0.5"));
}

fn build(region: &str, platform: &str, size: &str) -> Estimate {
    let properties = json!({ "platform": platform, "size": size });
    let nodes = json!({ "build": { "kind": "codebuild_project", "properties": properties } });
    let usage = json!({ "build": { "build_minutes_per_month": 400, "log_gib_per_month": 0 } });
    priced(region, nodes, json!({}), usage)
}

#[test]
fn builds_are_charged_by_size_and_processor() {
    // 400 minutes × 0.005, × 0.0034 on Arm, × 0.02 of the large one
    assert_eq!(build("us-east-1", "linux", "small").of_node("build").typical, dec("2"));
    assert_eq!(build("us-east-1", "arm", "small").of_node("build").typical, dec("1.36"));
    assert_eq!(build("us-east-1", "linux", "large").of_node("build").typical, dec("8"));
}

#[test]
fn pitfall_14_sizes_differ_between_regions_by_different_factors() {
    // small costs the same in São Paulo, extra large 0.125 instead of 0.0798
    assert_eq!(build("sa-east-1", "linux", "small").of_node("build").typical, dec("2"));
    assert_eq!(build("us-east-1", "linux", "xlarge").of_node("build").typical, dec("31.92"));
    assert_eq!(build("sa-east-1", "linux", "xlarge").of_node("build").typical, dec("50"));
}

#[test]
fn pitfall_22_builds_in_mexico_have_no_price_and_not_the_price_nothing() {
    let month = build("mx-central-1", "linux", "small");
    assert_eq!(open(&month, "build"), [("Build minutes, small", "codebuild/linux/general1.small")]);
    assert_eq!(month.of_node("build").typical, Decimal::ZERO);
}

#[test]
fn pitfall_20_deployments_to_instances_are_free() {
    let nodes = json!({
        "rollout": { "kind": "codedeploy_group", "properties": {} },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
    });
    let delivery = json!({ "rollout-web": { "from": "rollout", "kind": "delivery", "to": "web" } });
    let month = priced("us-east-1", nodes, delivery, json!({}));
    assert!(month.lines.iter().all(|line| line.node != "rollout"));
    assert!(month.free.iter().any(|free| free.node == "rollout"));
}

#[test]
fn pitfall_21_a_key_costs_its_month_whether_it_is_used_or_not() {
    let key = |requests: u64| {
        let nodes = json!({ "key": { "kind": "kms_key", "properties": {} } });
        let usage = json!({ "key": { "requests_per_month": requests } });
        priced("us-east-1", nodes, json!({}), usage).of_node("key").typical
    };
    // 1, and a million × 0.000003 more
    assert_eq!((key(0), key(1_000_000)), (dec("1"), dec("4")));
}

#[test]
fn pitfall_21_thirteen_secrets_are_thirteen_prices() {
    let secret = |at: usize| (format!("secret-{at}"), json!({ "kind": "secret", "properties": {} }));
    let nodes: Map<String, Value> = (1..=13).map(secret).collect();
    let month = priced("us-east-1", Value::Object(nodes), json!({}), json!({}));
    // 13 × 0.40
    let slug = "secretsmanager/secret";
    let all: Decimal = (1..=13).map(|at| paid(&month, &format!("secret-{at}"), slug)).sum();
    assert_eq!(all, dec("5.2"));
}

#[test]
fn copies_of_a_secret_are_secrets() {
    let properties = json!({ "replica_regions": ["sa-east-1", "us-west-2"] });
    let nodes = json!({ "secret": { "kind": "secret", "properties": properties } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "secret": { "requests_per_month": 100_000 } }));
    // 3 × 0.40 + 100,000 × 0.000005
    assert_eq!(month.of_node("secret").typical, dec("1.7"));
}

#[test]
fn pitfall_18_writing_logs_costs_far_more_than_keeping_them() {
    let nodes = json!({ "logs": { "kind": "cloudwatch_log_group", "properties": { "retention_days": 90 } } });
    let month = priced("sa-east-1", nodes, json!({}), json!({ "logs": { "gib_per_month": 100 } }));
    // 100 GiB × 0.90
    assert_eq!(paid(&month, "logs", "cloudwatch/logs/ingested"), dec("90"));
    // three months at 15 %: 45 GiB × 0.0408
    assert_eq!(cents(paid(&month, "logs", "cloudwatch/logs/storage")), dec("1.84"));
}

#[test]
fn the_infrequent_class_is_written_at_half_the_price() {
    let nodes = json!({ "logs": { "kind": "cloudwatch_log_group", "properties": { "log_class": "INFREQUENT_ACCESS" } } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "logs": { "gib_per_month": 100 } }));
    // 100 GiB × 0.25
    assert_eq!(paid(&month, "logs", "cloudwatch/logs/ingested-infrequent"), dec("25"));
}

#[test]
fn the_flow_log_of_a_network_is_delivered_and_kept() {
    let nodes = json!({ "vpc": { "properties": { "flow_log": "all", "flow_log_retention_days": 30 } } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "vpc": { "flow_log_gib_per_month": 20 } }));
    // 20 GiB × 0.50, and a month at 15 %: 3 GiB × 0.03
    assert_eq!(paid(&month, "vpc", "cloudwatch/logs/vended"), dec("10"));
    assert_eq!(paid(&month, "vpc", "cloudwatch/logs/storage"), dec("0.09"));
}

#[test]
fn beyond_ten_tebibytes_delivered_logs_are_open() {
    let nodes = json!({ "vpc": { "properties": { "flow_log": "all" } } });
    let month = priced("us-east-1", nodes, json!({}), json!({ "vpc": { "flow_log_gib_per_month": 12_000 } }));
    // 10,240 GiB × 0.50, and 1,760 GiB without a price
    assert_eq!(paid(&month, "vpc", "cloudwatch/logs/vended"), dec("5120"));
    assert_eq!(open(&month, "vpc"), [("Flow log delivery", "cloudwatch/logs/vended")]);
}

/// What a number of something costs by itself.
fn charged(slug: &str, quantity: u32) -> Decimal {
    let mut ledger = Ledger::new(Book::embedded(), "us-east-1", common::TODAY);
    ledger.charge("x", None, "Amazon CloudWatch", "x", slug, quantity);
    ledger.finish().monthly.typical
}

#[test]
fn pitfall_18_metrics_get_cheaper_by_tiers() {
    // 12,000: 10,000 × 0.30 + 2,000 × 0.10
    assert_eq!(charged("cloudwatch/metric", 12_000), dec("3200"));
}

#[test]
fn pitfall_18_an_alarm_is_charged_by_metric_and_resolution() {
    let alarm = |properties: Value| {
        let nodes = json!({
            "alarm": { "kind": "cloudwatch_alarm", "properties": properties },
            "jobs": { "kind": "sqs_queue", "properties": {} }
        });
        let attached = json!({ "alarm-jobs": { "from": "alarm", "kind": "attached", "to": "jobs" } });
        priced("us-east-1", nodes, attached, json!({})).of_node("alarm").typical
    };
    assert_eq!((alarm(json!({})), alarm(json!({ "period_seconds": 10 }))), (dec("0.1"), dec("0.3")));
    // anomaly detection watches the metric and both edges of its band: 3 × 0.10, and 3 × 0.30
    assert_eq!(alarm(json!({ "anomaly": true })), dec("0.3"));
    assert_eq!(alarm(json!({ "anomaly": true, "period_seconds": 10 })), dec("0.9"));
    // a composite one is 0.50 by itself
    assert_eq!(charged("cloudwatch/alarm/composite", 1), dec("0.5"));
}

#[test]
fn pitfall_03_a_dashboard_costs_three_dollars_though_an_account_has_three_free() {
    let nodes = json!({ "board": { "kind": "cloudwatch_dashboard", "properties": {} } });
    assert_eq!(priced("sa-east-1", nodes, json!({}), json!({})).of_node("board").typical, dec("3"));
}

#[test]
fn what_raw_resources_cost_is_not_known() {
    let nodes =
        json!({ "table": { "kind": "cfn_resource", "properties": { "type": "AWS::DynamoDB::Table" } } });
    let month = priced("us-east-1", nodes, json!({}), json!({}));
    assert_eq!(open(&month, "table"), [("AWS::DynamoDB::Table", "")]);
}
