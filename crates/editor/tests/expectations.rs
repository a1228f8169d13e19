//! What a person demands of who reaches whom, stated by name and judged while they draw.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::{
    Command, Id, Status,
    design::{Demand, End, Expectation},
};

fn closed(from: &[End], to: &[End]) -> Expectation {
    Expectation {
        demand: Demand::MustNotReach,
        from: from.to_vec(),
        to: to.to_vec(),
        port: None,
        protocol: None,
        reason: None,
        environments: None,
    }
}

#[test]
fn ends_are_meant_by_name_id_or_address() {
    let editor = reference();
    let end = |text: &str| editor.end_named(text);
    assert_eq!(end(" Orders database "), Ok(End::Node(id("db"))));
    assert_eq!(end("db"), Ok(End::Node(id("db"))));
    assert_eq!(end("Internet"), Ok(End::Internet));
    assert_eq!(end("10.0.0.0/16"), Ok(End::Block("10.0.0.0/16".to_owned())));
    assert!(end("dbb").unwrap_err().contains("is no element"));
}

#[test]
fn a_name_that_several_have_is_asked_for_by_id() {
    let mut editor = reference();
    let name = editor.name_of(&id("db"));
    editor.edit("", Command::SetName { id: id("search"), name: Some(name.clone()) }).unwrap();
    assert!(editor.end_named(&name).unwrap_err().contains("give the id"));
}

#[test]
fn what_is_broken_comes_first_bars_the_plan_and_can_be_withdrawn() {
    let mut editor = reference();
    editor.expect(None, closed(&[End::Internet], &[End::Node(id("data"))])).unwrap();
    assert_eq!(editor.plan_barrier(), None);
    editor.expect(None, closed(&[End::Internet], &[End::Node(id("web"))])).unwrap();
    let found = editor.demanded();
    let found: Vec<(&str, Option<Status>)> = found.iter().map(|one| (one.id.as_str(), one.status)).collect();
    assert_eq!(found.first(), Some(&("web-must-not-reach", Some(Status::Violated))));
    assert!(found.contains(&("data-must-not-reach", Some(Status::Satisfied))), "{found:?}");
    assert_eq!(found.iter().filter(|(_, status)| *status == Some(Status::Violated)).count(), 1);
    let environment = editor.environment().cloned().unwrap();
    assert!(editor.broken().iter().any(|block| block.environment == environment));
    assert!(editor.plan_barrier().unwrap().contains("is not as expected: internet must not reach"));

    editor.expect_no_longer(&id("web-must-not-reach")).unwrap();
    assert!(editor.broken().is_empty() && editor.plan_barrier().is_none());
    editor.undo().unwrap();
    assert_eq!(editor.broken().len(), found_in(&mut editor, "web-must-not-reach"));
}

/// In how many environments an expectation says something.
fn found_in(editor: &mut groundplan_editor::Editor, name: &str) -> usize {
    let id = Id::new(name).unwrap();
    editor.demanded().into_iter().find(|one| one.id == id).map_or(0, |one| one.environments.len())
}

#[test]
fn what_says_nothing_is_refused_and_nothing_changes() {
    let mut editor = reference();
    let before = editor.document().clone();
    let refusal = editor.expect(None, closed(&[], &[End::Node(id("db"))])).unwrap_err();
    assert!(refusal.contains("who calls: an element"), "{refusal}");
    assert_eq!(*editor.document(), before);
}
