//! What is different between two states of a design, in words.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::{Command, Document, Language};
use groundplan_editor::{Editor, Sort, differences};
use serde_json::{Value, json};

fn edit(editor: &mut Editor, command: Value) {
    editor.edit("Edit", serde_json::from_value::<Command>(command).unwrap()).unwrap();
}

fn lines(before: &Document, after: &Document, language: Language) -> Vec<String> {
    let all = differences(before, after, language);
    let line = |one: &groundplan_editor::Difference| {
        format!("{:?} {} [{}]", one.sort, one.subject, one.details.join("; "))
    };
    all.iter().map(line).collect()
}

#[test]
fn a_design_is_not_different_from_itself() {
    let editor = reference();
    assert_eq!(differences(editor.document(), editor.document(), Language::English), []);
}

#[test]
fn properties_are_told_by_their_labels_with_what_they_were() {
    let mut editor = reference();
    let before = editor.document().clone();
    edit(&mut editor, json!({ "do": "set-property", "id": "db", "path": ["multi_az"], "value": false }));
    edit(
        &mut editor,
        json!({ "do": "set-property", "id": "db", "environment": "dev", "path": ["backup_retention_days"], "value": 2 }),
    );
    editor.rename(&id("db"), "Ledger").unwrap();
    let told = differences(&before, editor.document(), Language::English);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].sort, told[0].id.as_ref()), (Sort::Changed, Some(&id("db"))));
    assert!(told[0].subject.starts_with("Ledger · "), "{}", told[0].subject);
    let details = told[0].details.join("\n");
    for expected in ["Name: ", " → Ledger", ": yes → no", "dev: ", " → 2"] {
        assert!(details.contains(expected), "“{expected}” in {details}");
    }
    assert!(!details.contains("multi_az"), "by its label: {details}");
}

#[test]
fn what_is_new_comes_first_and_what_is_gone_last_and_the_way_back_is_the_opposite() {
    let mut editor = reference();
    let before = editor.document().clone();
    editor.select([id("db")]);
    editor.delete().unwrap();
    editor.select([]);
    editor.add("sqs_queue").unwrap();
    let there = differences(&before, editor.document(), Language::English);
    assert_eq!(there.first().unwrap().sort, Sort::Added);
    assert_eq!(there.last().unwrap().sort, Sort::Removed);
    let back = differences(editor.document(), &before, Language::English);
    let count =
        |all: &[groundplan_editor::Difference], sort| all.iter().filter(|one| one.sort == sort).count();
    assert_eq!(count(&there, Sort::Added), count(&back, Sort::Removed));
    assert_eq!(count(&there, Sort::Removed), count(&back, Sort::Added));
}

#[test]
fn the_name_of_the_design_and_presence_in_an_environment_are_told_in_both_languages() {
    let mut editor = reference();
    let before = editor.document().clone();
    edit(&mut editor, json!({ "do": "set-document-name", "name": "Platform" }));
    editor.set_present(&id("db"), &id("dev"), false).unwrap();
    let english = lines(&before, editor.document(), Language::English).join("\n");
    let spanish = lines(&before, editor.document(), Language::Spanish).join("\n");
    assert!(english.contains("The design [Name: ") && english.contains("Absent in dev"), "{english}");
    assert!(spanish.contains("El diseño [Nombre: ") && spanish.contains("Ausente en dev"), "{spanish}");
}
