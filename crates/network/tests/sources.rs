//! Who opens connections to an element, on whichever port.
#![allow(clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, Cidr, Ix};
use groundplan_network::{Answer, Blocked, Network, Place, Port, Protocol, Unknown, cut_points};
use proptest::prelude::*;
use serde_json::{Value, json};
use services::Services;

/// A VPC over two zones with a public, a private and an isolated tier, and `nodes` and `connections` in it.
fn network(nodes: Value, connections: Value) -> Architecture {
    let mut document = json!({
        "groundplan": 1, "id": "example", "name": "Example",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": {
            "vpc": { "kind": "vpc", "properties": {} },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "data": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } }
        },
        "connections": connections
    });
    document["nodes"].as_object_mut().unwrap().extend(nodes.as_object().unwrap().clone());
    let document = design::load(document.to_string().as_bytes(), &Services).unwrap();
    architecture::resolve(&document, "prod", &Services).unwrap()
}

fn three_tiers() -> Architecture {
    network(
        json!({
            "users": { "kind": "users", "properties": {} },
            "web": { "kind": "ec2_instance", "parent": "public", "properties": {} },
            "api": { "kind": "ec2_instance", "parent": "app", "properties": { "zone": 2 } },
            "db": { "kind": "rds_instance", "parent": "data", "properties": {} }
        }),
        json!({
            "users-web": { "from": "users", "kind": "traffic", "to": "web", "properties": { "port": 443 } },
            "web-api": { "from": "web", "kind": "traffic", "to": "api", "properties": { "port": 8080, "to_port": 8090 } },
            "api-db": { "from": "api", "kind": "traffic", "to": "db", "properties": {} }
        }),
    )
}

fn ix(architecture: &Architecture, id: &str) -> Ix {
    architecture.index_of(id).unwrap()
}

fn asked(architecture: &Architecture, from: &str, to: &str) -> Result<(String, String), Blocked> {
    let from = match from {
        "internet" => Place::Internet,
        text if text.contains('/') => Place::Block(Cidr::parse(text).unwrap()),
        id => Place::Element(ix(architecture, id)),
    };
    match Network::of(architecture).any_port(from, ix(architecture, to)) {
        Answer::Passes(witness) => Ok((witness.path(architecture), witness.permit.to_string())),
        Answer::Blocked(blocked) => Err(blocked),
        Answer::CannotTell(unknown) => panic!("all is known: {unknown:?}"),
    }
}

fn way(path: &str, ports: &str) -> Result<(String, String), Blocked> {
    Ok((path.to_owned(), ports.to_owned()))
}

#[test]
fn the_ports_that_pass_are_those_both_groups_agree_on() {
    let architecture = three_tiers();
    let inwards = "internet → igw → public/route-table/1 → web/security-group → web";
    assert_eq!(asked(&architecture, "internet", "web"), way(inwards, "443"));
    let within = "web → web/security-group → api/security-group → api";
    assert_eq!(asked(&architecture, "web", "api"), way(within, "8080-8090"));
    assert_eq!(asked(&architecture, "db", "api"), Err(Blocked::NoEgress(ix(&architecture, "db"))));
    assert!(asked(&architecture, "web", "db").is_err());
    let open_to_all = "api → api/security-group → web/security-group → web";
    assert_eq!(asked(&architecture, "api", "web"), way(open_to_all, "443"));
}

#[test]
fn what_stops_every_port_is_said() {
    let architecture = three_tiers();
    let target = |id| ix(&architecture, id);
    assert_eq!(asked(&architecture, "internet", "api"), Err(Blocked::NoPublicAddress(target("api"))));
    assert_eq!(asked(&architecture, "internet", "vpc"), Err(Blocked::NoInterface(target("vpc"))));

    let stranded = network(
        json!({
            "igw": { "kind": "kms_key", "properties": {} },
            "users": { "kind": "users", "properties": {} },
            "web": { "kind": "ec2_instance", "parent": "public", "properties": {} }
        }),
        json!({ "users-web": { "from": "users", "kind": "traffic", "to": "web", "properties": { "port": 443 } } }),
    );
    assert_eq!(asked(&stranded, "internet", "web"), Err(Blocked::NoRoute(ix(&stranded, "web"))));
}

#[test]
fn a_block_reaches_what_names_it() {
    let architecture = network(
        json!({
            "office": { "kind": "on_premises", "properties": { "cidrs": ["203.0.113.0/24"] } },
            "web": { "kind": "ec2_instance", "parent": "public", "properties": {} }
        }),
        json!({ "office-web": { "from": "office", "kind": "traffic", "to": "web", "properties": { "port": 22 } } }),
    );
    assert!(asked(&architecture, "203.0.113.7/32", "web").is_ok());
    assert!(asked(&architecture, "198.51.100.0/24", "web").is_err());
    assert!(asked(&architecture, "internet", "web").is_err(), "one office is not the internet");
    assert!(asked(&architecture, "office", "web").is_ok());
}

#[test]
fn cloudfront_comes_in_by_the_internet_or_by_a_vpc_origin() {
    for (tier, path) in [
        ("public", "cdn → igw → public/route-table/1 → alb/security-group → alb"),
        ("app", "cdn → alb/security-group → alb"),
    ] {
        let architecture = network(
            json!({
                "cdn": { "kind": "cloudfront_distribution", "properties": { "aliases": ["app.example.com"] } },
                "alb": { "kind": "alb", "parent": tier, "properties": {} }
            }),
            json!({ "cdn-alb": { "from": "cdn", "kind": "origin", "to": "alb", "properties": {} } }),
        );
        assert_eq!(asked(&architecture, "cdn", "alb").unwrap().0, path);
        assert!(asked(&architecture, "internet", "alb").is_err(), "nobody else is let in");
    }
}

#[test]
fn a_group_node_serves_all_it_is_attached_to() {
    let architecture = network(
        json!({
            "caller": { "kind": "ec2_instance", "parent": "app", "properties": {} },
            "callers": { "kind": "security_group", "parent": "vpc",
                         "properties": { "egress": [{ "port": 9000, "cidr": "10.0.0.0/8" }] } },
            "server": { "kind": "ec2_instance", "parent": "app", "properties": { "zone": 2 } },
            "servers": { "kind": "security_group", "parent": "vpc",
                         "properties": { "ingress": [{ "port": 9000, "node": "callers" }] } }
        }),
        json!({
            "callers-caller": { "from": "callers", "kind": "attached", "to": "caller", "properties": {} },
            "servers-server": { "from": "servers", "kind": "attached", "to": "server", "properties": {} }
        }),
    );
    assert_eq!(
        asked(&architecture, "caller", "server"),
        way("caller → callers/rules → servers/rules → server", "9000")
    );
    assert!(asked(&architecture, "server", "caller").is_err());
}

/// A public machine that anyone may call by UDP, all ports, under a list with this range of them.
fn listed(ports: Value) -> Architecture {
    let raw = |kind: &str, properties: Value| json!({ "kind": "cfn_resource", "properties": { "type": format!("AWS::EC2::{kind}"), "properties": properties } });
    let entry = |out: bool, protocol: i64, ports: Value| {
        raw(
            "NetworkAclEntry",
            json!({
                "NetworkAclId": "acl-a", "RuleNumber": 100, "RuleAction": "allow", "Egress": out, "Protocol": protocol,
                "CidrBlock": "0.0.0.0/0", "PortRange": ports
            }),
        )
    };
    network(
        json!({
            "web": { "kind": "ec2_instance", "parent": "public", "properties": {} },
            "open": { "kind": "security_group", "parent": "vpc",
                      "properties": { "ingress": [{ "protocol": "udp", "port": 1, "to_port": 65535, "cidr": "0.0.0.0/0" }] } },
            "list": raw("SubnetNetworkAclAssociation", json!({ "SubnetId": { "Ref": "PublicSubnet1" }, "NetworkAclId": "acl-a" })),
            "in": entry(false, 17, ports),
            "out": entry(true, -1, Value::Null)
        }),
        json!({ "open-web": { "from": "open", "kind": "attached", "to": "web", "properties": {} } }),
    )
}

#[test]
fn a_port_is_found_that_rules_and_lists_let_through() {
    let (path, ports) = asked(&listed(json!({ "From": 5000, "To": 5010 })), "internet", "web").unwrap();
    assert_eq!(path, "internet → igw → public/route-table/1 → in → open/rules → web");
    assert_eq!(ports, "5000-5010", "no others are claimed");

    let depends = listed(json!({ "From": { "Ref": "First" }, "To": 5010 }));
    let element = ix(&depends, "in");
    assert_eq!(
        Network::of(&depends).any_port(Place::Internet, ix(&depends, "web")),
        Answer::CannotTell(Unknown::Value { element, property: "PortRange" })
    );
}

#[test]
fn sources_are_the_callers_that_get_through() {
    let architecture = three_tiers();
    let callers = |to| -> Vec<Place> {
        let found = Network::of(&architecture).sources(ix(&architecture, to));
        found.into_iter().map(|(place, _)| place).collect()
    };
    assert_eq!(callers("db"), [Place::Element(ix(&architecture, "api"))]);
    let [api, users] = ["api", "users"].map(|id| Place::Element(ix(&architecture, id)));
    assert_eq!(callers("web"), [Place::Internet, api, users]);
}

#[test]
fn all_requests_pass_the_cut_points() {
    let architecture = three_tiers();
    assert_eq!(
        cut_points(&architecture, ix(&architecture, "db")),
        [ix(&architecture, "api"), ix(&architecture, "web")]
    );
    assert!(cut_points(&architecture, ix(&architecture, "users")).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Removing a connection never opens a way; a drawn one is one; a source has a port on which it gets through.
    #[test]
    fn fewer_arrows_never_reach_more(drawn in prop::collection::vec((0usize..4, 0usize..4, 1u16..2000), 1..8)) {
        let nodes = json!({
            "m0": { "kind": "ec2_instance", "parent": "public", "properties": {} },
            "m1": { "kind": "ec2_instance", "parent": "app", "properties": {} },
            "m2": { "kind": "ec2_instance", "parent": "data", "properties": {} },
            "m3": { "kind": "ec2_instance", "parent": "data", "properties": { "zone": 2 } }
        });
        let connections = |drawn: &[(usize, usize, u16)]| -> Value {
            drawn.iter().enumerate().filter(|(_, (from, to, _))| from != to).map(|(at, (from, to, port))| {
                (format!("c{at}"), json!({ "from": format!("m{from}"), "kind": "traffic", "to": format!("m{to}"), "properties": { "port": port } }))
            }).collect::<serde_json::Map<_, _>>().into()
        };
        let all = network(nodes.clone(), connections(&drawn));
        let fewer = network(nodes, connections(&drawn[1..]));
        for target in ["m0", "m1", "m2", "m3"] {
            let to = ix(&all, target);
            let whole = Network::of(&all);
            let reached: Vec<Place> = whole.sources(to).into_iter().map(|(place, _)| place).collect();
            for (place, _) in Network::of(&fewer).sources(to) {
                prop_assert!(reached.contains(&place));
            }
            let arrows = drawn.iter().filter(|(from, at, _)| from != at && format!("m{at}") == target);
            for place in &reached {
                let on_some = arrows.clone().any(|(.., port)| {
                    matches!(whole.flow(*place, Place::Element(to), Port::tcp(*port)), Answer::Passes(_))
                });
                prop_assert!(on_some);
            }
            for (from, _, number) in arrows.clone() {
                let caller = Place::Element(ix(&all, &format!("m{from}")));
                prop_assert!(reached.contains(&caller));
                let udp = Port { protocol: Protocol::Udp, number: *number };
                prop_assert!(!matches!(whole.flow(caller, Place::Element(to), udp), Answer::Passes(_)));
            }
        }
    }
}
