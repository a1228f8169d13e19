//! From a commit to environments in several accounts: connection, repository, build, pipeline, deployment group.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use architecture::Architecture;
use common::{architecture, beside, blockers, environment, patch, prices, yaml_of};
use groundplan_services::{Services, Site, pipeline};
use serde_json::{Value, json};

/// A pipeline in `shared` that builds and delivers to a cluster in dev, test and prod.
fn two_accounts() -> Value {
    json!({
        "connections": {
            "code": { "from": "github", "kind": "delivery", "to": "door" },
            "source": { "from": "door", "kind": "delivery", "to": "release" },
            "to-build": { "from": "release", "kind": "delivery", "to": "build" },
            "to-cluster": { "from": "release", "kind": "delivery", "to": "cluster" }
        },
        "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" },
            "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" },
            "shared": { "account": "444444444444", "region": "us-east-1", "tier": "shared" },
            "test": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" }
        },
        "groundplan": 1,
        "id": "shop",
        "name": "Shop",
        "nodes": {
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "build": { "in": ["shared"], "kind": "codebuild_project", "properties": {} },
            "cluster": { "kind": "eks_cluster", "parent": "app", "properties": {} },
            "door": { "in": ["shared"], "kind": "code_connection", "properties": {} },
            "github": { "in": ["shared"], "kind": "github", "properties": {} },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "release": { "in": ["shared"], "kind": "codepipeline", "properties": { "repository": "shop/site" } },
            "vpc": { "kind": "vpc", "properties": { "flow_log": "off" } }
        }
    })
}

#[test]
fn a_shared_pipeline_delivers_to_each_account_in_turn() {
    let document = two_accounts();
    let shared = environment(&document, "shared");
    assert_eq!(blockers(&shared), [] as [&str; 0]);
    insta::assert_snapshot!("shared_pipeline", beside(&document, "shared", &[]));
    insta::assert_snapshot!("shared_pipeline_prices", prices(&shared));
}

/// Everything in one environment: a mirror of GitHub in CodeCommit, and a build beside the database.
fn one_account() -> Architecture {
    let nodes = json!({
        "build": { "kind": "codebuild_project", "properties": { "subnet": "app", "buildspec": "repository", "platform": "arm" } },
        "cluster": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "door": { "kind": "code_connection", "properties": {} },
        "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
        "release": { "kind": "codepipeline", "properties": { "eks_tool": "helm", "namespace": "shop" } },
        "source": { "kind": "codecommit_repository", "properties": {} }
    });
    let connections = json!({
        "copy": { "from": "door", "kind": "delivery", "to": "source" },
        "fetch": { "from": "source", "kind": "delivery", "to": "release" },
        "migrate": { "from": "build", "kind": "traffic", "to": "db" },
        "to-build": { "from": "release", "kind": "delivery", "to": "build" },
        "to-cluster": { "from": "release", "kind": "delivery", "to": "cluster" }
    });
    architecture(nodes, connections)
}

#[test]
fn one_account_has_the_whole_line() {
    let found = one_account();
    assert_eq!(blockers(&found), [] as [&str; 0]);
    insta::assert_snapshot!("codecommit_mirror", yaml_of(&found, &["source"]));
    insta::assert_snapshot!("build_in_a_tier", yaml_of(&found, &["build"]));
    assert!(
        yaml_of(&found, &["db"]).contains("5432 from 10.0.16.0/22: migrate"),
        "the database admits the tier"
    );
    insta::assert_snapshot!("pipeline_of_codecommit", yaml_of(&found, &["release"]));
    insta::assert_snapshot!("one_account_prices", prices(&found));
}

#[test]
fn production_comes_last_and_the_order_is_kept_within_a_tier() {
    let mut document = two_accounts();
    let stages = |document: &Value| -> Vec<String> {
        let shared = environment(document, "shared");
        let ix = shared.index_of("release").unwrap();
        let stops = pipeline::stops(&Site::new(&shared, ix));
        stops.iter().map(|stop| stop.environment.to_owned()).collect()
    };
    assert_eq!(stages(&document), ["dev", "test", "prod"]);
    patch(&mut document, json!({ "nodes": { "release": { "properties": { "order": ["prod", "test"] } } } }));
    assert_eq!(stages(&document), ["test", "dev", "prod"]);
    document["environments"]["test"]["overrides"] = json!({ "cluster": null });
    assert_eq!(stages(&document), ["dev", "prod"]);
}

#[test]
fn a_cluster_trusts_only_the_pipeline_that_delivers_to_it() {
    let text = beside(&two_accounts(), "dev", &["cluster"]);
    assert!(text.contains("RoleName: shop-dev-cluster-deploy"), "{text}");
    assert!(text.contains("arn:${AWS::Partition}:iam::444444444444:role/shop-shared-release-role"), "{text}");
    assert!(text.contains("443 from cluster: deliveries by pipelines"), "{text}");
}

#[test]
fn what_lacks_its_end_cannot_be_built() {
    let nodes = json!({
        "alone": { "kind": "codepipeline", "properties": { "repository": "nonsense" } },
        "build": { "kind": "codebuild_project", "properties": { "subnet": "data" } },
        "copy": { "kind": "codecommit_repository", "properties": { "mirror_of": "shop/site" } }
    });
    insta::assert_snapshot!("delivery_blockers", blockers(&architecture(nodes, json!({}))).join("\n"));
}

#[test]
fn codedeploy_does_not_serve_clusters() {
    let mut document = two_accounts();
    patch(
        &mut document,
        json!({
            "connections": { "wrong": { "from": "rollout", "kind": "delivery", "to": "cluster" } },
            "nodes": { "rollout": { "kind": "codedeploy_group", "properties": {} } }
        }),
    );
    let problems = design::load(&serde_json::to_vec(&document).unwrap(), &Services).unwrap_err();
    let shown = format!("{problems:?}");
    assert!(shown.contains("IllegalConnection"), "{shown}");
}
