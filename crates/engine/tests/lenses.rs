//! What the lenses over the network and over security mark, and how a small design looks through them.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fmt::Write as _};

use groundplan_engine::{
    Annotations, Answer, Architecture, Book, Language, Neighbourhood, Network, NetworkLens, Place, Port,
    Project, Scene, Services, Session, TEMPLATES, generated, load,
    scene::{
        self,
        draw::{Course, MarkLook, Severity, Shape},
        lens::Lens,
    },
    way_in,
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
    lens.go_on(&network, lens.left());
    assert_eq!(lens.left(), 0);
    lens.finish(architecture, Language::English)
}

fn around(architecture: &Architecture, id: &str) -> Lens {
    asked(architecture, |network| Neighbourhood::selected(network, [id]))
}

fn between(architecture: &Architecture, from: &str, to: &str) -> Lens {
    asked(architecture, |network| Neighbourhood::selected(network, [from, to]))
}

/// `alb: Exposed internet: 443`, then `users-alb → Towards`, then the legend.
fn told(lens: &Lens) -> Vec<String> {
    let mark = |(id, mark): (&String, &scene::lens::LensMark)| {
        format!("{id}: {:?} {}", mark.look, mark.note).trim_end().to_owned()
    };
    let way = |(id, course): (&String, &Course)| format!("{id} → {course:?}");
    let title = (!lens.legend.rows.is_empty()).then(|| format!("[{}]", lens.legend.title));
    let rows = lens.legend.rows.iter().map(|row| format!("  {}", row.words));
    lens.marks.iter().map(mark).chain(lens.ways.iter().map(way)).chain(title).chain(rows).collect()
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
            Shape::Wire(wire) => match wire.traced {
                Some(Course::Towards) => "wire followed in",
                Some(Course::Away) => "wire followed out",
                None => "wire",
            },
            Shape::Actor { .. } => "actor",
            Shape::Gate { .. } => "gate",
            Shape::Mark(mark) => {
                let quiet = if mark.quiet { " quiet" } else { "" };
                let exposed = if mark.exposed { " exposed" } else { "" };
                let _ = write!(out, "mark {who} {:?}{quiet}{exposed}", mark.look);
                if let Some(note) = &mark.note {
                    let _ = write!(out, " “{}” at {},{}", note.text, note.rect.x, note.rect.y);
                }
                out.push('\n');
                continue;
            }
            Shape::Badge { severity, count, .. } => {
                let _ = writeln!(out, "badge {who} {severity:?} {count}");
                continue;
            }
            Shape::Legend { rect, legend, .. } => {
                let rows = legend.rows.iter().map(|row| row.words.as_str()).collect::<Vec<_>>().join(" | ");
                let _ = writeln!(out, "legend at {},{}: {}: {rows}", rect.x, rect.y, legend.title);
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
    let looks =
        |lens: &Lens| lens.marks.iter().map(|(id, mark)| (id.clone(), mark.look)).collect::<BTreeMap<_, _>>();
    let lens = around(&architecture, "web");
    let web = looks(&lens);
    assert_eq!((web["web"], web["alb"], web["db"]), (MarkLook::Meant, MarkLook::Reaches, MarkLook::Reached));
    assert!(!web.contains_key("batch"), "{web:?}");
    // the wires to it and from it, over the load balancer to the internet and out of its tier again
    let ways: Vec<String> = lens.ways.iter().map(|(id, course)| format!("{id} {course:?}")).collect();
    assert_eq!(ways, ["alb-web Towards", "app/route-table/1 Away", "users-alb Towards", "web-db Away"]);
    // a tier is asked about as all that stands in it
    let data = looks(&around(&architecture, "data"));
    assert_eq!((data["db"], data["web"]), (MarkLook::Meant, MarkLook::Reaches));
    // what is no end of traffic asks nothing else
    let internet = asked(&architecture, |_| Neighbourhood::Internet);
    assert_eq!(around(&architecture, "igw"), internet);
}

#[test]
fn the_ways_between_two_are_traced_in_both_directions() {
    let (_, architecture) = plain();
    let (one, other) =
        (told(&between(&architecture, "alb", "web")), told(&between(&architecture, "web", "alb")));
    assert_eq!(one, other, "a selection has no order");
    insta::assert_snapshot!(one.join("\n"), @r"
    alb: Meant
    web: Meant
    alb-web → Towards
    [Network: between two]
      alb → web
    ");
    // a connection that is selected is its two ends
    assert_eq!(told(&around(&architecture, "alb-web")), one);
    // where there is none only the ends are shown
    assert_eq!(told(&between(&architecture, "batch", "db")), ["batch: Meant", "db: Meant"]);
}

#[test]
fn traffic_leaves_each_zone_by_its_own_nat_gateway() {
    let architecture = project(json!({
        "nat-2": { "kind": "nat_gateway", "parent": "public", "properties": { "zone": 2 } },
        "workers": { "kind": "auto_scaling_group", "parent": "app" }
    }))
    .resolve("prod")
    .unwrap();
    // a group of machines stands in both zones, a machine in one
    for (asked, both) in [("batch", false), ("workers", true)] {
        let lens = around(&architecture, asked);
        let strong = |id: &str| lens.marks.get(id).is_some_and(|mark| mark.look == MarkLook::Meant);
        assert!(strong("nat-1"), "{asked}");
        assert_eq!(strong("nat-2"), both, "{asked}");
        assert_eq!(lens.ways.get("app/route-table/2"), both.then_some(&Course::Away), "{asked}");
    }
}

#[test]
fn asked_in_pieces_it_says_the_same() {
    let (_, architecture) = plain();
    let network = Network::of(&architecture);
    for selected in [&[][..], &["web"], &["app"], &["data", "app"], &["alb", "web"]] {
        let asked = Neighbourhood::selected(&network, selected.iter().copied());
        let mut lens = NetworkLens::new(&architecture, asked.clone());
        while lens.left() > 0 {
            lens.go_on(&network, 2);
        }
        let pieces = lens.finish(&architecture, Language::English);
        assert_eq!(pieces, self::asked(&architecture, |_| asked.clone()), "{selected:?}");
    }
}

/// Designs of several kinds, with all their environments.
fn architectures() -> Vec<Architecture> {
    let mut designs: Vec<String> = TEMPLATES.iter().map(|template| template.document.to_owned()).collect();
    designs.push(generated::design(60).to_string());
    designs
        .iter()
        .map(|text| Project::new(load(text.as_bytes(), &Services).unwrap()))
        .flat_map(|project| project.environments(None).unwrap().into_values())
        .collect()
}

/// Whether some port of an element is reached from a place.
fn reached(network: &Network<'_>, from: Place, to: usize) -> bool {
    let ports = network.ports(to).into_iter().chain(network.open_ports(from, Place::Element(to)));
    ports.into_iter().any(|port| network.forwarded(from, to, port).is_ok())
}

fn gets_out(network: &Network<'_>, from: usize) -> bool {
    let from = Place::Element(from);
    let ports = network.open_ports(from, Place::Internet).into_iter().chain([Port::tcp(443)]);
    ports.into_iter().any(|port| matches!(network.flow(from, Place::Internet, port), Answer::Passes(_)))
}

#[test]
fn the_lens_over_the_internet_says_what_the_network_answers_for_each_element() {
    for architecture in architectures() {
        let network = Network::of(&architecture);
        let lens = asked(&architecture, |_| Neighbourhood::Internet);
        for (ix, element) in architecture.own().filter(|(ix, _)| network.is_end(*ix)) {
            let look = lens.marks.get(element.id.as_str()).map(|mark| mark.look);
            let told = format!("{} {}: {look:?}", architecture.environment, element.id);
            assert_eq!(look == Some(MarkLook::Exposed), reached(&network, Place::Internet, ix), "{told}");
            if look == Some(MarkLook::Outbound) || look.is_none() {
                assert_eq!(look.is_some(), gets_out(&network, ix), "{told}");
            }
        }
    }
}

#[test]
fn the_lens_around_an_element_says_what_the_network_answers_for_each_pair() {
    for architecture in architectures() {
        let network = Network::of(&architecture);
        let ends: Vec<usize> = (0..architecture.elements.len()).filter(|ix| network.is_end(*ix)).collect();
        for &own in ends.iter().step_by(3) {
            let id = architecture.elements[own].id.as_str();
            let lens = around(&architecture, id);
            for &ix in ends.iter().filter(|ix| **ix != own) {
                let other = architecture.elements[ix].id.as_str();
                let place = Place::Element;
                let both = (reached(&network, place(ix), own), reached(&network, place(own), ix));
                let said = match lens.marks.get(other).map(|mark| mark.look) {
                    Some(MarkLook::Mutual) => (true, true),
                    Some(MarkLook::Reaches) => (true, false),
                    Some(MarkLook::Reached) => (false, true),
                    _ => (false, false),
                };
                assert_eq!(said, both, "{}: {other} and {id}", architecture.environment);
            }
        }
    }
}

#[test]
fn wires_are_followed_only_where_traffic_passes() {
    for architecture in architectures() {
        let network = Network::of(&architecture);
        let lens = asked(&architecture, |_| Neighbourhood::Internet);
        for edge in architecture.edges.iter().filter(|edge| lens.ways.contains_key(edge.id.as_str())) {
            let passes = reached(&network, Place::Internet, edge.to);
            assert!(passes, "{}: {}", architecture.environment, edge.id);
        }
    }
}

#[test]
fn the_way_in_is_told_with_its_ports_or_why_there_is_none() {
    let (_, architecture) = plain();
    let network = Network::of(&architecture);
    let way = |id: &str| way_in(&network, architecture.index_of(id).unwrap(), Language::English);
    let web = way("web").unwrap();
    assert_eq!(web.told, ["internet → alb → web: 8080"]);
    assert_eq!(web.connections, ["alb-web", "users-alb"]);
    assert_eq!(web.elements, ["alb", "igw", "users", "web"]);
    let db = way("db").unwrap();
    assert!(!db.reached && db.connections.is_empty(), "{db:?}");
    assert!(db.told[0].contains("does not reach"), "{:?}", db.told);
    assert_eq!(way("app"), None, "a tier is no end of traffic");
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
    assert_eq!((lens.marks["web"].note.as_str(), lens.marks["web"].count), ("expectation broken", 1));
    // the load balancer stands on the internet without HTTPS and without a filter
    assert!(lens.marks["alb"].exposed && !lens.marks["db"].exposed);
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

#[test]
fn no_badge_says_that_there_is_nothing() {
    for more in [json!({}), json!({ "web": { "kind": "ec2_instance", "parent": "public" } })] {
        let project = project(more);
        let architecture = project.resolve("prod").unwrap();
        for lens in [
            project.security_lens(&architecture, "2026-11-23", Language::English),
            project.network_lens(&architecture, Language::English),
        ] {
            let seen = seen(&architecture, lens);
            assert!(!seen.lines().any(|line| line.starts_with("badge") && line.ends_with(" 0")), "{seen}");
        }
    }
}

#[test]
fn what_is_worst_is_said_first_and_the_rest_is_counted() {
    let raw = |kind: &str, properties: Value| json!({ "kind": "cfn_resource", "properties": { "type": kind, "properties": properties } });
    let project = project(json!({
        "uploads": raw("AWS::S3::Bucket", json!({})),
        "jobs": raw("AWS::SQS::Queue", json!({ "SqsManagedSseEnabled": false })),
        "db": { "kind": "rds_instance", "parent": "data", "properties": { "encrypted": false } }
    }));
    let mut document = project.document;
    document.suppressions.clear();
    let project = Project::new(document);
    let architecture = project.resolve("prod").unwrap();
    let note = |language| {
        let lens = project.security_lens(&architecture, "2026-11-23", language);
        ["uploads", "jobs", "db", "alb"].map(|id| lens.marks[id].note.clone())
    };
    let english = ["public data", "not encrypted", "not encrypted", "clear text in transit +1"];
    assert_eq!(note(Language::English), english);
    let spanish = ["datos públicos", "sin cifrar", "sin cifrar", "tránsito en claro +1"];
    assert_eq!(note(Language::Spanish), spanish);
}

#[test]
fn a_session_says_what_a_project_says() {
    let project = project(json!({}));
    let architecture = project.resolve("prod").unwrap();
    let internet = project.network_lens(&architecture, Language::Spanish);
    let mut session = Session::new(project.document.clone(), Book::embedded(), "2026-11-23");
    let said = session.security_lens("prod", Some(&internet), Language::Spanish).unwrap();
    assert_eq!(said, project.security_lens(&architecture, "2026-11-23", Language::Spanish));
}
