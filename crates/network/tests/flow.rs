//! The way of one connection: witness, first block, and what cannot be told.
#![allow(clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, Cidr};
use groundplan_network::{Answer, Blocked, Direction, Place, Unknown, flow, forwarded};
use serde_json::{Value, json};
use services::Services;

/// A machine in a private tier that may call port 9000 of anyone, behind NAT, and `nodes` beside it.
fn network(nodes: Value) -> Architecture {
    connected(nodes, json!({}))
}

fn connected(nodes: Value, connections: Value) -> Architecture {
    let mut document = json!({
        "groundplan": 1, "id": "example", "name": "Example",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": {
            "vpc": { "kind": "vpc", "properties": { "zones": 1 } },
            "igw": { "kind": "internet_gateway", "parent": "vpc", "properties": {} },
            "public": { "kind": "subnet", "parent": "vpc", "properties": { "access": "public", "slot": 0 } },
            "nat": { "kind": "nat_gateway", "parent": "public", "properties": {} },
            "app": { "kind": "subnet", "parent": "vpc", "properties": { "access": "private", "slot": 1 } },
            "api": { "kind": "ec2_instance", "parent": "app", "properties": {} },
            "out": { "kind": "security_group", "parent": "vpc",
                     "properties": { "egress": [{ "port": 9000, "cidr": "0.0.0.0/0" }] } }
        },
        "connections": { "out-api": { "from": "out", "kind": "attached", "to": "api", "properties": {} } }
    });
    document["nodes"].as_object_mut().unwrap().extend(nodes.as_object().unwrap().clone());
    document["connections"].as_object_mut().unwrap().extend(connections.as_object().unwrap().clone());
    let document = design::load(document.to_string().as_bytes(), &Services).unwrap();
    architecture::resolve(&document, "prod", &Services).unwrap()
}

fn raw(kind: &str, properties: Value) -> Value {
    json!({ "kind": "cfn_resource", "properties": { "type": format!("AWS::EC2::{kind}"), "properties": properties } })
}

fn entry(number: Value, egress: bool, action: &str, block: Value, ports: (u16, u16)) -> Value {
    let ports = json!({ "From": ports.0, "To": ports.1 });
    raw(
        "NetworkAclEntry",
        json!({
            "NetworkAclId": "acl-app", "RuleNumber": number, "Egress": egress, "RuleAction": action, "Protocol": 6,
            "CidrBlock": block, "PortRange": ports
        }),
    )
}

fn listed(mut entries: Value) -> Architecture {
    let association = json!({ "SubnetId": { "Ref": "AppSubnet1" }, "NetworkAclId": "acl-app" });
    entries["list"] = raw("SubnetNetworkAclAssociation", association);
    network(entries)
}

fn out(architecture: &Architecture, to: Place) -> Answer<'_> {
    flow(architecture, Place::Element(architecture.index_of("api").unwrap()), to, 9000)
}

#[test]
fn a_private_machine_goes_out_through_nat() {
    let architecture = network(json!({}));
    let Answer::Passes(witness) = out(&architecture, Place::Internet) else { panic!("there is NAT") };
    assert_eq!(
        witness.path(&architecture),
        "api → out/rules → app/route-table/1 → nat → public/route-table/1 → igw → internet"
    );
    let api = architecture.index_of("api").unwrap();
    assert_eq!(
        flow(&architecture, Place::Element(api), Place::Internet, 9001),
        Answer::Blocked(Blocked::NoEgress(api))
    );
    let private = Place::Block(Cidr::parse("192.168.1.0/24").unwrap());
    assert_eq!(
        out(&architecture, private),
        Answer::Blocked(Blocked::NoRoute(api)),
        "no gateway leads to an office"
    );
}

#[test]
fn a_list_must_let_the_answer_back_in() {
    let forwards = json!({ "way": entry(100.into(), true, "allow", "0.0.0.0/0".into(), (9000, 9000)) });
    let architecture = listed(forwards.clone());
    let app = architecture.index_of("app").unwrap();
    assert_eq!(
        out(&architecture, Place::Internet),
        Answer::Blocked(Blocked::NetworkAcl {
            tier: app,
            zone: 1,
            direction: Direction::In,
            entry: None,
            port: 1024,
            reply: true
        })
    );
    let mut both = forwards;
    both["back"] = entry(100.into(), false, "allow", "0.0.0.0/0".into(), (32_768, 60_999));
    let architecture = listed(both);
    let Answer::Passes(witness) = out(&architecture, Place::Internet) else {
        panic!("some client ports are open")
    };
    assert_eq!(
        witness.path(&architecture),
        "api → out/rules → way → app/route-table/1 → nat → public/route-table/1 → igw → internet"
    );
    assert_eq!(witness.reply.len(), 1);
}

#[test]
fn a_function_that_decides_is_named() {
    let back = entry(100.into(), false, "allow", "0.0.0.0/0".into(), (1024, 65_535));
    let partner = json!({ "Ref": "Partner" });
    let open = entry(100.into(), true, "allow", "0.0.0.0/0".into(), (9000, 9000));
    let architecture = listed(
        json!({ "back": back, "first": entry(90.into(), true, "deny", partner.clone(), (9000, 9000)), "open": open }),
    );
    let first = architecture.index_of("first").unwrap();
    assert_eq!(
        out(&architecture, Place::Internet),
        Answer::CannotTell(Unknown { element: first, property: "CidrBlock" })
    );
    let late = entry(110.into(), true, "deny", partner.clone(), (9000, 9000));
    let architecture = listed(json!({ "back": back, "late": late, "open": open }));
    assert!(matches!(out(&architecture, Place::Internet), Answer::Passes(_)), "it comes too late to matter");
    let other = entry(90.into(), true, "deny", partner, (22, 22));
    let architecture = listed(json!({ "back": back, "open": open, "other": other }));
    assert!(matches!(out(&architecture, Place::Internet), Answer::Passes(_)), "it is about another port");
}

#[test]
fn a_bucket_is_reached_by_its_gateway_endpoint() {
    let architecture = network(json!({
        "files": { "kind": "s3_bucket", "properties": {} },
        "s3": { "kind": "vpc_endpoint", "parent": "vpc", "properties": { "service": "s3" } }
    }));
    let files = Place::Element(architecture.index_of("files").unwrap());
    let Answer::Passes(witness) = out(&architecture, files) else { panic!("there is an endpoint") };
    assert_eq!(witness.path(&architecture), "api → out/rules → app/route-table/1 → s3 → files");
}

#[test]
fn requests_come_in_over_cloudfront_and_load_balancer() {
    let nodes = json!({
        "alb": { "kind": "alb", "parent": "public", "properties": {} },
        "cdn": { "kind": "cloudfront_distribution", "properties": { "aliases": ["app.example.com"] } }
    });
    let target = json!({ "from": "alb", "kind": "target", "to": "api", "properties": { "port": 8080 } });
    let origin = json!({ "from": "cdn", "kind": "origin", "to": "alb", "properties": {} });
    let architecture = connected(nodes.clone(), json!({ "alb-api": target.clone(), "cdn-alb": origin }));
    let api = architecture.index_of("api").unwrap();
    let hops = forwarded(&architecture, Place::Internet, api, 8080).unwrap();
    let paths: Vec<String> = hops.iter().map(|hop| hop.path(&architecture)).collect();
    assert_eq!(
        paths,
        [
            "internet → cdn",
            "cdn → igw → public/route-table/1 → alb/security-group → alb",
            "alb → alb/security-group → api/security-group → api"
        ]
    );
    assert!(forwarded(&architecture, Place::Internet, api, 22).is_err(), "nothing forwards to another port");

    let closed = connected(nodes, json!({ "alb-api": target }));
    let alb = closed.index_of("alb").unwrap();
    assert_eq!(
        forwarded(&closed, Place::Internet, closed.index_of("api").unwrap(), 8080),
        Err(Answer::Blocked(Blocked::NoIngress(alb))),
        "no one may call the load balancer"
    );
}
