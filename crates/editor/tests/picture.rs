//! Pointing at a drawing, and reading it aloud.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::scene::geometry::Point;
use groundplan_editor::{Area, Picture, Position, REACH, Target, position};

fn middle(picture: &Picture, node: &str) -> Position {
    Area::from(picture.bounds(&id(node)).unwrap()).center()
}

#[test]
fn every_card_is_hit_in_its_middle() {
    let picture = reference().picture();
    for node in ["alb", "db", "nat-1", "cdn", "dns", "firewall", "assets", "customers"] {
        let hit = picture.hit(middle(&picture, node), REACH).unwrap();
        assert_eq!((hit.target, hit.ids), (Target::Card, vec![id(node)]), "{node}");
    }
    let gate = picture.hit(middle(&picture, "igw"), REACH).unwrap();
    assert_eq!((gate.target, gate.ids), (Target::Gate, vec![id("igw")]));
}

#[test]
fn a_card_that_gathers_several_nodes_stands_for_all_of_them() {
    let picture = reference().picture();
    let hit = picture.hit(middle(&picture, "db-load"), REACH).unwrap();
    for alarm in ["alb-errors", "db-load", "queue-age", "app-logs", "board"] {
        assert!(hit.ids.contains(&id(alarm)), "{alarm} in {:?}", hit.ids);
    }
}

#[test]
fn the_header_of_a_frame_is_its_container_and_its_inside_is_empty() {
    let picture = reference().picture();
    let tier = picture.frames_of(&id("app")).next().unwrap().rect;
    let header = picture.hit(position(f64::from(tier.x) + 40.0, f64::from(tier.y) + 12.0), REACH).unwrap();
    assert_eq!((header.target, header.ids), (Target::Header, vec![id("app")]));
    assert_eq!(header.part.as_deref(), Some("subnet/1"));

    let vpc = picture.bounds(&id("vpc")).unwrap();
    let edge = picture.hit(position(f64::from(vpc.x), f64::from(vpc.bottom()) - 60.0), REACH).unwrap();
    assert_eq!((edge.target, edge.ids), (Target::Border, vec![id("vpc")]));

    let inside = position(f64::from(tier.right()) - 12.0, f64::from(tier.bottom()) - 4.0);
    let around: Vec<_> = picture.containers_at(inside).map(|container| container.id.to_string()).collect();
    assert_eq!(around.first().map(String::as_str), Some("app"), "innermost first: {around:?}");
    assert_eq!(around.last().map(String::as_str), Some("vpc"));
}

#[test]
fn a_wire_is_hit_within_reach_and_no_farther() {
    let picture = reference().picture();
    let wires = picture.wires_of(&id("system-db"));
    let longest = |piece: &&[Point]| (piece[0].x - piece[1].x).abs() + (piece[0].y - piece[1].y).abs();
    let piece = wires.iter().flat_map(|points| points.windows(2)).max_by_key(longest).unwrap();
    let on = Area::between(piece[0].into(), piece[1].into()).center();
    let hit = picture.hit(on, REACH).unwrap();
    assert!(matches!(hit.target, Target::Wire | Target::Label), "{hit:?}");

    let beside = |by: f64| {
        if piece[0].y == piece[1].y { position(on.x, on.y + by) } else { position(on.x + by, on.y) }
    };
    let at = |by: f64, reach: f64| picture.hit(beside(by), reach).map(|hit| hit.target);
    assert_eq!(at(0.9, 1.0), Some(Target::Wire));
    assert_ne!(at(1.1, 1.0), Some(Target::Wire));
}

#[test]
fn nothing_is_hit_outside_the_account_and_far_away() {
    let picture = reference().picture();
    for at in [position(2.0, 2.0), position(-1e9, 1e9), position(1e300, f64::NAN)] {
        assert_eq!(picture.hit(at, REACH), None, "{at:?}");
    }
}

#[test]
fn what_is_visible_is_everything_from_afar_and_little_from_near() {
    let mut editor = reference();
    let all = editor.scene().unwrap().items.len();
    let picture = editor.picture();
    assert_eq!(picture.visible(picture.area()).len(), all);
    let near = picture.visible(picture.bounds(&id("db")).unwrap().into());
    assert!(near.len() < all / 2, "{} of {all}", near.len());
    assert!(near.is_sorted());
    assert!(picture.visible(Area { x: 1e12, y: 0.0, width: 10.0, height: 10.0 }).is_empty());
}

/// A screen reader's tree: who stands in whom, from the outside in, in the order in which it is read.
#[test]
fn the_drawing_is_read_from_the_outside_in() {
    let picture = reference().picture();
    let read = |parent: Option<&str>| -> Vec<String> {
        let of = |entry: &&groundplan_editor::Reading| entry.parent.as_ref().map(|id| id.as_str()) == parent;
        picture.reading().iter().filter(of).map(|entry| entry.id.to_string()).collect()
    };
    assert_eq!(read(Some("vpc")), ["igw", "s3-endpoint", "public", "app", "data"], "gates, then tiers");
    assert_eq!(read(Some("public")), ["nat-1", "alb", "bastion", "nat-2"]);
    assert_eq!(read(Some("data")), ["db", "search"]);
    assert_eq!(read(Some("eks")), ["system", "workers"]);
    let at = |node: &str| picture.reading().iter().position(|entry| entry.id == node).unwrap();
    assert!(
        at("vpc") < at("app")
            && at("app") < at("eks")
            && at("eks") < at("workers")
            && at("workers") < at("data")
    );
    let db = &picture.reading()[at("db")];
    assert_eq!((db.level, db.position, db.siblings), (3, 1, 2));
    assert_eq!(db.name, "Orders database");
    assert!(db.spec.contains("PostgreSQL") && db.price.starts_with('$'), "{db:?}");
}

#[test]
fn every_drawn_node_is_read_exactly_once() {
    let mut editor = reference();
    for environment in ["dev", "prod", "shared", "test"] {
        editor.show(environment);
        let picture = editor.picture();
        let mut ids: Vec<_> = picture.reading().iter().map(|entry| entry.id.clone()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{environment}");
        assert!(ids.iter().all(|id| picture.bounds(id).is_some()), "{environment}");
        for entry in picture.reading() {
            assert!(entry.position >= 1 && entry.position <= entry.siblings && entry.level >= 1);
        }
    }
}
