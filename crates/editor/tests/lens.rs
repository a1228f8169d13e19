//! Lenses: what a plan changes and how far a deployment is, on the drawing and in words.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Hand, grip, id, reference};
use engine::{
    generated,
    scene::{
        cost::Heat,
        draw::{Course, FrameLook, Item, MarkLook, Shape},
        lens,
    },
};
use groundplan_editor::{Data, Editor, Lens, Touched, models::Planned};
use serde_json::json;

/// Lenses that need no deployment.
const ALWAYS: [Lens; 4] = [Lens::Architecture, Lens::Network, Lens::Security, Lens::Cost];

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
    assert_eq!(editor.lenses()[4..], [Lens::Changes]);
    editor.touch(prod, vec![touched("db", MarkLook::Changed, Some(MarkLook::Working))]);
    assert_eq!(editor.lenses()[4..], [Lens::Changes, Lens::Deployment]);
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

/// The connections whose wires the lens follows; several share a wire where what they end at is in one frame.
fn followed(editor: &mut Editor) -> Vec<String> {
    let items = editor.scene().unwrap().items.iter();
    let wires = items.filter(|item| matches!(&item.shape, Shape::Wire(wire) if wire.traced.is_some()));
    let mut ways: Vec<String> =
        wires.flat_map(|item| &item.subjects).map(|subject| subject.node.clone()).collect();
    ways.sort();
    ways.dedup();
    ways
}

/// Whether all that is drawn of a node stands in full strength.
fn full(editor: &mut Editor, node: &str) -> bool {
    let of = |item: &&engine::scene::draw::Item| item.subjects.iter().any(|it| it.node == node);
    editor.scene().unwrap().items.iter().filter(of).all(|item| !item.faded)
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
    let ways = followed(&mut editor);
    for wire in ["workers-db", "workers-search", "alb-workers", "cdn-alb", "customers-cdn"] {
        assert!(ways.iter().any(|way| way == wire), "{wire}: {ways:?}");
    }
    // the same in words, for the inspector
    let told: Vec<String> =
        editor.neighbours().iter().map(|one| format!("{} {} {}", one.name, one.words, one.ports)).collect();
    assert!(told.contains(&"Orders database is reached 5432".to_owned()), "{told:?}");
    // its machines stand in both zones, each with its own way out
    for nat in ["nat-1", "nat-2"] {
        assert!(full(&mut editor, nat), "{nat}");
    }
    // the load balancer forwards to them, and they get back to it by way of CloudFront
    assert_eq!(state(&mut editor, "alb"), Some("mutual"));
    // two: the way between them, in words too
    editor.select([id("workers"), id("db")]);
    assert_eq!((state(&mut editor, "alb"), marks(&mut editor)), (None, 0));
    assert_eq!(followed(&mut editor), ["system-db", "workers-db"]);
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

/// A design that is too large to be asked about within a frame; people call each load balancer.
fn large() -> Editor {
    let mut design = generated::design(220);
    design["nodes"]["users"] = json!({ "kind": "users" });
    for at in 0..11 {
        let call = json!({ "from": "users", "kind": "traffic", "to": format!("net-{at}-alb") });
        design["connections"][format!("users-{at}")] = call;
    }
    common::open(&design.to_string())
}

fn look_to_the_end(editor: &mut Editor) -> usize {
    let mut slices = 0;
    while editor.lens_waits() {
        editor.look_further();
        slices += 1;
    }
    slices
}

#[test]
fn a_large_design_is_asked_after_the_frame_and_says_the_same() {
    let mut editor = large();
    editor.run("lens-network");
    assert_eq!(marks(&mut editor), 0, "the frame does not wait");
    assert!(look_to_the_end(&mut editor) > 3, "in pieces");
    for node in ["net-0-alb", "net-7-web"] {
        assert_eq!(state(&mut editor, node), Some("exposed"), "{node}");
    }
    // what was said stays while the next edit is asked about
    let before = marks(&mut editor);
    editor.edit("Disconnect", engine::Command::RemoveConnection { id: id("net-7-alb-web") }).unwrap();
    assert_eq!((marks(&mut editor), editor.lens_waits()), (before, true));
    look_to_the_end(&mut editor);
    assert_ne!(state(&mut editor, "net-7-web"), Some("exposed"));
    assert_eq!(state(&mut editor, "net-6-web"), Some("exposed"));
    // another lens over the same answer asks nothing again
    editor.run("lens-security");
    assert!(marks(&mut editor) > 0 && !editor.lens_waits());
    editor.run("lens-architecture");
    assert!(!editor.lens_waits());
}

#[test]
fn the_security_lens_of_a_large_design_learns_what_the_internet_reaches_after_the_frame() {
    let mut editor = large();
    let exposed = |editor: &mut Editor| {
        let all = editor.scene().unwrap().items.iter();
        all.filter(|item| matches!(&item.shape, Shape::Mark(mark) if mark.exposed)).count()
    };
    editor.run("lens-security");
    assert_eq!((exposed(&mut editor), editor.lens_waits()), (0, true));
    assert!(marks(&mut editor) > 0, "findings are known");
    look_to_the_end(&mut editor);
    assert!(exposed(&mut editor) > 0);
    assert!(words(&mut editor, "net-3-alb").contains("reached from the internet"));
    assert!(!words(&mut editor, "net-3-db").contains("reached from the internet"));
}

#[test]
fn the_pointer_is_told_the_way_from_the_internet_or_why_there_is_none() {
    let mut editor = reference();
    let at = grip(&mut editor, "db");
    Hand::on(&mut editor).to(at);
    assert_eq!(editor.overlay().trail, None, "without the lens nothing is told");
    editor.run("lens-network");
    let told = |editor: &mut Editor, node: &str| {
        let at = grip(editor, node);
        Hand::on(editor).to(at);
        editor.shown_overlay().trail.clone().unwrap()
    };
    let alb = told(&mut editor, "alb");
    assert_eq!(alb.told, ["internet → CloudFront → Application LB: 443"]);
    let passed: Vec<&str> = alb.rings.iter().flat_map(|ring| &ring.ids).map(|id| id.as_str()).collect();
    for node in ["alb", "cdn", "igw", "cdn-alb", "customers-cdn"] {
        assert!(passed.contains(&node), "{node}: {passed:?}");
    }
    assert!(alb.rings.iter().any(|ring| !ring.wires.is_empty()));
    let db = told(&mut editor, "db");
    assert!(db.told[0].contains("does not reach") && db.rings.is_empty(), "{db:?}");
    // while something is dragged nothing is told
    let at = grip(&mut editor, "alb");
    let mut hand = Hand::on(&mut editor);
    hand.to(at);
    hand.press(at);
    assert_eq!(editor.overlay().trail, None);
}

#[test]
fn the_legend_comes_beside_the_drawing_where_its_own_cannot_be_read() {
    let mut editor = reference();
    editor.set_viewport(1600.0, 1400.0);
    editor.fit();
    assert_eq!(editor.legend_aside(), None, "wires are explained in the drawing alone");
    editor.run("lens-network");
    assert_eq!(editor.legend_aside(), None, "the drawing explains it");
    editor.zoom_to(0.4);
    let legend = editor.legend_aside().unwrap();
    assert!(legend.words().contains("reached from the internet"), "{}", legend.words());
    editor.zoom_to(3.0);
    assert!(editor.legend_aside().is_some(), "out of sight");
}

#[test]
fn what_is_seen_is_handed_on_as_it_is() {
    let mut editor = reference();
    assert_eq!(editor.seen(), None, "without a lens there is nothing to hand on");
    editor.run("lens-network");
    editor.select([id("db")]);
    let seen = editor.seen().unwrap();
    let lens: lens::Lens = serde_json::from_str(&seen.lens).unwrap();
    assert_eq!((lens.marks["workers"].look, lens.ways["workers-db"]), (MarkLook::Reaches, Course::Towards));
    assert_eq!(seen.document, None, "the design that is open");
    // all of a large design, even where the page has not asked it to the end
    let mut large = large();
    large.run("lens-network");
    let lens: lens::Lens = serde_json::from_str(&large.seen().unwrap().lens).unwrap();
    assert_eq!(lens.marks["net-9-web"].look, MarkLook::Exposed);
    // with what a plan removes
    let mut editor = reference();
    let before = editor.document().clone();
    editor.select([id("db")]);
    editor.run("delete");
    editor.touch(editor.environment().cloned(), vec![touched("db", MarkLook::Removed, None)]);
    editor.deployed_before(Some(before));
    editor.look_through(Lens::Changes);
    let seen = editor.seen().unwrap();
    assert!(seen.document.unwrap().contains("\"db\""));
    assert!(seen.lens.contains("Change set"));
}

/// The step of heat that an element is filled with, and the price on its card.
fn heat(editor: &mut Editor, node: &str) -> (Option<Heat>, String) {
    let of = |item: &&Item| item.subjects.iter().any(|it| it.node == node);
    let mut cards = editor.scene().unwrap().items.iter().filter(of).filter_map(|item| match &item.shape {
        Shape::Card(card) => Some((card.heat, card.price.clone())),
        _ => None,
    });
    cards.next().unwrap()
}

#[test]
fn the_cost_lens_shows_what_an_environment_costs_and_follows_edits() {
    let mut editor = reference();
    let before = editor.picture().bounds(&id("db"));
    assert_eq!(heat(&mut editor, "db").0, None);
    editor.run("lens-cost");
    assert_eq!((editor.lens(), editor.lens_waits()), (Lens::Cost, false));
    assert_eq!(editor.picture().bounds(&id("db")), before, "nothing moves");
    let (step, price) = heat(&mut editor, "db");
    assert_eq!((step, state(&mut editor, "db")), (Some(Heat::Above), Some("above")));
    // the same in words: of elements, and of what stands in a tier
    assert!(words(&mut editor, "db").contains(&price), "{}", words(&mut editor, "db"));
    assert!(words(&mut editor, "data").contains('$'), "{}", words(&mut editor, "data"));
    let title = editor.scene().unwrap().items.iter().find_map(|item| match &item.shape {
        Shape::Legend { legend, .. } => Some(legend.title.clone()),
        _ => None,
    });
    assert_eq!(title.as_deref(), Some("Cost of a typical month"));

    // another environment, an edit, and back
    editor.show("dev");
    assert_ne!(heat(&mut editor, "db").1, price);
    editor.show("prod");
    editor.edit("Delete", engine::Command::RemoveNode { id: id("bastion") }).unwrap();
    let sum = |editor: &mut Editor| {
        let frames = editor.scene().unwrap().items.iter().filter_map(|item| match &item.shape {
            Shape::Frame(frame) if frame.look == FrameLook::Account => frame.subtotal.clone(),
            _ => None,
        });
        frames.map(|note| note.text).next().unwrap()
    };
    let without = sum(&mut editor);
    editor.undo().unwrap();
    assert_ne!(sum(&mut editor), without);
    // what is exported is what is seen
    let seen: lens::Lens = serde_json::from_str(&editor.seen().unwrap().lens).unwrap();
    assert!(seen.costs.unwrap().elements.contains_key("db"));

    editor.run("lens-architecture");
    assert_eq!((heat(&mut editor, "db").0, state(&mut editor, "db")), (None, None));
}

#[test]
fn a_lens_over_cost_says_unpriced_where_no_fact_states_a_price() {
    let mut editor = common::open(
        &json!({
            "groundplan": 1, "id": "raw", "name": "Raw",
            "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
            "nodes": {
                "server": { "kind": "cfn_resource", "properties": { "type": "AWS::Transfer::Server", "properties": {} } }
            }
        })
        .to_string(),
    );
    editor.run("lens-cost");
    assert_eq!(state(&mut editor, "server"), Some("unpriced"));
    assert_eq!(heat(&mut editor, "server"), (Some(Heat::Cold), "unpriced".to_owned()));
    assert!(words(&mut editor, "server").contains("unpriced"));
}
