//! What the lenses over the network and over security mark, and how a small design looks through them.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fmt::Write as _};

use groundplan_engine::{
    Annotations, Architecture, Language, Neighbourhood, Network, NetworkLens, Project, Scene, Services, load,
    scene::{
        self,
        draw::{MarkLook, Severity, Shape},
        lens::Lens,
    },
};
use serde_json::{Value, json};

/// A public load balancer before a web server with a database; a batch server that only calls out. `more` is patched
/// into the nodes.
fn project(more: Value) -> Project {
    let mut nodes = json!({
        "vpc": { "kind": "vpc" },
        "igw": { "kind": "internet_gateway", "parent": "vpc" },
        "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public" } },
        "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private" } },
        "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated" } },
        "users": { "kind": "users" },
        "alb": { "kind": "alb", "parent": "public" },
        "nat-1": { "kind": "nat_gateway", "parent": "public", "properties": { "zone": 1 } },
        "web": { "kind": "ec2_instance", "parent": "app" },
        "batch": { "kind": "ec2_instance", "parent": "app" },
        "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": true } }
    });
    for (id, node) in more.as_object().unwrap() {
        nodes[id] = node.clone();
    }
    let document = json!({
        "groundplan": 1, "id": "shop", "name": "Shop",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": nodes,
        "connections": {
            "users-alb": { "from": "users", "kind": "traffic", "to": "alb" },
            "alb-web": { "from": "alb", "kind": "target", "to": "web", "properties": { "port": 8080 } },
            "web-db": { "from": "web", "kind": "traffic", "to": "db", "properties": { "port": 5432 } }
        },
        "expectations": { "closed": { "demand": "must-not-reach", "from": ["internet"], "to": ["web"] } },
        "suppressions": { "accepted": { "rule": "rds-encrypted", "node": "db", "reason": "A trial", "until": "2026-12-31" } }
    });
    Project::new(load(document.to_string().as_bytes(), &Services).unwrap())
}

fn plain() -> (Project, Architecture) {
    let project = project(json!({}));
    let architecture = project.resolve("prod").unwrap();
    (project, architecture)
}

fn asked(architecture: &Architecture, of: impl Fn(&Network<'_>) -> Neighbourhood) -> Lens {
    let network = Network::of(architecture);
    let mut lens = NetworkLens::new(architecture, of(&network));
    lens.go_on(&network, usize::MAX);
    assert!(lens.done(architecture));
    lens.lens().clone()
}

fn between(architecture: &Architecture, from: &str, to: &str) -> Lens {
    let ix = |id| architecture.index_of(id).unwrap();
    asked(architecture, |_| Neighbourhood::Between(ix(from), ix(to)))
}

/// `alb: Exposed internet: 443`
fn told(lens: &Lens) -> Vec<String> {
    let line = |(id, mark): (&String, &scene::lens::LensMark)| {
        format!("{id}: {:?} {}", mark.look, mark.note).trim_end().to_owned()
    };
    lens.marks.iter().map(line).collect()
}

/// The drawing through a lens: what steps back, what is marked how, and where its words stand.
fn seen(architecture: &Architecture, lens: Lens) -> String {
    let annotations = Annotations { lens: Some(lens), ..Annotations::default() };
    let Scene { items, .. } = scene::scene(architecture, &annotations, &scene::Options::default());
    let mut out = String::new();
    for item in &items {
        let who = item.subjects.iter().map(|subject| subject.node.as_str()).collect::<Vec<_>>().join("+");
        let what = match &item.shape {
            Shape::Card(_) => "card",
            Shape::Frame(frame) => {
                let tint = frame.tint.map_or_else(String::new, |worst| format!(" tinted {worst:?}"));
                let _ = writeln!(out, "frame {who}{tint}{}", if item.faded { " faded" } else { "" });
                continue;
            }
            Shape::Wire(wire) if wire.traced => "traced wire",
            Shape::Wire(_) => "wire",
            Shape::Actor { .. } => "actor",
            Shape::Gate { .. } => "gate",
            Shape::Mark(mark) => {
                let quiet = if mark.quiet { " quiet" } else { "" };
                let _ = write!(out, "mark {who} {:?}{quiet}", mark.look);
                if let Some(note) = &mark.note {
                    let _ = write!(out, " “{}” at {},{}", note.text, note.rect.x, note.rect.y);
                }
                out.push('\n');
                continue;
            }
            _ => continue,
        };
        let _ = writeln!(out, "{what} {who}{}", if item.faded { " faded" } else { "" });
    }
    out
}

#[test]
fn what_the_internet_reaches_says_its_ports_and_what_gets_out_is_told_apart() {
    let (_, architecture) = plain();
    let lens = asked(&architecture, |_| Neighbourhood::Internet);
    insta::assert_snapshot!(told(&lens).join("\n"));
}

#[test]
fn one_element_has_those_that_reach_it_and_those_it_reaches() {
    let (_, architecture) = plain();
    let around = |id: &str| asked(&architecture, |network| Neighbourhood::of(network, id).unwrap());
    let looks =
        |lens: &Lens| lens.marks.iter().map(|(id, mark)| (id.clone(), mark.look)).collect::<BTreeMap<_, _>>();
    let web = looks(&around("web"));
    assert_eq!((web["web"], web["alb"], web["db"]), (MarkLook::Meant, MarkLook::Reaches, MarkLook::Reached));
    assert!(!web.contains_key("batch"), "{web:?}");
    // a tier is asked about as all that stands in it
    let data = looks(&around("data"));
    assert_eq!((data["db"], data["web"]), (MarkLook::Meant, MarkLook::Reaches));
}

#[test]
fn the_way_between_two_is_traced_in_either_direction() {
    let (_, architecture) = plain();
    for (from, to) in [("alb", "web"), ("web", "alb")] {
        assert_eq!(told(&between(&architecture, from, to)), ["alb: Meant", "alb-web: Meant", "web: Meant"]);
    }
    // where there is none only the ends are shown
    assert_eq!(told(&between(&architecture, "batch", "db")), ["batch: Meant", "db: Meant"]);
}

#[test]
fn asked_in_pieces_it_says_the_same() {
    let (_, architecture) = plain();
    let network = Network::of(&architecture);
    let mut lens = NetworkLens::new(&architecture, Neighbourhood::Internet);
    while !lens.done(&architecture) {
        lens.go_on(&network, 2);
    }
    assert_eq!(*lens.lens(), asked(&architecture, |_| Neighbourhood::Internet));
}

#[test]
fn security_shows_its_pillar_alone_and_what_breaks_a_guarantee() {
    let project = project(json!({
        "db": { "kind": "rds_instance", "parent": "data", "properties": { "multi_az": false, "encrypted": false } }
    }));
    let architecture = project.resolve("prod").unwrap();
    let lens = project.security_lens(&architecture, "2026-11-23", Language::English);
    let all = project.validate(&architecture, "2026-11-23");
    let open = |node: &str, ours: bool| {
        let of = all.iter().filter(|it| it.open() && it.node.as_str() == node);
        of.filter(|it| (it.pillar().word() == "security") == ours).count()
    };
    assert!(open("alb", true) > 0 && open("alb", false) > 0, "the test must have something to leave out");
    assert_eq!(lens.marks["alb"].count, open("alb", true));
    // what a person has accepted is quiet, however much of other pillars is open
    assert_eq!((open("db", true), lens.marks["db"].look), (0, MarkLook::Accepted));
    assert!(open("db", false) > 0);
    // the expectation that the web server is not reached is broken
    assert_eq!(lens.marks["web"].note, "expectation broken");
    let tinted = |tier: &str| lens.tints.get(tier).copied();
    let high = Some(Severity::High);
    assert_eq!((tinted("public"), tinted("app"), tinted("data")), (high, high, None));
}

#[test]
fn a_small_design_through_the_network_lens() {
    let (_, architecture) = plain();
    insta::assert_snapshot!(seen(&architecture, asked(&architecture, |_| Neighbourhood::Internet)));
}

#[test]
fn a_small_design_through_the_security_lens() {
    let (project, architecture) = plain();
    let lens = project.security_lens(&architecture, "2026-11-23", Language::English);
    insta::assert_snapshot!(seen(&architecture, lens));
}
