//! Zones one to four: growing a network never renumbers it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

/// The address block of every (tier, zone) of the example's VPC with this many zones, and whether any blocker speaks
/// of addresses.
fn blocks(zones: u8, tiers: &[(String, Value)]) -> (BTreeMap<(String, u8), String>, bool) {
    let mut nodes = serde_json::Map::new();
    for (id, properties) in tiers {
        nodes.insert(id.clone(), json!({ "kind": "subnet", "parent": "vpc", "properties": properties }));
    }
    let mut document = common::document(Value::Object(nodes), json!({}));
    common::patch(&mut document, json!({ "nodes": { "vpc": { "properties": { "zones": zones } } } }));
    let architecture = common::environment(&document, "prod");
    let found = architecture
        .of_kind("subnet")
        .flat_map(|(_, tier)| {
            tier.subnets()
                .map(|(zone, cidr)| ((tier.id.to_string(), zone), cidr.to_string()))
                .collect::<Vec<_>>()
        })
        .collect();
    let troubled = architecture
        .blockers
        .iter()
        .any(|blocker| ["overlapping-blocks", "outside-vpc", "no-addresses"].contains(&blocker.code));
    (found, troubled)
}

/// Further tiers, each with an address slot of its own or none, and a size.
fn tiers() -> impl Strategy<Value = Vec<(String, Value)>> {
    prop::collection::vec((prop::option::of(4u8..=12), 22u8..=26), 0..5).prop_map(|wanted| {
        let mut taken = Vec::new();
        let mut tiers = Vec::new();
        for (at, (slot, prefix)) in wanted.into_iter().enumerate() {
            let mut properties = json!({ "access": "private", "prefix_length": prefix });
            if let Some(slot) = slot.filter(|slot| !taken.contains(slot)) {
                taken.push(slot);
                properties["slot"] = slot.into();
            }
            tiers.push((format!("tier-{at}"), properties));
        }
        tiers
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn growing_never_renumbers_and_never_overlaps(tiers in tiers()) {
        let mut smaller = BTreeMap::new();
        for zones in 1..=4 {
            let (found, troubled) = blocks(zones, &tiers);
            prop_assert!(!troubled, "{zones} zones: {found:?}");
            prop_assert_eq!(found.len(), (tiers.len() + 3) * usize::from(zones));
            for (place, cidr) in &smaller {
                prop_assert_eq!(found.get(place), Some(cidr), "{:?} with {} zones", place, zones);
            }
            smaller = found;
        }
    }
}

#[test]
fn pinned_blocks_are_kept_and_overlaps_are_blockers() {
    let pinned = |block: &str| vec![("extra".to_owned(), json!({ "cidrs": { "1": block } }))];
    let (found, troubled) = blocks(2, &pinned("10.0.200.0/24"));
    assert_eq!(found[&("extra".to_owned(), 1)], "10.0.200.0/24");
    assert!(!troubled);
    assert!(blocks(2, &pinned("10.0.0.0/24")).1, "overlaps the public tier");
    assert!(blocks(2, &pinned("10.9.0.0/24")).1, "outside the VPC");
}
