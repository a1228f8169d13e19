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
