//! Lenses: what a plan changes and how far a deployment is, on the drawing and in words.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::scene::draw::{MarkLook, Shape};
use groundplan_editor::{Data, Editor, Lens, Touched, models::Planned};

fn touched(node: &str, change: MarkLook, progress: Option<MarkLook>) -> Touched {
    Touched { id: id(node), change: Some(change), data: None, progress }
}

fn state(editor: &mut Editor, node: &str) -> Option<&'static str> {
    editor.tree().into_iter().find(|item| item.id == id(node)).unwrap().state
}

fn marks(editor: &mut Editor) -> usize {
    editor.scene().unwrap().items.iter().filter(|item| matches!(item.shape, Shape::Mark(_))).count()
}

#[test]
fn a_lens_is_offered_once_it_has_something_to_show() {
    let mut editor = reference();
    assert_eq!(editor.lenses(), [Lens::Architecture]);
    let prod = editor.environment().cloned();
    editor.touch(prod.clone(), vec![touched("db", MarkLook::Changed, None)]);
    assert_eq!(editor.lenses(), [Lens::Architecture, Lens::Changes]);
    editor.touch(prod, vec![touched("db", MarkLook::Changed, Some(MarkLook::Working))]);
    assert_eq!(editor.lenses(), [Lens::Architecture, Lens::Changes, Lens::Deployment]);
    // it is about one environment
    editor.show("dev");
    assert_eq!(editor.lenses(), [Lens::Architecture]);
}

#[test]
fn the_drawing_and_its_words_follow_the_lens() {
    let mut editor = reference();
    let before = editor.picture().bounds(&id("db"));
    let prod = editor.environment().cloned();
    let replaced =
        Touched { data: Some(Data::Deleted), ..touched("db", MarkLook::Replaced, Some(MarkLook::Failed)) };
    editor.touch(prod, vec![replaced]);
    assert_eq!((state(&mut editor, "db"), marks(&mut editor)), (None, 0));

    editor.look_through(Lens::Changes);
    assert_eq!((state(&mut editor, "db"), state(&mut editor, "vpc")), (Some("replaced"), None));
    assert_eq!(marks(&mut editor), 1);
    assert!(editor.describe(&id("db")).contains("will be replaced"));
    assert_eq!(editor.picture().bounds(&id("db")), before, "nothing moves");
    let warned = editor.scene().unwrap().items.iter().any(|item| match &item.shape {
        Shape::Mark(mark) => mark.warning.contains("data loss"),
        _ => false,
    });
    assert!(warned, "what is lost stands on the card");

    editor.look_through(Lens::Deployment);
    assert_eq!(state(&mut editor, "db"), Some("failed"));
    editor.show("dev");
    assert_eq!(marks(&mut editor), 0, "another environment is not marked");
    editor.show("prod");
    editor.look_through(Lens::Architecture);
    assert_eq!((state(&mut editor, "db"), marks(&mut editor)), (None, 0));
}

#[test]
fn a_plan_is_carried_out_only_as_it_was_seen_and_data_goes_only_by_name() {
    let mut editor = reference();
    let hash = engine::canonical::hash(editor.document());
    let names = ["db".to_owned(), "files".to_owned()];
    let planned = Planned { environment: "prod", hash: &hash, nothing: false, names: &names };
    let mut typed = std::collections::BTreeMap::new();
    let why = |editor: &Editor, typed: &_| editor.deploy_barrier(&planned, typed).unwrap_or_default();
    assert!(why(&editor, &typed).contains("Type db"));
    typed.insert("db".to_owned(), "db ".to_owned());
    assert!(why(&editor, &typed).contains("Type files"));
    typed.insert("files".to_owned(), "file".to_owned());
    assert!(why(&editor, &typed).contains("Type files"), "all of it is typed");
    typed.insert("files".to_owned(), "files".to_owned());
    assert_eq!(why(&editor, &typed), "");

    editor.show("dev");
    assert!(why(&editor, &typed).contains("Plan again"), "another environment");
    editor.show("prod");
    editor.edit("Rename", engine::Command::SetDocumentName { name: "Other".to_owned() }).unwrap();
    assert!(why(&editor, &typed).contains("Plan again"), "another design");
    let nothing = Planned { hash: &engine::canonical::hash(editor.document()), nothing: true, ..planned };
    assert!(editor.deploy_barrier(&nothing, &typed).unwrap().contains("nothing"));
}

#[test]
fn what_cannot_be_built_is_not_planned() {
    let mut editor = reference();
    assert_eq!(editor.plan_barrier(), None);
    let mut blocked = common::open(
        r#"{ "groundplan": 1, "id": "blocked", "name": "Blocked", "connections": {}, "environments": {
            "dev": { "account": "111111111111", "region": "us-east-1", "tier": "non-production" } },
            "nodes": { "vpc": { "kind": "vpc", "properties": { "zones": 1 } },
                "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
                "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": true } } } }"#,
    );
    assert!(blocked.plan_barrier().unwrap().contains("cannot be built yet"));
}

#[test]
fn what_a_plan_removes_is_drawn_as_it_was_deployed() {
    let mut editor = reference();
    let before = editor.document().clone();
    editor.select([id("db")]);
    editor.run("delete");
    let drawn = |editor: &mut Editor| editor.tree().into_iter().any(|item| item.id == id("db"));
    assert!(!drawn(&mut editor));
    let prod = editor.environment().cloned();
    editor.touch(prod, vec![touched("db", MarkLook::Removed, None)]);
    editor.deployed_before(Some(before));
    assert!(!drawn(&mut editor), "the architecture is what there is to be");
    editor.look_through(Lens::Changes);
    assert_eq!(state(&mut editor, "db"), Some("removed"));
    let struck = editor.scene().unwrap().items.iter().any(|item| match &item.shape {
        Shape::Mark(mark) => !mark.struck.is_empty(),
        _ => false,
    });
    assert!(struck);
    editor.show("dev");
    assert!(!drawn(&mut editor), "only where it goes");
    editor.show("prod");
    editor.look_through(Lens::Architecture);
    assert!(!drawn(&mut editor));
}
