//! Requests over load balancers and CloudFront: the way, the paths that take it, and an independent model of both.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::cmp::Reverse;

use architecture::Architecture;
use groundplan_network::{Answer, Blocked, Network, Place, Port};
use proptest::{prelude::*, sample::select};
use serde_json::{Map, Value, json};
use services::Services;

/// A load balancer `alb` in a public tier, machines in a private one, a bucket, and these connections.
fn network(connections: Value) -> Architecture {
    let machine = json!({ "kind": "ec2_instance", "parent": "app", "properties": {} });
    let mut nodes = json!({
        "vpc": { "kind": "vpc", "properties": {} },
        "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
        "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
        "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "cdn": { "kind": "cloudfront_distribution", "properties": { "aliases": ["app.example.com"] } },
        "files": { "kind": "s3_bucket", "properties": {} },
        "users": { "kind": "users", "properties": {} }
    });
    for machine_id in ["m0", "m1", "m2"] {
        nodes[machine_id] = machine.clone();
    }
    let document = json!({
        "groundplan": 1, "id": "example", "name": "Example",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": nodes, "connections": connections
    });
    let document = design::load(document.to_string().as_bytes(), &Services).unwrap();
    architecture::resolve(&document, "prod", &Services).unwrap()
}

fn drawn(from: &str, kind: &str, to: &str, mut properties: Value) -> Value {
    if kind == "target" {
        properties["port"] = 8080.into();
    }
    json!({ "from": from, "kind": kind, "to": to, "properties": properties })
}

/// The ways by which requests of the internet get to a port of an element, or what stops them.
fn ways(architecture: &Architecture, to: &str, port: u16) -> Result<Vec<String>, Blocked> {
    let to = architecture.index_of(to).unwrap();
    match Network::of(architecture).forwarded(Place::Internet, to, Port::tcp(port)) {
        Ok(hops) => Ok(hops.iter().map(|hop| hop.path(architecture)).collect()),
        Err(Answer::Blocked(blocked)) => Err(blocked),
        Err(other) => panic!("all is known: {other:?}"),
    }
}

#[test]
fn requests_come_in_over_cloudfront_and_load_balancer() {
    let target = drawn("alb", "target", "m0", json!({}));
    let architecture =
        network(json!({ "alb-m0": target.clone(), "cdn-alb": drawn("cdn", "origin", "alb", json!({})) }));
    assert_eq!(
        ways(&architecture, "m0", 8080).unwrap(),
        [
            "internet → cdn",
            "cdn → cdn-alb → igw → public/route-table/1 → alb/security-group → alb",
            "alb → alb-m0 → alb/security-group → m0/security-group → m0"
        ]
    );
    assert!(ways(&architecture, "m0", 22).is_err(), "nothing forwards to another port");
    assert!(ways(&architecture, "cdn", 443).is_ok());
    let cdn = architecture.index_of("cdn").unwrap();
    assert_eq!(ways(&architecture, "cdn", 22), Err(Blocked::NoIngress(cdn)), "it answers on 80 and 443");

    let closed = network(json!({ "alb-m0": target }));
    let alb = closed.index_of("alb").unwrap();
    assert_eq!(ways(&closed, "m0", 8080), Err(Blocked::NoIngress(alb)), "no one may call the load balancer");
}

#[test]
fn a_load_balancer_sends_each_path_to_the_first_rule_it_fits() {
    let architecture = network(json!({
        "a-api": drawn("alb", "target", "m0", json!({ "path": "/api/*", "priority": 10 })),
        "b-old": drawn("alb", "target", "m1", json!({ "path": "/api/v1/*", "priority": 20 })),
        "c-all": drawn("alb", "target", "m2", json!({})),
        "users-alb": drawn("users", "traffic", "alb", json!({}))
    }));
    assert!(ways(&architecture, "m0", 8080).is_ok());
    let alb = architecture.index_of("alb").unwrap();
    assert_eq!(ways(&architecture, "m1", 8080), Err(Blocked::NoRequests(alb)), "/api/* comes first");
    assert!(ways(&architecture, "m2", 8080).unwrap()[1].starts_with("alb → c-all → "));
}

#[test]
fn behind_cloudfront_a_load_balancer_answers_nobody_else() {
    let mut connections = json!({
        "a-m0": drawn("alb", "target", "m0", json!({ "path": "/app/*" })),
        "b-m1": drawn("alb", "target", "m1", json!({})),
        "cdn-alb": drawn("cdn", "origin", "alb", json!({ "path": "/app/*" })),
        "cdn-files": drawn("cdn", "origin", "files", json!({})),
        "users-alb": drawn("users", "traffic", "alb", json!({}))
    });
    let architecture = network(connections.clone());
    let cdn = architecture.index_of("cdn").unwrap();
    assert_eq!(ways(&architecture, "alb", 80).unwrap().len(), 1, "packets get there");
    assert_eq!(ways(&architecture, "m0", 8080).unwrap()[0], "internet → cdn");
    assert_eq!(
        ways(&architecture, "m1", 8080),
        Err(Blocked::NoRequests(cdn)),
        "what comes through CloudFront is for m0"
    );
    for over_cloudfront in ["cdn-alb", "cdn-files"] {
        connections.as_object_mut().unwrap().remove(over_cloudfront);
    }
    assert!(ways(&network(connections), "m1", 8080).unwrap()[0].starts_with("internet → igw"));
}

// ── an independent model ─────────────────────────────────────────────────────────────────────────────────────────

/// Path patterns; none is the same in both lists of one kind of forwarder.
const LISTENER: [&str; 8] = ["", "/a/*", "/a*", "/*", "*b", "/b", "/?", "/a/b*"];
const BEHAVIOUR: [&str; 7] = ["", "/a/*", "a*", "*b", "/b", "/?*", "/a/b*"];

#[derive(Debug, Clone)]
struct Drawn {
    /// Machine, path and stated priority.
    targets: Vec<(usize, &'static str, Option<usize>)>,
    /// Whether it leads to the load balancer (else to the bucket), and path.
    origins: Vec<(bool, &'static str)>,
    visited: bool,
}

fn forwarders() -> impl Strategy<Value = Drawn> {
    let target = (0usize..3, select(&LISTENER[..]), any::<bool>());
    let origin = (any::<bool>(), select(&BEHAVIOUR[..]));
    let order = Just((1usize..=4).collect::<Vec<_>>()).prop_shuffle();
    (prop::collection::vec(target, 0..=4), order, prop::collection::vec(origin, 0..=3), any::<bool>())
        .prop_map(|(targets, order, origins, visited)| {
            let stated =
                |(machine, path, stated): (usize, _, bool), place| (machine, path, stated.then_some(place));
            let targets =
                targets.into_iter().zip(order).map(|(target, place)| stated(target, place)).collect();
            Drawn { targets, origins, visited }
        })
}

fn on(path: &str) -> Value {
    if path.is_empty() { json!({}) } else { json!({ "path": path }) }
}

impl Drawn {
    fn design(&self) -> Architecture {
        let mut connections = Map::new();
        for (at, (machine, path, priority)) in self.targets.iter().enumerate() {
            let mut properties = on(path);
            if let Some(priority) = priority {
                properties["priority"] = (*priority).into();
            }
            connections.insert(format!("t{at}"), drawn("alb", "target", &format!("m{machine}"), properties));
        }
        for (at, (balanced, path)) in self.origins.iter().enumerate() {
            let to = if *balanced { "alb" } else { "files" };
            connections.insert(format!("o{at}"), drawn("cdn", "origin", to, on(path)));
        }
        if self.visited {
            connections.insert("users-alb".into(), drawn("users", "traffic", "alb", json!({})));
        }
        network(connections.into())
    }

    fn guarded(&self) -> bool {
        self.origins.iter().any(|(balanced, _)| *balanced)
    }

    /// The machine the listener sends a request to.
    fn listener(&self, path: &str) -> Option<usize> {
        let mut rules = Vec::new();
        let mut default = None;
        let (mut with, mut without) = (100, 40_000);
        for (machine, pattern, stated) in &self.targets {
            let next = if pattern.is_empty() { &mut without } else { &mut with };
            let priority = stated.unwrap_or_else(|| {
                *next += 1;
                *next - 1
            });
            match pattern.is_empty() && !self.guarded() {
                true => default = default.or(Some(*machine)),
                false => rules.push((priority, *pattern, *machine)),
            }
        }
        rules.sort_unstable();
        let taken = rules
            .iter()
            .find(|(_, pattern, _)| pattern.is_empty() || fits(pattern.as_bytes(), path.as_bytes()));
        taken.map(|(.., machine)| *machine).or(default)
    }

    /// Whether CloudFront asks the load balancer (else the bucket) for a request.
    fn behaviour(&self, path: &str) -> Option<bool> {
        let mut all: Vec<_> = self.origins.iter().filter(|(_, pattern)| !pattern.is_empty()).collect();
        let literal = |pattern: &str| pattern.find(['*', '?']).unwrap_or(pattern.len());
        all.sort_by_key(|(_, pattern)| (Reverse(literal(pattern)), Reverse(pattern.len()), *pattern));
        let taken = all.into_iter().find(|(_, pattern)| {
            let slash = if pattern.starts_with(['/', '*']) { "" } else { "/" };
            fits(format!("{slash}{pattern}").as_bytes(), path.as_bytes())
        });
        let default = || self.origins.iter().find(|(_, pattern)| pattern.is_empty());
        taken.or_else(default).map(|(balanced, _)| *balanced)
    }

    /// Where requests for a path may end.
    fn ends(&self, path: &str) -> Vec<String> {
        let machine = |path| self.listener(path).map(|machine| format!("m{machine}"));
        let over = match self.behaviour(path) {
            Some(true) => machine(path),
            Some(false) => Some("files".to_owned()),
            None => None,
        };
        let straight = if self.visited && !self.guarded() { machine(path) } else { None };
        over.into_iter().chain(straight).collect()
    }
}

fn fits(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern.split_first(), path.split_first()) {
        (None, _) => path.is_empty(),
        (Some((b'*', rest)), after) => fits(rest, path) || after.is_some_and(|(_, path)| fits(pattern, path)),
        (Some((own, rest)), Some((letter, path))) => (*own == b'?' || own == letter) && fits(rest, path),
        (Some(_), None) => false,
    }
}

/// All paths of up to six characters that patterns tell apart.
fn paths() -> Vec<String> {
    let mut all = vec!["/".to_owned()];
    let mut from = 0;
    for _ in 0..5 {
        let to = all.len();
        for at in from..to {
            all.extend(['/', 'a', 'b', 'z'].map(|letter| format!("{}{letter}", all[at])));
        }
        from = to;
    }
    all
}

proptest! {
    #[test]
    fn requests_go_where_forwarded_says(forwarders in forwarders()) {
        let architecture = forwarders.design();
        let network = Network::of(&architecture);
        let reached: Vec<String> = paths().iter().flat_map(|path| forwarders.ends(path)).collect();
        for (target, port) in [("m0", 8080), ("m1", 8080), ("m2", 8080), ("files", 443)] {
            let to = architecture.index_of(target).unwrap();
            let said = network.forwarded(Place::Internet, to, Port::tcp(port));
            prop_assert_eq!(said.is_ok(), reached.iter().any(|end| end == target), "{}: {:?}", target, said);
        }
    }
}
