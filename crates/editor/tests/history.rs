//! Undo and redo: what is one step, and what is never one.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::{
    Command, Document, canonical,
    design::Frame,
    scene::{
        draw::{Item, Shape},
        paint::{Mark, paint_at},
    },
};
use groundplan_editor::{Editor, Operation, position};
use serde_json::json;

fn set(editor: &mut Editor, key: Option<&str>, days: i64) {
    let command = Command::SetProperty {
        id: id("db"),
        environment: None,
        path: vec!["backup_retention_days".into()],
        value: json!(days),
    };
    match key {
        Some(key) => editor.edit_coalesced(key, "Backups", command).unwrap(),
        None => editor.edit("Backups", command).unwrap(),
    }
}

/// The document that the shell has after writing the operations.
fn written(start: &Document, operations: &[Operation]) -> Document {
    let mut document = start.clone();
    for operation in operations {
        operation.delta.apply(&mut document).unwrap();
    }
    document
}

#[test]
fn typing_in_one_field_is_one_step_and_each_edit_is_written_at_once() {
    let mut editor = reference();
    let start = editor.document().clone();
    for days in [1, 15, 21] {
        set(&mut editor, Some("db.backups"), days);
    }
    let operations = editor.take_operations();
    assert_eq!(operations.len(), 3, "what is typed is safe before the field is left");
    assert_eq!(&written(&start, &operations), editor.document());

    assert!(editor.undo().unwrap());
    assert_eq!(editor.document(), &start);
    assert!(!editor.can_undo() && editor.can_redo());
    assert!(editor.redo().unwrap());
    assert_eq!(editor.document().nodes["db"].properties["backup_retention_days"], json!(21));
}

#[test]
fn another_field_an_undo_or_leaving_the_field_begin_a_new_step() {
    let mut editor = reference();
    set(&mut editor, Some("db.backups"), 20);
    editor.settle();
    set(&mut editor, Some("db.backups"), 21);
    set(&mut editor, Some("db.other"), 22);
    set(&mut editor, None, 23);
    let mut steps = 0;
    while editor.undo().unwrap() {
        steps += 1;
    }
    assert_eq!(steps, 4);
    editor.redo().unwrap();
    set(&mut editor, Some("db.backups"), 25);
    assert_eq!(editor.undo_label(), Some("Backups"));
    editor.undo().unwrap();
    assert_eq!(editor.document().nodes["db"].properties["backup_retention_days"], json!(20));
}

#[test]
fn typing_back_what_was_there_leaves_no_step() {
    let mut editor = reference();
    set(&mut editor, Some("db.backups"), 20);
    set(&mut editor, Some("db.backups"), 14);
    assert!(!editor.can_undo());
}

#[test]
fn what_is_done_between_a_mark_and_its_commit_is_one_step_and_one_operation() {
    let mut editor = reference();
    let start = editor.document().clone();
    editor.begin();
    set(&mut editor, None, 20);
    editor.begin();
    set(&mut editor, None, 21);
    editor.commit("inner");
    assert!(editor.take_operations().is_empty(), "nothing is written before the step is finished");
    assert!(!editor.undo().unwrap(), "a step that is being made is not undone");
    editor.commit("Both");
    let operations = editor.take_operations();
    assert_eq!(operations.iter().map(|operation| operation.label.as_str()).collect::<Vec<_>>(), ["Both"]);
    assert_eq!(&written(&start, &operations), editor.document());
    editor.undo().unwrap();
    assert_eq!(editor.document(), &start);
}

#[test]
fn aborting_returns_to_the_mark_byte_for_byte_and_leaves_redo_alone() {
    let mut editor = reference();
    set(&mut editor, None, 20);
    editor.undo().unwrap();
    let start = canonical::print(editor.document());
    editor.begin();
    set(&mut editor, None, 30);
    editor.edit("Move", Command::SetFrame { id: id("db"), frame: Frame(300, 40, 440, 44) }).unwrap();
    editor.abort();
    assert_eq!(canonical::print(editor.document()), start);
    assert!(editor.can_redo());
    editor.begin();
    editor.commit("nothing");
    assert!(!editor.can_undo(), "a mark without edits is no step");
}

#[test]
fn selecting_and_looking_are_no_steps_and_do_not_forget_what_was_taken_back() {
    let mut editor = reference();
    set(&mut editor, None, 20);
    editor.undo().unwrap();
    editor.select([id("db")]);
    editor.pan(40.0, 3.0);
    editor.zoom_at(position(10.0, 10.0), 2.0);
    editor.fit();
    editor.show("dev");
    assert!(editor.can_redo() && !editor.can_undo());
}

#[test]
fn all_of_the_drawing_is_shown_until_someone_looks_elsewhere() {
    let mut editor = reference();
    editor.set_viewport(1032.0, 808.0);
    assert!(!editor.is_fitted());
    editor.fit();
    assert!(editor.is_fitted());
    editor.pan(40.0, 0.0);
    assert!(!editor.is_fitted());
}

/// What the cards of the reference say in a canvas of this size: name, price, and the words that are drawn.
fn told(width: f64, height: f64) -> Vec<(String, String, Vec<String>)> {
    let mut editor = reference();
    editor.set_viewport(width, height);
    editor.fit();
    let zoom = editor.camera().zoom;
    let items = &editor.scene().unwrap().items;
    let words = |item: &Item| {
        let text = |mark| if let Mark::Text { text, .. } = mark { Some(text) } else { None };
        paint_at(item, zoom).into_iter().filter_map(text).collect()
    };
    let told = items.iter().filter_map(|item| match &item.shape {
        Shape::Card(card) => Some((card.name.clone(), card.price.clone(), words(item))),
        _ => None,
    });
    told.collect()
}

#[test]
fn the_reference_fits_a_usual_window_with_all_names_and_prices() {
    for (name, price, words) in told(1032.0, 808.0) {
        assert!(words.contains(&name), "{name} is cut: {words:?}");
        assert!(price.is_empty() || words.contains(&price), "{name} without {price}: {words:?}");
    }
}

#[test]
fn in_a_small_window_it_still_tells_names_and_prices() {
    for (name, price, words) in told(932.0, 608.0) {
        let begun = |text: &String| {
            *text == name
                || text.chars().count() > 4
                    && text.strip_suffix('…').is_some_and(|text| name.starts_with(text))
        };
        assert!(words.iter().any(begun), "{name}: {words:?}");
        assert!(price.is_empty() || words.contains(&price), "{name} without {price}: {words:?}");
    }
}
