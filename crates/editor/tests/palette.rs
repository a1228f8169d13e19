//! The palette: what a person means by a few letters.
#![allow(clippy::unwrap_used)]

mod common;

use common::{empty, id, reference};
use groundplan_editor::{ACTIONS, Aim, Choosable, Editor, Palette};

fn first(editor: &Editor, palette: Palette, query: &str) -> Choosable {
    editor.palette(palette, query).into_iter().next().unwrap()
}

#[test]
fn a_few_letters_find_what_is_meant() {
    let editor = reference();
    let all = |query: &str| first(&editor, Palette::All, query).aim;
    assert_eq!(all("dark"), Aim::Action("toggle-theme"));
    assert_eq!(all("sel all"), Aim::Action("select-all"));
    assert_eq!(all("deshacer"), Aim::Action("undo"), "in the other language too");
    assert_eq!(all("customers"), Aim::Element(id("customers")));
    assert_eq!(all("sqs"), Aim::Service("sqs_queue"));
    assert_eq!(all("show dev"), Aim::Environment(id("dev")));
    assert!(editor.palette(Palette::All, "teapot").is_empty());
}

#[test]
fn find_looks_through_the_design_only_and_add_through_the_services_only() {
    let editor = reference();
    let found = editor.palette(Palette::Find, "");
    assert!(!found.is_empty() && found.iter().all(|line| matches!(line.aim, Aim::Element(_))));
    assert_eq!(first(&editor, Palette::Find, "nat-1").aim, Aim::Element(id("nat-1")), "by its id");
    let services = editor.palette(Palette::Add, "queue");
    assert_eq!(services[0].aim, Aim::Service("sqs_queue"));
    assert!(empty().palette(Palette::Find, "").is_empty());
}

#[test]
fn nothing_typed_shows_every_action_in_the_order_of_the_table() {
    let lines = empty().palette(Palette::All, " ");
    let shown: Vec<&str> = lines
        .iter()
        .filter_map(|line| if let Aim::Action(id) = line.aim { Some(id) } else { None })
        .collect();
    let table: Vec<&str> = ACTIONS.iter().map(|action| action.id).filter(|id| *id != "palette").collect();
    assert_eq!(shown, table);
}

#[test]
fn what_cannot_be_done_stands_last_with_its_reason() {
    let mut editor = reference();
    let line = |editor: &Editor| {
        let lines = editor.palette(Palette::All, "delete");
        let at = lines.iter().position(|line| line.aim == Aim::Action("delete")).unwrap();
        (at, lines.len(), lines[at].hindrance)
    };
    let (at, count, why) = line(&editor);
    assert_eq!((at, why), (count - 1, Some("Nothing is selected.")));
    editor.select([id("db")]);
    assert_eq!(line(&editor).2, None);
}

#[test]
fn the_letters_that_were_typed_are_marked_in_the_title() {
    let line = first(&reference(), Palette::All, "undo");
    assert_eq!(line.letters, [0, 1, 2, 3]);
    let by_other_words = first(&reference(), Palette::All, "borrar");
    assert_eq!(by_other_words.letters, [0_usize; 0]);
}
