//! A lens over a drawing: nothing moves, what it is about is marked, the rest steps back.
#![allow(clippy::unwrap_used)]

mod fixture;
#[path = "fixture/show.rs"]
mod show;

use std::collections::BTreeMap;

use groundplan_scene::{
    Scene,
    draw::{Course, ElementMark, Item, MarkLook, Severity, Shape},
    geometry::Rect,
    legend::{Legend, Row, Sample},
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

/// A lens that follows these connections.
fn following(ways: &[(&str, Course)], rows: usize) -> Lens {
    let row = |at: usize| Row::new(Sample::Sign(MarkLook::Exposed), format!("row number {at}"));
    Lens {
        ways: ways.iter().map(|(id, course)| ((*id).to_owned(), *course)).collect(),
        legend: Legend { title: "Explained".to_owned(), rows: (0..rows).map(row).collect() },
        ..lens(&[("alb", MarkLook::Exposed, ""), ("db", MarkLook::Found(Severity::High), "")])
    }
}

fn legends(scene: &Scene) -> Vec<(Rect, usize)> {
    let legend = |item: &Item| match &item.shape {
        Shape::Legend { rect, columns, .. } => Some((*rect, *columns)),
        _ => None,
    };
    scene.items.iter().filter_map(legend).collect()
}

#[test]
fn wires_that_are_followed_lie_over_those_that_are_not() {
    let plain = reference();
    let wires = |scene: &Scene| -> Vec<(String, Option<Course>, bool)> {
        let wire = |item: &Item| match &item.shape {
            Shape::Wire(wire) => Some((item.subjects.first()?.node.clone(), wire.traced, item.faded)),
            _ => None,
        };
        scene.items.iter().filter_map(wire).collect()
    };
    let (one, other) = ("alb-workers", "workers-db");
    let seen = plain.through(&following(&[(one, Course::Towards), (other, Course::Away)], 0));
    let all = wires(&seen);
    let followed: Vec<_> = all.iter().filter(|(_, course, _)| course.is_some()).collect();
    assert!(
        followed.iter().any(|(id, ..)| id == one) && followed.iter().any(|(id, ..)| id == other),
        "{all:?}"
    );
    assert!(followed.iter().all(|(_, _, faded)| !faded));
    assert!(all.iter().filter(|(_, course, _)| course.is_none()).all(|(_, _, faded)| *faded));
    assert!(all.is_sorted_by_key(|(_, course, _)| *course), "the way in above the way out above the rest");
    assert_eq!(all.len(), wires(&plain).len());
}

#[test]
fn a_lens_is_explained_in_place_of_the_wires_where_nothing_else_stands() {
    for zones in 1..=4 {
        let plain = Scene::of(&fixture::reference(zones));
        let before = legends(&plain);
        for rows in 1..=6 {
            let seen = plain.through(&following(&[], rows));
            let [(at, columns)] = legends(&seen)[..] else { panic!("one legend, not {:?}", legends(&seen)) };
            let told = format!("{zones} zones, {rows} rows in {columns} columns at {at:?}");
            let solid = seen.items.iter().filter_map(|item| match &item.shape {
                Shape::Card(card) => Some(card.rect),
                Shape::Actor { rect, .. } | Shape::Gate { rect, .. } | Shape::Chip { rect, .. } => {
                    Some(*rect)
                }
                _ => None,
            });
            assert!(!solid.into_iter().any(|other| other.overlaps(at)), "{told}");
            let page = groundplan_scene::geometry::rect(0, 0, seen.width, seen.height);
            assert!(page.contains(at), "{told}");
            // in the place of the one before, or below the drawing
            match before.first() {
                Some((before, _)) if at.y < plain.height => assert_eq!(at.right(), before.right(), "{told}"),
                _ => assert!(at.y >= plain.height, "{told}"),
            }
        }
        // a lens that explains nothing leaves the wires' own
        assert_eq!(legends(&plain.through(&following(&[], 0))), before);
    }
}

#[test]
fn a_badge_counts_what_a_lens_has_found_and_none_says_zero() {
    let mut lens = following(&[], 0);
    let badges = |scene: &Scene| -> Vec<(String, usize)> {
        let badge = |item: &Item| match &item.shape {
            Shape::Badge { count, .. } => Some((item.subjects.first()?.node.clone(), *count)),
            _ => None,
        };
        scene.items.iter().filter_map(badge).collect()
    };
    assert!(!badges(&reference()).is_empty());
    assert_eq!(badges(&reference().through(&lens)), [], "nothing was counted");
    lens.marks.get_mut("db").unwrap().count = 2;
    assert_eq!(badges(&reference().through(&lens)), [("db".to_owned(), 2)]);
}

#[test]
fn both_directions_and_every_sign_for_a_person_to_look_at() {
    let mut lens = following(&[("alb-workers", Course::Towards), ("workers-db", Course::Away)], 0);
    for (node, severity) in
        [("cdn", Severity::Critical), ("queue", Severity::Medium), ("assets", Severity::Low)]
    {
        let note = "not encrypted".to_owned();
        let mark = LensMark { count: 1, note, exposed: true, ..LensMark::new(MarkLook::Found(severity)) };
        lens.marks.insert(node.to_owned(), mark);
    }
    let signs = [MarkLook::Exposed, MarkLook::Outbound, MarkLook::Unknown, MarkLook::Found(Severity::High)];
    let ways =
        [Course::Towards, Course::Away].map(|course| Row::new(Sample::Way(course), format!("{course:?}")));
    let signs = signs.map(|look| Row::new(Sample::Sign(look), format!("{look:?}")));
    lens.legend.rows = ways.into_iter().chain(signs).collect();
    let seen = reference().through(&lens);
    show::show(&seen, "lens-ways");
    let told: Vec<String> = fixture::describe(&seen)
        .lines()
        .filter(|line| ["mark", "badge", "legend"].iter().any(|shape| line.starts_with(shape)))
        .map(str::to_owned)
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}
