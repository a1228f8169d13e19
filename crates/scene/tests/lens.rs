//! A lens over a drawing: nothing moves, what it is about is marked, the rest steps back.
#![allow(clippy::unwrap_used)]

mod fixture;
#[path = "fixture/show.rs"]
mod show;

use std::collections::BTreeMap;

use groundplan_scene::{
    Scene,
    draw::{ElementMark, Item, MarkLook, Shape},
    lens::{Lens, LensMark},
    svg::SvgOptions,
};

fn reference() -> Scene {
    Scene::of(&fixture::reference(2))
}

fn lens(marks: &[(&str, MarkLook, &str)]) -> Lens {
    let mark = |look, warning: &str| LensMark { warning: warning.to_owned(), ..LensMark::new(look) };
    let marks = marks.iter().map(|(node, look, warning)| ((*node).to_owned(), mark(*look, warning)));
    Lens { marks: marks.collect(), ..Lens::default() }
}

fn of<'s>(scene: &'s Scene, node: &str) -> Vec<&'s Item> {
    let about = |item: &&Item| item.subjects.iter().any(|subject| subject.node == node);
    scene.items.iter().filter(about).collect()
}

fn marks(scene: &Scene) -> BTreeMap<String, ElementMark> {
    let mark = |item: &Item| match &item.shape {
        Shape::Mark(mark) => Some((item.subjects.first()?.node.clone(), mark.clone())),
        _ => None,
    };
    scene.items.iter().filter_map(mark).collect()
}

#[test]
fn nothing_moves_and_what_is_not_meant_steps_back() {
    let plain = reference();
    let seen = plain.through(&lens(&[("db", MarkLook::Changed, "")]));
    let places = |scene: &Scene| {
        let told = fixture::describe(scene);
        let kept = |line: &&str| !line.starts_with("badge") && !line.starts_with("mark");
        told.lines().filter(kept).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(places(&seen), places(&plain));
    for item in of(&seen, "db") {
        assert!(!item.faded, "{item:?}");
    }
    assert!(!of(&seen, "db").is_empty());
    for item in of(&seen, "alb").into_iter().filter(|item| matches!(item.shape, Shape::Card(_))) {
        assert!(item.faded, "{item:?}");
    }
    let faded_frames = seen.items.iter().filter(|item| item.faded && matches!(item.shape, Shape::Frame(_)));
    let looks: Vec<String> = faded_frames
        .map(|item| match &item.shape {
            Shape::Frame(frame) => format!("{:?}", frame.look),
            _ => String::new(),
        })
        .collect();
    assert_eq!(looks, ["Cluster", "Scaling"], "the other frames say where things are");
}

#[test]
fn a_mark_lies_on_its_card_and_says_its_consequence_once() {
    let seen = reference()
        .through(&lens(&[("db", MarkLook::Replaced, "replaced, data loss"), ("alb", MarkLook::Removed, "")]));
    let marks = marks(&seen);
    assert_eq!(marks.keys().map(String::as_str).collect::<Vec<_>>(), ["alb", "db"]);
    let card = |node: &str| {
        of(&seen, node).into_iter().find_map(|item| match &item.shape {
            Shape::Card(card) => Some(card.clone()),
            _ => None,
        })
    };
    assert_eq!(marks["db"].rect, card("db").unwrap().rect);
    assert_eq!(marks["db"].warning, "replaced, data loss");
    assert_eq!((marks["db"].struck.as_str(), marks["alb"].struck.clone()), ("", card("alb").unwrap().name));
}

#[test]
fn what_is_inside_a_frame_that_is_marked_carries_no_sign_of_its_own() {
    let seen = reference().through(&lens(&[("workers", MarkLook::Changed, "")]));
    let told = seen.items.iter().filter_map(|item| match &item.shape {
        Shape::Mark(mark) => Some((mark.frame, mark.quiet)),
        _ => None,
    });
    let told: Vec<(bool, bool)> = told.collect();
    assert_eq!(told.iter().filter(|(frame, quiet)| *frame && !quiet).count(), 1, "{told:?}");
    assert!(told.iter().filter(|(frame, _)| !frame).all(|(_, quiet)| *quiet), "{told:?}");
}

#[test]
fn all_marks_together_for_a_person_to_look_at() {
    use MarkLook::{Added, Changed, Done, Failed, Pending, Removed, Replaced, Undone, Waiting, Working};
    let changes = [
        ("cdn", Changed, ""),
        ("bastion", Removed, ""),
        ("workers", Changed, ""),
        ("db", Replaced, "replaced, data loss"),
        ("secret", Added, ""),
        ("queue", Changed, ""),
    ];
    let progress = [
        ("cdn", Pending, ""),
        ("cert", Waiting, ""),
        ("alb", Working, ""),
        ("workers", Working, ""),
        ("db", Failed, ""),
        ("assets", Undone, ""),
        ("secret", Done, ""),
        ("queue", Done, ""),
    ];
    for (name, marks) in [("lens-changes", &changes[..]), ("lens-deployment", &progress[..])] {
        let seen = reference().through(&lens(marks));
        show::show(&seen, name);
        assert!(self::marks(&seen).len() >= marks.len(), "{name}: {:?}", self::marks(&seen).keys());
    }
}

#[test]
fn faded_cards_are_drawn_on_an_opaque_ground_and_marks_at_full_strength() {
    let seen = reference().through(&lens(&[("db", MarkLook::Replaced, "replaced, data loss")]));
    let svg = seen.to_svg(&SvgOptions::default());
    assert!(svg.contains("<g opacity=\"0.4\">") && svg.contains("replaced, data loss"));
    assert_eq!(svg.matches("<g").count(), svg.matches("</g>").count());
    let plain = reference().to_svg(&SvgOptions::default());
    assert!(!plain.contains("<g opacity"), "without a lens nothing fades");
}
