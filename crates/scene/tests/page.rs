//! Drawings inside a page: definitions once, colours from the page.

#![allow(clippy::unwrap_used)]

mod fixture;

use groundplan_scene::{
    Scene,
    svg::{self, Colours, SvgOptions},
};

#[test]
fn drawings_on_a_page_share_definitions_and_take_its_colours() {
    let scenes = [Scene::of(&fixture::reference(2)), Scene::of(&fixture::reference(3))];
    let options = SvgOptions { colours: Colours::Page, dots: true, ..SvgOptions::default() };
    let definitions = svg::definitions(scenes.iter().flat_map(|scene| &scene.items), &options);
    for scene in &scenes {
        let shapes = svg::shapes(&scene.items, &options);
        assert!(shapes.contains("fill=\"var(--ink)\""));
        assert!(!shapes.contains("=\"#"), "no colour is written out");
        for id in shapes.split("url(#").skip(1).map(|rest| rest.split_once(')').unwrap().0) {
            assert_eq!(definitions.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
        }
    }
}
