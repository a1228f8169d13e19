//! What the pointer and the keys do.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Hand, empty, grip, id, reference, selected};
use engine::{
    canonical,
    design::{ConnectionKind, Frame},
    scene::geometry::Rect,
};
use groundplan_editor::{
    Area, Button, Cursor, Editor, KeyEvent, Modifiers, PointerEvent, PointerKind, Position, Request, Tool,
    WheelEvent, position,
};

fn rect(editor: &mut Editor, node: &str) -> Rect {
    editor.picture().bounds(&id(node)).unwrap()
}

/// A free place inside a tier's first zone.
fn inside(editor: &mut Editor, tier: &str, zone: usize) -> Position {
    let frame = editor.picture().frames_of(&id(tier)).nth(zone).unwrap().rect;
    position(f64::from(frame.right()) - 14.0, f64::from(frame.bottom()) - 5.0)
}

fn header(editor: &mut Editor, tier: &str) -> Position {
    let frame = editor.picture().frames_of(&id(tier)).next().unwrap().rect;
    position(f64::from(frame.x) + 30.0, f64::from(frame.y) + 10.0)
}

fn text(editor: &Editor) -> String {
    canonical::print(editor.document())
}

const SHIFT: Modifiers = Modifiers { shift: true, control: false, alt: false, meta: false };

// ── selecting ────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_click_selects_a_card_a_header_its_container_and_empty_space_nothing() {
    let mut editor = reference();
    let (db, app) = (grip(&mut editor, "db"), header(&mut editor, "app"));
    let response = Hand::on(&mut editor).click(db);
    assert!(response.handled && !response.document);
    assert_eq!(selected(&editor), ["db"]);
    Hand::on(&mut editor).click(app);
    assert_eq!(selected(&editor), ["app"]);
    assert_eq!(editor.overlay().selected[0].rects.len(), 2, "a tier has a frame in each zone");
    Hand::on(&mut editor).click(position(3.0, 3.0));
    assert!(editor.selection().is_empty());
}

#[test]
fn shift_or_control_adds_and_takes_away() {
    let mut editor = reference();
    let (db, alb) = (grip(&mut editor, "db"), grip(&mut editor, "alb"));
    let mut hand = Hand::on(&mut editor);
    hand.click(db);
    hand.modifiers = SHIFT;
    hand.click(alb);
    assert_eq!(selected(hand.editor), ["alb", "db"]);
    hand.modifiers = Modifiers { control: true, ..Modifiers::default() };
    hand.click(db);
    assert_eq!(selected(hand.editor), ["alb"]);
    hand.click(position(3.0, 3.0));
    assert_eq!(selected(hand.editor), ["alb"], "a click beside does not lose what was gathered");
}

#[test]
fn of_several_selected_a_click_leaves_the_one() {
    let mut editor = reference();
    editor.select([id("db"), id("alb")]);
    let db = grip(&mut editor, "db");
    let mut hand = Hand::on(&mut editor);
    hand.to(db);
    hand.press(db);
    assert_eq!(selected(hand.editor), ["alb", "db"], "they could be dragged together");
    hand.release(db);
    assert_eq!(selected(hand.editor), ["db"]);
}

#[test]
fn a_wire_is_selected_with_its_ends_to_hold() {
    let mut editor = reference();
    let picture = editor.picture();
    let points = picture.wires_of(&id("alb-web"))[0];
    let at = Area::between(points[0].into(), points[1].into()).center();
    Hand::on(&mut editor).click(at);
    let overlay = editor.overlay();
    assert_eq!(selected(&editor), ["alb-web"]);
    assert_eq!(overlay.handles, [points[0], points[points.len() - 1]]);
    assert!(!overlay.selected[0].wires.is_empty() && overlay.selected[0].rects.is_empty());
}

#[test]
fn a_marquee_shows_what_lies_within_and_selects_it_when_let_go() {
    let mut editor = reference();
    editor.select([id("cdn")]);
    let (public, bastion) = (rect(&mut editor, "public"), rect(&mut editor, "bastion"));
    let (from, to) = (
        position(f64::from(public.right()) - 5.0, f64::from(public.bottom()) - 5.0),
        position(f64::from(bastion.x) - 2.0, f64::from(bastion.y) - 12.0),
    );
    let mut hand = Hand::on(&mut editor);
    hand.press(from);
    hand.to(to);
    assert_eq!(hand.editor.overlay().marquee, Some(Area::between(from, to)));
    let rings = |hand: &mut Hand<'_>| -> Vec<engine::Id> {
        hand.editor.overlay().selected.into_iter().flat_map(|ring| ring.ids).collect()
    };
    assert_eq!(rings(&mut hand), [id("bastion"), id("nat-2")]);
    assert_eq!(selected(hand.editor), ["cdn"], "not yet");
    hand.key("Escape");
    assert_eq!(selected(hand.editor), ["cdn"]);
    assert_eq!(hand.editor.overlay().marquee, None);

    hand.modifiers = SHIFT;
    hand.press(from);
    hand.to(to);
    hand.release(to);
    assert_eq!(selected(hand.editor), ["bastion", "cdn", "nat-2"]);

    hand.modifiers = Modifiers { alt: true, ..Modifiers::default() };
    hand.press(from);
    let touching = position(f64::from(bastion.right()) - 4.0, to.y);
    hand.to(touching);
    hand.release(touching);
    assert_eq!(selected(hand.editor), ["bastion", "nat-2"], "Alt takes what is touched");
}

#[test]
fn a_right_click_asks_for_a_menu_on_what_is_there() {
    let mut editor = reference();
    editor.select([id("cdn")]);
    let db = editor.camera().to_screen(grip(&mut editor, "db"));
    let event =
        PointerEvent { button: Button::Secondary, ..PointerEvent::new(PointerKind::Down, db.x, db.y) };
    let response = editor.pointer(&event);
    assert_eq!(response.requests, [Request::ContextMenu(db)]);
    assert_eq!(selected(&editor), ["db"]);
}

#[test]
fn a_double_click_starts_typing_the_name() {
    let mut editor = reference();
    let db = grip(&mut editor, "db");
    Hand::on(&mut editor).double_click(db);
    let renaming = editor.overlay().renaming.unwrap();
    assert_eq!((renaming.id, renaming.text.as_str()), (id("db"), "Orders database"));
    let response = editor.finish_renaming(Some("Ledger"));
    assert!(response.document && response.overlay);
    assert_eq!(editor.name_of(&id("db")), "Ledger");

    Hand::on(&mut editor).double_click(db);
    Hand::on(&mut editor).key("Escape");
    assert_eq!(editor.overlay().renaming, None);
}

#[test]
fn the_badge_leads_to_the_findings() {
    let mut editor = reference();
    editor.show("dev");
    let badge = editor.scene().unwrap().items.iter().find_map(|item| match &item.shape {
        engine::scene::draw::Shape::Badge { at, .. } => Some(*at),
        _ => None,
    });
    let response = Hand::on(&mut editor).click(badge.unwrap().into());
    assert!(matches!(response.requests.as_slice(), [Request::Problems(_)]), "{response:?}");
}

// ── camera ───────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn space_the_middle_button_and_the_hand_move_the_picture_and_select_nothing() {
    let pan = |editor: &mut Editor, button: Button| {
        let from = editor.camera();
        for (kind, x) in [(PointerKind::Down, 300.0), (PointerKind::Move, 340.0), (PointerKind::Up, 340.0)] {
            editor.pointer(&PointerEvent { button, ..PointerEvent::new(kind, x, 300.0) });
        }
        editor.camera().x - from.x
    };
    let mut editor = reference();
    editor.key(&KeyEvent::new(" "));
    assert_eq!(editor.overlay().cursor, Cursor::Grab);
    assert_eq!(pan(&mut editor, Button::Primary), -40.0);
    editor.key_up(&KeyEvent::new(" "));
    assert_eq!(pan(&mut editor, Button::Primary), 0.0);
    editor.select([]);
    assert_eq!(pan(&mut editor, Button::Middle), -40.0);
    editor.run("tool-hand");
    assert_eq!(pan(&mut editor, Button::Primary), -40.0);
    assert!(editor.selection().is_empty() && !editor.can_undo());
    editor.run("step-out");
    assert_eq!(editor.tool(), Tool::Select);
}

#[test]
fn the_wheel_moves_the_picture_and_with_control_zooms_towards_the_pointer() {
    let mut editor = reference();
    let wheel = |modifiers| WheelEvent { x: 200.0, y: 100.0, dx: 0.0, dy: 50.0, modifiers };
    editor.wheel(&wheel(Modifiers::default()));
    assert_eq!((editor.camera().x, editor.camera().y), (0.0, 50.0));
    editor.wheel(&wheel(SHIFT));
    assert_eq!((editor.camera().x, editor.camera().y), (50.0, 50.0));
    let under = editor.camera().to_world(position(200.0, 100.0));
    let response = editor.wheel(&wheel(Modifiers { control: true, ..Modifiers::default() }));
    assert!(response.camera && editor.camera().zoom < 1.0);
    assert!(editor.camera().to_screen(under).distance(position(200.0, 100.0)) < 0.5);
}

// ── moving ───────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_card_moved_within_its_tier_keeps_its_place_as_one_step() {
    let mut editor = reference();
    let start = text(&editor);
    let (from, before) = (grip(&mut editor, "db"), rect(&mut editor, "db"));
    let row = editor.picture().frames_of(&id("data")).map(|frame| frame.rect).reduce(Rect::union).unwrap();
    Hand::on(&mut editor).drag(from, position(from.x - 31.0, from.y + 6.0));
    let frame = editor.document().layout["db"];
    assert_eq!((frame.0 % 4, frame.1 % 4), (0, 0), "on the grid of its row: {frame:?}");
    let after = rect(&mut editor, "db");
    assert_eq!((frame.0, frame.2), (after.x - row.x, before.w), "relative to the whole row");
    assert!((after.x - before.x + 31).abs() <= 2, "{before:?} {after:?}");
    assert_eq!(editor.undo_label(), Some("Move Orders database"));
    assert_eq!(editor.take_operations().len(), 1);
    editor.undo().unwrap();
    assert_eq!(text(&editor), start);
}

#[test]
fn a_zonal_card_is_placed_in_its_zone_and_can_change_it() {
    let mut editor = reference();
    let from = grip(&mut editor, "nat-1");
    let zone = editor.picture().frames_of(&id("public")).next().unwrap().rect;
    Hand::on(&mut editor).drag(from, position(from.x + 21.0, from.y + 30.0));
    let (frame, at) = (editor.document().layout["nat-1"], rect(&mut editor, "nat-1"));
    assert_eq!((frame.0, frame.1), (at.x - zone.x, at.y - zone.y));
    assert_eq!(editor.document().nodes["nat-1"].properties["zone"], 1);

    let (from, to) = (grip(&mut editor, "nat-1"), inside(&mut editor, "public", 1));
    Hand::on(&mut editor).drag(from, position(to.x - 60.0, to.y));
    assert_eq!(editor.document().nodes["nat-1"].properties["zone"], 2);
    editor.undo().unwrap();
    assert_eq!(editor.document().nodes["nat-1"].properties["zone"], 1, "zone and place are one step");
}

#[test]
fn a_card_dropped_into_another_tier_goes_to_stand_there() {
    let mut editor = reference();
    let (from, to) = (grip(&mut editor, "bastion"), header(&mut editor, "data"));
    let mut hand = Hand::on(&mut editor);
    hand.to(from);
    hand.press(from);
    hand.to(to);
    let overlay = hand.editor.overlay();
    let drop = overlay.drop.unwrap();
    assert_eq!((drop.id, drop.allowed, drop.rects.len()), (Some(id("data")), true, 2));
    assert_eq!(overlay.ghosts.len(), 1);
    assert_eq!(overlay.cursor, Cursor::Move);
    assert!(!hand.editor.can_undo(), "nothing is written while it is dragged");
    hand.release(to);
    let bastion = &editor.document().nodes["bastion"];
    assert_eq!(bastion.parent, Some(id("data")));
    assert_eq!(bastion.properties["zone"], 1, "the header was the first zone's");
    assert_eq!(editor.undo_label(), Some("Move Bastion into Private data subnet"));
    editor.undo().unwrap();
    assert_eq!(text(&editor), text(&reference()));
}

#[test]
fn what_may_not_stand_there_is_refused_with_the_reason() {
    let mut editor = reference();
    let from = grip(&mut editor, "db");
    let mut hand = Hand::on(&mut editor);
    hand.to(from);
    hand.press(from);
    hand.to(position(4.0, 4.0));
    let overlay = hand.editor.overlay();
    let drop = overlay.drop.unwrap();
    assert_eq!((drop.allowed, drop.why.as_deref()), (false, Some("RDS DB instance needs Subnet tier.")));
    assert_eq!(overlay.cursor, Cursor::NotAllowed);
    let response = hand.release(position(4.0, 4.0));
    assert_eq!(response.refusal.as_deref(), Some("RDS DB instance needs Subnet tier."));
    assert_eq!(text(&editor), text(&reference()));
}

#[test]
fn a_container_moves_with_what_stands_in_it() {
    let mut editor = reference();
    let (from, to) = (header(&mut editor, "eks"), header(&mut editor, "data"));
    Hand::on(&mut editor).drag(from, to);
    assert_eq!(editor.document().nodes["eks"].parent, Some(id("data")));
    assert_eq!(editor.document().nodes["workers"].parent, Some(id("eks")));
    editor.scene().unwrap();
}

#[test]
fn escape_and_a_lost_pointer_leave_everything_as_it_was() {
    for end in ["Escape", "cancel"] {
        let mut editor = reference();
        let start = text(&editor);
        let from = grip(&mut editor, "bastion");
        let to = header(&mut editor, "app");
        let mut hand = Hand::on(&mut editor);
        hand.press(from);
        hand.to(to);
        match end {
            "Escape" => hand.key("Escape"),
            _ => hand.event(PointerKind::Cancel, to, 0),
        };
        hand.release(to);
        let overlay = hand.editor.overlay();
        assert!(overlay.ghosts.is_empty() && overlay.drop.is_none());
        assert_eq!(text(&editor), start, "{end}");
        assert!(!editor.can_undo());
    }
}

#[test]
fn a_press_that_hardly_moves_is_a_click() {
    let mut editor = reference();
    let from = grip(&mut editor, "db");
    Hand::on(&mut editor).drag(from, position(from.x + 3.0, from.y + 2.0));
    assert_eq!((editor.can_undo(), selected(&editor)), (false, vec!["db".to_owned()]));
}

#[test]
fn arrow_keys_nudge_by_the_grid_and_a_burst_is_one_step() {
    let mut editor = reference();
    editor.select([id("db")]);
    let before = rect(&mut editor, "db");
    for chord in ["ArrowDown", "ArrowDown", "shift+ArrowLeft"] {
        let response = Hand::on(&mut editor).key(chord);
        assert!(response.document, "{chord}: {response:?}");
    }
    let after = rect(&mut editor, "db");
    assert!((after.x - before.x + 20).abs() <= 2, "{before:?} {after:?}");
    assert_eq!(editor.take_operations().len(), 3);
    editor.undo().unwrap();
    assert_eq!(text(&editor), text(&reference()), "one step");

    editor.redo().unwrap();
    assert!(editor.run("place-automatically").document);
    assert!(editor.document().layout.is_empty());
}

#[test]
fn what_the_layout_does_not_keep_is_refused_and_not_written() {
    let mut editor = reference();
    editor.select([id("igw")]);
    let response = Hand::on(&mut editor).key("ArrowDown");
    assert_eq!(
        response.refusal.as_deref(),
        Some("The place of Internet gateway follows from what it is and what it stands in.")
    );
    editor.select([id("db")]);
    Hand::on(&mut editor).key("ArrowDown");
    let taken = editor.document().layout["db"];
    let from = grip(&mut editor, "search");
    let at = rect(&mut editor, "db");
    let start = text(&editor);
    let response = Hand::on(&mut editor).drag(from, position(f64::from(at.x) + 40.0, f64::from(at.y) + 14.0));
    assert_eq!(text(&editor), start);
    assert!(response.refusal.unwrap().starts_with("There is no room for Search"));
    assert_eq!(editor.document().layout["db"], taken);
    assert!(!editor.document().layout.contains_key("search"));
    let _: Frame = taken;
}

// ── connecting ───────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_connection_is_drawn_from_a_port_to_an_element() {
    let mut editor = reference();
    let from = rect(&mut editor, "bastion");
    let port = position(f64::from(from.x + from.w / 2), f64::from(from.bottom()));
    let mut hand = Hand::on(&mut editor);
    hand.to(position(port.x, port.y - 12.0));
    assert_eq!(hand.editor.overlay().ports.len(), 4, "they appear on hover");
    hand.to(position(port.x, port.y + 4.0));
    assert_eq!(hand.editor.overlay().cursor, Cursor::Crosshair, "and stay while one is near");
    hand.press(position(port.x, port.y + 4.0));
    let eks = header(hand.editor, "eks");
    hand.to(eks);
    let band = hand.editor.overlay().band.unwrap();
    assert_eq!((band.from, band.to, band.allowed), (port, eks, true));
    let response = hand.release(eks);
    match response.requests.as_slice() {
        [Request::ChooseConnection(choice)] => {
            let kinds: Vec<_> = choice.offers.iter().map(|offer| offer.kind).collect();
            assert_eq!(kinds, [ConnectionKind::Traffic, ConnectionKind::Uses], "several are legal: ask");
        }
        other => panic!("{other:?}"),
    }
    assert!(!editor.can_undo());
}

#[test]
fn the_only_legal_connection_is_made_at_once() {
    let mut editor = reference();
    editor.run("connect");
    assert_eq!(editor.tool(), Tool::Connect);
    let (from, to) = (grip(&mut editor, "db-load"), grip(&mut editor, "db"));
    assert!(Hand::on(&mut editor).drag(from, to).requests.is_empty());
    assert!(!editor.can_undo(), "a card of many is no start");

    let (from, to) = (grip(&mut editor, "customers"), grip(&mut editor, "alb"));
    let response = Hand::on(&mut editor).drag(from, to);
    assert_eq!(response.said.as_deref(), Some("Traffic from Customers to Application LB"));
    assert_eq!(selected(&editor), ["customers-alb"]);
    assert_eq!(editor.document().connections["customers-alb"].kind, ConnectionKind::Traffic);
}

#[test]
fn what_cannot_be_connected_is_refused_with_the_reason() {
    let mut editor = reference();
    editor.run("connect");
    let (from, to) = (grip(&mut editor, "alb"), grip(&mut editor, "cdn"));
    let mut hand = Hand::on(&mut editor);
    hand.press(from);
    hand.to(to);
    let band = hand.editor.overlay().band.unwrap();
    assert!(!band.allowed);
    let response = hand.release(to);
    assert_eq!(response.refusal, band.why);
    assert!(response.refusal.unwrap().contains("the other way round"));
    assert!(!editor.can_undo());
}

#[test]
fn an_end_of_the_selected_connection_can_be_moved() {
    let mut editor = reference();
    editor.select([id("bastion-db")]);
    let end = editor.overlay().handles[1];
    let to = grip(&mut editor, "search");
    Hand::on(&mut editor).drag(end.into(), to);
    assert_eq!(editor.document().connections["bastion-db"].to, id("search"));
    assert_eq!(editor.undo_label(), Some("Move bastion-db to Search"));
}

#[test]
fn connections_are_drawn_by_keyboard_too() {
    let mut editor = reference();
    editor.select([id("dns")]);
    let mut hand = Hand::on(&mut editor);
    hand.key("c");
    assert!(hand.editor.overlay().band.unwrap().allowed);
    let mut said = Vec::new();
    for _ in 0..40 {
        let response = hand.key("Tab");
        let text = response.said.unwrap();
        let found = text.starts_with("Application LB");
        said.push(text);
        if found {
            break;
        }
    }
    assert!(said.last().unwrap().starts_with("Application LB, Application Load Balancer"), "{said:?}");
    let response = hand.key("Enter");
    assert!(response.document || !response.requests.is_empty(), "{response:?}");
    hand.editor.select([id("bastion")]);
    hand.key("c");
    hand.key("Escape");
    assert_eq!(hand.editor.overlay().band, None);
}

// ── from the shelf ───────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn an_element_from_the_shelf_goes_where_it_is_dropped() {
    let mut editor = reference();
    let at = inside(&mut editor, "public", 1);
    assert!(editor.place("ec2_instance").handled);
    let mut hand = Hand::on(&mut editor);
    hand.to(at);
    let overlay = hand.editor.overlay();
    assert_eq!(overlay.drop.map(|drop| (drop.id, drop.allowed)), Some((Some(id("public")), true)));
    assert_eq!(overlay.ghosts.len(), 1);
    let response = hand.release(at);
    let node = &editor.document().nodes["ec2-instance"];
    assert_eq!((node.parent.clone(), node.properties["zone"].as_i64()), (Some(id("public")), Some(2)));
    assert!(response.said.unwrap().starts_with("EC2 instance"));
    assert_eq!(selected(&editor), ["ec2-instance"]);
}

#[test]
fn an_element_that_lacks_its_container_offers_to_make_it() {
    let mut editor = empty();
    editor.place("rds_instance");
    let mut hand = Hand::on(&mut editor);
    hand.to(position(200.0, 200.0));
    assert_eq!(hand.editor.overlay().cursor, Cursor::NotAllowed);
    let response = hand.release(position(200.0, 200.0));
    assert_eq!(
        response.requests,
        [Request::OfferContainers { kind: "rds_instance", chain: vec!["vpc", "subnet"] }]
    );
    assert!(response.refusal.unwrap().contains("VPC › Subnet tier"));

    editor.place("s3_bucket");
    let mut hand = Hand::on(&mut editor);
    hand.to(position(200.0, 200.0));
    hand.key("Escape");
    hand.release(position(200.0, 200.0));
    assert!(!editor.can_undo());
    assert!(!editor.place("teapot").handled);
}

// ── keyboard ─────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn tab_walks_the_drawing_as_it_is_read_and_leaves_it_at_the_end() {
    let mut editor = reference();
    let order: Vec<String> = editor.tree().iter().map(|item| item.id.to_string()).collect();
    let mut walked = Vec::new();
    while Hand::on(&mut editor).key("Tab").handled {
        walked.extend(selected(&editor));
    }
    assert_eq!(walked, order);
    assert!(editor.selection().is_empty());
    assert!(Hand::on(&mut editor).key("shift+Tab").handled);
    assert_eq!(selected(&editor).first(), order.last());
}

#[test]
fn enter_goes_inside_escape_outside_and_control_arrows_to_the_nearest() {
    let mut editor = reference();
    editor.select([id("vpc")]);
    let mut hand = Hand::on(&mut editor);
    hand.key("Enter");
    assert_eq!(selected(hand.editor), ["igw"]);
    hand.editor.select([id("nat-1")]);
    let response = hand.key("mod+ArrowRight");
    assert_eq!(selected(hand.editor), ["alb"]);
    assert!(response.said.unwrap().ends_with(", 2 of 4 in Public subnet"));
    hand.key("Escape");
    assert_eq!(selected(hand.editor), ["public"]);
    hand.key("Escape");
    hand.key("Escape");
    assert!(hand.editor.selection().is_empty());
    assert!(!hand.key("Escape").handled, "the key is the shell's again");
}

/// A network with a database, connected and priced, without a pointer.
#[test]
fn a_design_can_be_drawn_without_a_pointer() {
    let mut editor = empty();
    editor.add_with_containers("rds_instance").unwrap();
    editor.select([id("vpc")]);
    editor.add("subnet").unwrap();
    editor.add("ec2_instance").unwrap();
    let mut hand = Hand::on(&mut editor);
    hand.key("c");
    for _ in 0..10 {
        let band = hand.editor.overlay().band.unwrap();
        let target = band.target.unwrap();
        if target == hand.editor.picture().bounds(&id("rds-instance")).unwrap() {
            break;
        }
        hand.key("Tab");
    }
    let response = hand.key("Enter");
    let [Request::ChooseConnection(choice)] = response.requests.as_slice() else { panic!("{response:?}") };
    let offer = choice.offers[0].clone();
    let made = editor.connect(&choice.from, &offer.to, offer.kind).unwrap();
    assert_eq!(made, id("ec2-instance-rds-instance"));
    assert!(editor.estimate("prod").unwrap().monthly.typical > engine::Decimal::ZERO);
}

#[test]
fn the_menu_offers_what_can_be_done_with_what_is_selected() {
    let ids = |editor: &Editor| -> Vec<Vec<&'static str>> {
        let id = |line: groundplan_editor::Choosable| match line.aim {
            groundplan_editor::Aim::Action(id) => id,
            other => panic!("{other:?}"),
        };
        editor.context_menu().into_iter().map(|group| group.into_iter().map(id).collect()).collect()
    };
    let mut editor = reference();
    assert_eq!(
        ids(&editor),
        [vec!["quick-add", "paste"], vec!["select-all", "find"], vec!["fit", "actual-size"]]
    );
    editor.select([id("db")]);
    let on_element = ids(&editor);
    assert_eq!(on_element[0], ["inspect", "rename", "connect"]);
    assert!(
        on_element.iter().flatten().all(|id| *id != "place-automatically"),
        "it stands where the layout put it"
    );
    let place = editor.middle_on_screen(&id("db")).unwrap();
    assert_eq!(editor.run("menu").requests, [Request::ContextMenu(place)], "by key at the element");
}
