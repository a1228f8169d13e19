//! Lenses: what a plan changes and how far a deployment is, on the drawing and in words.
#![allow(clippy::unwrap_used)]

mod common;

use common::{id, reference};
use engine::scene::draw::{MarkLook, Shape};
use groundplan_editor::{Data, Editor, Lens, Touched, models::Planned};

/// Lenses that need no deployment.
const ALWAYS: [Lens; 3] = [Lens::Architecture, Lens::Network, Lens::Security];

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
    assert_eq!(editor.lenses(), ALWAYS);
    let prod = editor.environment().cloned();
    editor.touch(prod.clone(), vec![touched("db", MarkLook::Changed, None)]);
    assert_eq!(editor.lenses()[3..], [Lens::Changes]);
    editor.touch(prod, vec![touched("db", MarkLook::Changed, Some(MarkLook::Working))]);
    assert_eq!(editor.lenses()[3..], [Lens::Changes, Lens::Deployment]);
    // it is about one environment
    editor.show("dev");
    assert_eq!(editor.lenses(), ALWAYS);
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

fn words(editor: &mut Editor, node: &str) -> String {
    editor.describe(&id(node))
}

#[test]
fn the_network_lens_marks_what_the_internet_reaches_and_follows_edits() {
    let mut editor = reference();
    editor.run("lens-network");
    assert_eq!(editor.lens(), Lens::Network);
    // over CloudFront to the load balancer, over that to the servers, and no further
    for node in ["cdn", "alb", "web", "workers", "system"] {
        assert_eq!(state(&mut editor, node), Some("exposed"), "{node}");
    }
    assert_eq!(state(&mut editor, "db"), None);
    assert_eq!(state(&mut editor, "bastion"), Some("outbound"));
    assert!(words(&mut editor, "workers").contains("internet: 30080"), "{}", words(&mut editor, "workers"));
    assert!(!editor.lens_waits(), "all of it within the frame");

    // what opens it is answered at once
    editor.edit("Disconnect", engine::Command::RemoveConnection { id: id("alb-web") }).unwrap();
    assert_eq!(state(&mut editor, "web"), Some("outbound"));
    editor.undo().unwrap();
    assert_eq!(state(&mut editor, "web"), Some("exposed"));
    editor.run("lens-architecture");
    assert_eq!((state(&mut editor, "web"), marks(&mut editor)), (None, 0));
}

#[test]
fn what_is_selected_has_its_callers_and_what_it_calls() {
    let mut editor = reference();
    editor.run("lens-network");
    editor.select([id("db")]);
    for node in ["workers", "system", "bastion"] {
        assert_eq!(state(&mut editor, node), Some("reaches"), "{node}");
    }
    assert_eq!((state(&mut editor, "db"), state(&mut editor, "web")), (None, None));
    editor.select([id("workers")]);
    assert_eq!(state(&mut editor, "db"), Some("reached"));
    // the load balancer forwards to them, and they get back to it by way of CloudFront
    assert_eq!(state(&mut editor, "alb"), Some("mutual"));
    // two: the way between them, in words too
    editor.select([id("workers"), id("db")]);
    assert_eq!((state(&mut editor, "alb"), marks(&mut editor)), (None, 0));
    let traced = editor.scene().unwrap().items.iter().any(|item| match &item.shape {
        Shape::Wire(wire) => wire.traced && item.subjects.iter().any(|it| it.node == "workers-db"),
        _ => false,
    });
    assert!(traced);
    let ways = editor.ways();
    let told = |title: &str| ways.iter().find(|way| way.title.contains(title)).map(|way| way.word);
    assert_eq!(told("Workers → Orders database, 5432/tcp"), Some("reached"), "{ways:?}");
    assert_eq!(told("Orders database → Workers"), Some("not reached"), "{ways:?}");
    let blocked = ways.iter().find(|way| way.word == "not reached").unwrap();
    assert!(blocked.report.why.is_some() && blocked.report.opens.is_some(), "{blocked:?}");
    editor.select([]);
    assert!(editor.ways().is_empty());
    assert_eq!(state(&mut editor, "alb"), Some("exposed"));
}

#[test]
fn the_security_lens_counts_open_findings_of_its_pillar() {
    let mut editor = reference();
    editor.show("dev");
    for (node, property) in [("db", "encrypted"), ("alb", "drop_invalid_headers")] {
        let (environment, path) = (None, vec![property.to_owned()]);
        let off = engine::Command::SetProperty { id: id(node), environment, path, value: false.into() };
        editor.edit("Off", off).unwrap();
    }
    let open: Vec<_> = editor.findings("dev").unwrap().iter().filter(|it| it.open()).cloned().collect();
    let ours =
        |node: &str| open.iter().filter(|it| it.node == id(node) && it.pillar().word() == "security").count();
    let (with, without): (Vec<_>, Vec<_>) = open.iter().partition(|it| ours(it.node.as_str()) > 0);
    assert!(!with.is_empty() && !without.is_empty(), "{} {}", with.len(), without.len());
    editor.run("lens-security");
    for finding in with {
        let told = state(&mut editor, finding.node.as_str());
        assert!(matches!(told, Some("low" | "medium" | "high" | "critical")), "{}: {told:?}", finding.node);
    }
    for finding in without {
        assert_eq!(state(&mut editor, finding.node.as_str()), None, "{}", finding.node);
    }
    let counted = editor.scene().unwrap().items.iter().filter_map(|item| match &item.shape {
        Shape::Badge { count, .. } => Some(*count),
        _ => None,
    });
    let all = open.iter().filter(|it| it.pillar().word() == "security").count();
    assert_eq!(counted.sum::<usize>(), all, "badges count what is open, once each");
}
