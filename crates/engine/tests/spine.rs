//! One small design through every layer.
#![allow(clippy::unwrap_used, clippy::panic)]

use engine_under_test::{Document, Project};
use groundplan_engine as engine_under_test;

const DESIGN: &str = r#"{
  "connections": {},
  "environments": {
    "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production",
             "overrides": { "db": { "multi_az": false } } },
    "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" }
  },
  "groundplan": 1,
  "id": "spine",
  "name": "Spine",
  "nodes": {
    "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
    "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": true } },
    "key": { "kind": "kms_key", "properties": {} },
    "vpc": { "kind": "vpc", "properties": {} }
  }
}"#;

fn project() -> Project {
    Project::new(serde_json::from_str::<Document>(DESIGN).unwrap())
}

#[test]
fn an_overlay_changes_one_environment_only() {
    let project = project();
    let multi_az = |environment| {
        let architecture = project.resolve(environment).unwrap();
        architecture.element("db").unwrap().flag(&services::kinds::rds_instance::MULTI_AZ)
    };
    assert!(multi_az("prod"));
    assert!(!multi_az("dev"));
}

#[test]
fn the_database_lands_in_the_data_stack_and_takes_its_network_as_parameters() {
    let project = project();
    let synthesis = project.synthesize(&project.resolve("prod").unwrap()).unwrap();
    let names: Vec<_> = synthesis.stacks.iter().map(|stack| stack.name.as_str()).collect();
    assert_eq!(names, ["spine-prod-network", "spine-prod-data"]);
    let wires: Vec<_> = synthesis.stacks[1].wires.iter().map(|wire| wire.parameter.as_str()).collect();
    assert_eq!(wires, ["DataSubnet1Ref", "DataSubnet2Ref", "DbSecurityGroupGroupId"]);
}
