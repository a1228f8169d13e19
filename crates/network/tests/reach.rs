//! Who reaches whom, and the witness.
#![allow(clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, Cidr, Ix};
use groundplan_network::{Blocked, Place, Witness, chain, cut_points, reach, sources};
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

fn from<'a>(
    architecture: &'a Architecture,
    from: &str,
    to: &str,
    port: Option<u16>,
) -> Result<Witness<'a>, Blocked> {
    reach(architecture, Place::Element(ix(architecture, from)), ix(architecture, to), port)
}

#[test]
fn the_internet_comes_in_by_gateway_route_table_and_rule() {
    let architecture = three_tiers();
    let witness = reach(&architecture, Place::Internet, ix(&architecture, "web"), None).unwrap();
    assert_eq!(
        witness.path(&architecture),
        "internet → igw → public/route-table/1 → web/security-group → web"
    );
    assert_eq!(witness.permit.to_string(), "443");
    let other = reach(&architecture, Place::Internet, ix(&architecture, "web"), Some(22));
    assert_eq!(other, Err(Blocked::NoIngress(ix(&architecture, "web"))));
}

#[test]
fn within_a_network_both_groups_must_agree() {
    let architecture = three_tiers();
    let witness = from(&architecture, "web", "api", Some(8085)).unwrap();
    assert_eq!(witness.path(&architecture), "web → web/security-group → api/security-group → api");
    assert_eq!(witness.permit.to_string(), "8080-8090");
    assert_eq!(
        from(&architecture, "web", "api", Some(8091)),
        Err(Blocked::NoEgress(ix(&architecture, "web")))
    );
    assert!(from(&architecture, "api", "web", Some(8085)).is_err(), "an arrow has one direction");
    assert!(from(&architecture, "web", "db", None).is_err());
}

#[test]
fn what_stops_a_flow_is_said() {
    let architecture = three_tiers();
    let target = |id| ix(&architecture, id);
    assert_eq!(
        reach(&architecture, Place::Internet, target("api"), None),
        Err(Blocked::NoPublicAddress(target("api")))
    );
    assert_eq!(
        reach(&architecture, Place::Internet, target("vpc"), None),
        Err(Blocked::NoInterface(target("vpc")))
    );

    let stranded = network(
        json!({
            "igw": { "kind": "kms_key", "properties": {} },
            "users": { "kind": "users", "properties": {} },
            "web": { "kind": "ec2_instance", "parent": "public", "properties": {} }
        }),
        json!({ "users-web": { "from": "users", "kind": "traffic", "to": "web", "properties": { "port": 443 } } }),
    );
    let web = ix(&stranded, "web");
    assert_eq!(reach(&stranded, Place::Internet, web, None), Err(Blocked::NoRoute(web)));
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
    let web = ix(&architecture, "web");
    let block = |text| Place::Block(Cidr::parse(text).unwrap());
    assert!(reach(&architecture, block("203.0.113.7/32"), web, Some(22)).is_ok());
    assert!(reach(&architecture, block("198.51.100.0/24"), web, None).is_err());
    assert!(reach(&architecture, Place::Internet, web, None).is_err(), "one office is not the internet");
    assert!(from(&architecture, "office", "web", Some(22)).is_ok());
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
        assert_eq!(from(&architecture, "cdn", "alb", None).unwrap().path(&architecture), path);
        let alb = ix(&architecture, "alb");
        assert!(reach(&architecture, Place::Internet, alb, None).is_err(), "nobody else is let in");
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
    let witness = from(&architecture, "caller", "server", Some(9000)).unwrap();
    assert_eq!(witness.path(&architecture), "caller → callers/rules → servers/rules → server");
    assert!(from(&architecture, "server", "caller", Some(9000)).is_err());
}

#[test]
fn a_chain_leads_from_the_internet_over_what_forwards() {
    let architecture = three_tiers();
    let db = ix(&architecture, "db");
    let callers: Vec<Place> = sources(&architecture, db).into_iter().map(|origin| origin.place).collect();
    assert_eq!(callers, [Place::Element(ix(&architecture, "api"))]);
    let hops: Vec<String> =
        chain(&architecture, db, 4).unwrap().iter().map(|hop| hop.witness.path(&architecture)).collect();
    assert_eq!(
        hops,
        [
            "internet → igw → public/route-table/1 → web/security-group → web",
            "web → web/security-group → api/security-group → api",
            "api → api/security-group → db/security-group → db"
        ]
    );
    assert_eq!(chain(&architecture, db, 1), None, "two stand between");
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

    /// Removing a connection never opens a way, and everything `sources` names `reach` confirms.
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
            let reached: Vec<Place> = sources(&all, to).into_iter().map(|origin| origin.place).collect();
            for place in &reached {
                prop_assert!(reach(&all, *place, to, None).is_ok());
            }
            for origin in sources(&fewer, to) {
                prop_assert!(reached.contains(&origin.place));
            }
            for (from, to_drawn, port) in &drawn {
                if from != to_drawn && format!("m{to_drawn}") == target {
                    let caller = Place::Element(ix(&all, &format!("m{from}")));
                    prop_assert!(reach(&all, caller, to, Some(*port)).is_ok());
                }
            }
        }
    }
}
