//! Drawings of random documents: what holds of every picture, whatever a person designs.

#![allow(clippy::unwrap_used)]

#[path = "fixture/documents.rs"]
mod documents;
#[path = "fixture/laws.rs"]
mod laws;
#[path = "fixture/show.rs"]
mod show;

use architecture::resolve;
use design::Document;
use groundplan_scene::{Annotations, Detail, Options, Scene, scene};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use services::Services;

fn draw(document: &Document, detail: Detail) -> Scene {
    let architecture = resolve(document, "prod", &Services).unwrap();
    scene(&architecture, &Annotations::default(), &Options { detail, ..Options::default() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_documents_keep_the_laws_at_every_level(design in documents::design()) {
        for detail in [Detail::Full, Detail::Names, Detail::Icons, Detail::Summary] {
            let scene = draw(&design.0, detail);
            let mut broken = laws::broken(&scene);
            broken.extend(laws::outside_parents(&scene, &design.0));
            if !broken.is_empty() {
                show::show(&scene, "broken-document");
            }
            prop_assert!(broken.is_empty(), "{detail:?}: {}", broken.join("\n"));
        }
    }
}

/// The endpoint's name was wider than all there was in the account, and someone placed beside it lay on it.
#[test]
fn names_on_the_border_of_a_small_network_stay_within_the_account() {
    let text = r#"{ "groundplan": 1, "id": "small", "name": "Small", "connections": {},
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "layout": { "office": [426, 63, 103, 43] },
        "nodes": {
            "office": { "kind": "on_premises", "properties": {} },
            "network": { "kind": "vpc", "name": "api", "properties": { "zones": 1 } },
            "endpoint": { "kind": "vpc_endpoint", "name": "customer-documents-archive-2026", "parent": "network", "properties": {} },
            "tier": { "kind": "subnet", "name": "api", "parent": "network", "properties": { "access": "public" } },
            "one": { "kind": "auto_scaling_group", "name": "api", "parent": "tier", "properties": {} },
            "two": { "kind": "auto_scaling_group", "name": "api", "parent": "tier", "properties": {} },
            "cluster": { "kind": "eks_cluster", "name": "api", "parent": "tier", "properties": {} },
            "nodes": { "kind": "eks_node_group", "name": "api", "parent": "cluster", "properties": {} } } }"#;
    let document = design::load(text.as_bytes(), &Services).unwrap();
    for detail in [Detail::Full, Detail::Names, Detail::Icons, Detail::Summary] {
        assert_eq!(laws::broken(&draw(&document, detail)), Vec::<String>::new(), "{detail:?}");
    }
}

#[test]
fn connections_that_find_no_way_are_rare() {
    let mut runner = TestRunner::deterministic();
    let (mut links, mut stubs, mut unlabelled) = (0, 0, 0);
    for _ in 0..60 {
        let design = documents::design().new_tree(&mut runner).unwrap().current();
        let scene = draw(&design.0, Detail::Full);
        links += scene.routed.len() + scene.stubs.len();
        stubs += scene.stubs.len();
        unlabelled += scene.unlabelled.len();
    }
    println!("{stubs} stubs and {unlabelled} lost labels in {links} connections");
    assert!(links > 600, "only {links} connections were tried");
    assert!(stubs * 50 <= links, "{stubs} of {links} are stubs");
    assert!(unlabelled * 16 <= links, "{unlabelled} of {links} lost their label");
}
