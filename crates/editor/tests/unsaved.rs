//! Edits on their way to the disk, and designs that are only looked at.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::{Refusal, canonical};
use groundplan_editor::{Editor, Operation, Unsaved};

fn named(editor: &mut Editor, name: &str) -> Vec<Operation> {
    editor.rename(&id("db"), name).unwrap();
    editor.take_operations()
}

fn labels(sent: Option<(u32, &[Operation])>) -> Option<(u32, Vec<&str>)> {
    sent.map(|(base, operations)| (base, operations.iter().map(|made| made.label.as_str()).collect()))
}

#[test]
fn an_edit_that_could_not_be_written_is_sent_again_before_later_ones() {
    let mut editor = reference();
    let mut unsaved = Unsaved::after(4);
    assert_eq!(unsaved.send(), None);
    let first = named(&mut editor, "First");
    let one = first[0].label.clone();
    unsaved.add(first);
    assert_eq!(labels(unsaved.send()), Some((4, vec![one.as_str()])));
    let second = named(&mut editor, "Second");
    let two = second[0].label.clone();
    unsaved.add(second);
    assert_eq!(unsaved.send(), None, "one answer is awaited");

    unsaved.refused();
    assert_eq!(labels(unsaved.send()), Some((4, vec![one.as_str(), two.as_str()])));
    unsaved.add(named(&mut editor, "Third"));
    unsaved.written(6);
    assert!(!unsaved.is_empty(), "what came meanwhile is not on disk yet");
    assert_eq!(unsaved.send().unwrap().0, 6);
    unsaved.written(7);
    assert!(unsaved.is_empty());
    assert_eq!(unsaved.acknowledged(), 7);
}

#[test]
fn a_design_goes_on_in_another_file_with_what_was_not_written() {
    let mut editor = reference();
    let mut unsaved = Unsaved::after(4);
    unsaved.add(named(&mut editor, "First"));
    unsaved.send();
    unsaved.refused();
    unsaved.moved(0);
    let (base, operations) = unsaved.send().unwrap();
    assert_eq!((base, operations.len()), (0, 1));
}

#[test]
fn a_locked_design_refuses_edits_and_undo_with_the_reason() {
    let mut editor = reference();
    editor.rename(&id("db"), "Ledger").unwrap();
    editor.take_operations();
    let before = canonical::hash(editor.document());
    editor.lock(Some("somebody else has it open".to_owned()));
    let refusal = editor.rename(&id("db"), "Other").unwrap_err();
    assert!(matches!(&refusal, Refusal::ReadOnly { .. }));
    assert_eq!(editor.why(&refusal), "somebody else has it open");
    assert!(!editor.undo().unwrap());
    assert_eq!((canonical::hash(editor.document()), editor.take_operations()), (before, Vec::new()));
    editor.lock(None);
    assert!(editor.undo().unwrap());
}

#[test]
fn a_known_change_is_one_step_that_can_be_undone() {
    let mut editor = reference();
    let start = canonical::hash(editor.document());
    let way_back = named(&mut editor, "Ledger")[0].delta.inverse();
    editor.make("Restore revision 0", way_back.clone()).unwrap();
    assert_eq!(canonical::hash(editor.document()), start);
    assert_eq!(editor.undo_label(), Some("Restore revision 0"));
    assert!(editor.make("Restore revision 0", way_back).is_err(), "it was made for another state");
    assert!(editor.undo().unwrap());
    assert_ne!(canonical::hash(editor.document()), start);
}
