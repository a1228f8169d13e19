//! ECR: images in the shared account, pulled by the workload accounts.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{blockers, document, environment, prices, yaml_of};
use serde_json::json;

fn design() -> serde_json::Value {
    let nodes = json!({
        "eks": { "kind": "eks_cluster", "parent": "app", "properties": {} },
        "images": { "in": ["shared"], "kind": "ecr_repository", "properties": { "replica_regions": ["us-west-2"] } },
        "workers": { "kind": "eks_workers", "parent": "eks", "properties": {} }
    });
    let connections = json!({ "pull": { "from": "workers", "kind": "uses", "to": "images" } });
    document(nodes, connections)
}

#[test]
fn a_shared_repository_admits_the_roles_of_the_environments_that_use_it() {
    let shared = environment(&design(), "shared");
    insta::assert_snapshot!(yaml_of(&shared, &["images"]));
    insta::assert_snapshot!(prices(&shared));
}

#[test]
fn a_repository_is_not_copied_onto_itself() {
    let mut design = design();
    common::patch(
        &mut design,
        json!({ "nodes": { "images": { "properties": { "replica_regions": ["us-east-1"] } } } }),
    );
    assert!(
        blockers(&environment(&design, "shared"))
            .iter()
            .any(|blocker| blocker.starts_with("replica-region images"))
    );
}
