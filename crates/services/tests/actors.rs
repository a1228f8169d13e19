//! What stands outside the account: users, a network of one's own, GitHub.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use architecture::{PartData, SECURITY_GROUP};
use common::{architecture, blockers};
use serde_json::json;

#[test]
fn on_premises_opens_a_database_to_its_blocks_only() {
    let nodes = json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "office": { "kind": "on_premises", "properties": { "cidrs": ["192.168.0.0/24", "192.168.8.0/24"] } }
    });
    let connections = json!({ "office-db": { "from": "office", "kind": "traffic", "to": "db" } });
    let found = architecture(nodes, connections);
    let part = found.element("db").unwrap().part(SECURITY_GROUP).unwrap();
    let PartData::SecurityGroup { ingress, egress } = &part.data else { panic!("no security group") };
    let shown: Vec<_> = ingress.iter().map(|rule| format!("{:?} {}", rule.peer, rule.from_port)).collect();
    insta::assert_snapshot!(shown.join("\n"));
    assert!(egress.is_empty());
    assert_eq!(blockers(&found), [] as [&str; 0]);
}

#[test]
fn a_network_that_overlaps_the_vpc_cannot_reach_it() {
    let nodes = json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": {} },
        "office": { "kind": "on_premises", "properties": { "cidrs": ["10.0.8.0/24"] } }
    });
    let connections = json!({ "office-db": { "from": "office", "kind": "traffic", "to": "db" } });
    let found = blockers(&architecture(nodes, connections));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("overlapping-network office: 10.0.8.0/24"), "{found:?}");
}

#[test]
fn users_are_the_whole_internet() {
    let found = architecture(json!({ "people": { "kind": "users", "properties": {} } }), json!({}));
    let addresses = architecture::Derivation::addresses(
        &groundplan_services::Services,
        &found,
        found.index_of("people").unwrap(),
    );
    assert_eq!(addresses, [architecture::Source::Cidr(architecture::Cidr::parse("0.0.0.0/0").unwrap())]);
}
