//! The way of one connection: witness, first block, and what cannot be told.
#![allow(clippy::unwrap_used, clippy::panic)]

use architecture::{Architecture, Cidr};
use groundplan_network::{Answer, Blocked, Direction, Network, Place, Port, Protocol, Unknown};
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
    let api = Place::Element(architecture.index_of("api").unwrap());
    Network::of(architecture).flow(api, to, Port::tcp(9000))
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
        Network::of(&architecture).flow(Place::Element(api), Place::Internet, Port::tcp(9001)),
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
fn each_subnet_has_its_own_way_out() {
    let architecture = network(json!({
        "vpc": { "kind": "vpc", "properties": { "zones": 3 } },
        "nat-2": { "kind": "nat_gateway", "parent": "public", "properties": { "zone": 2 } },
        "web": { "kind": "auto_scaling_group", "parent": "app", "properties": {} }
    }));
    let network = Network::of(&architecture);
    let ways = |id: &str| {
        let ways = network.ways_out(architecture.index_of(id).unwrap(), Port::tcp(443));
        ways.iter().map(|way| way.path(&architecture)).collect::<Vec<_>>()
    };
    let by = |zone: u8, nat: &str, of: u8| {
        format!(
            "web → web/security-group → app/route-table/{zone} → {nat} → public/route-table/{of} → igw → internet"
        )
    };
    // the third zone leaves by the gateway of another
    assert_eq!(ways("web"), [by(1, "nat", 1), by(2, "nat-2", 2), by(3, "nat", 1)]);
    assert_eq!(ways("nat"), [""; 0], "a gateway opens no connections of its own");
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
        Answer::CannotTell(Unknown::Value { element: first, property: "CidrBlock" })
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
fn what_is_known_to_block_blocks_whatever_else_is_unknown() {
    let partner = entry(90.into(), true, "allow", json!({ "Ref": "Partner" }), (9000, 9000));
    let architecture = listed(json!({ "first": partner }));
    let api = architecture.index_of("api").unwrap();
    assert_eq!(
        Network::of(&architecture).flow(Place::Element(api), Place::Internet, Port::tcp(9001)),
        Answer::Blocked(Blocked::NoEgress(api))
    );
}

#[test]
fn protocols_are_told_apart() {
    let architecture = network(json!({}));
    let api = architecture.index_of("api").unwrap();
    let udp = Port { protocol: Protocol::Udp, number: 9000 };
    assert_eq!(
        Network::of(&architecture).flow(Place::Element(api), Place::Internet, udp),
        Answer::Blocked(Blocked::NoEgress(api))
    );
}

/// A queue and an interface endpoint for it in a tier of its own.
fn queue(private_dns: bool) -> Architecture {
    network(json!({
        "jobs": { "kind": "sqs_queue", "properties": {} },
        "ends": { "kind": "subnet", "parent": "vpc", "properties": { "access": "isolated", "slot": 2 } },
        "sqs": { "kind": "vpc_endpoint", "parent": "ends",
                 "properties": { "service": "sqs", "private_dns": private_dns } }
    }))
}

fn calls(architecture: &Architecture, to: &str, port: u16) -> Result<String, String> {
    let at = |id| Place::Element(architecture.index_of(id).unwrap());
    match Network::of(architecture).flow(at("api"), at(to), Port::tcp(port)) {
        Answer::Passes(witness) => Ok(witness.path(architecture)),
        stopped => Err(format!("{stopped:?}")),
    }
}

#[test]
fn a_service_is_called_by_the_endpoint_that_takes_its_name() {
    let architecture = queue(true);
    let way = "api → api/security-group → sqs/security-group → sqs → jobs";
    assert_eq!(calls(&architecture, "jobs", 443).as_deref(), Ok(way));
    // The name leads to the endpoint, which admits HTTPS alone, though port 9000 may go out through NAT.
    assert!(calls(&architecture, "jobs", 9000).is_err());
    let through_nat = "api → out/rules → app/route-table/1 → nat → public/route-table/1 → igw → jobs";
    assert_eq!(calls(&queue(false), "jobs", 9000).as_deref(), Ok(through_nat));
}

#[test]
fn a_table_is_reached_by_its_gateway_endpoint() {
    let architecture = network(json!({
        "orders": { "kind": "cfn_resource",
                    "properties": { "type": "AWS::DynamoDB::Table", "properties": {} } },
        "tables": { "kind": "vpc_endpoint", "parent": "vpc", "properties": { "service": "dynamodb" } }
    }));
    let way = "api → out/rules → app/route-table/1 → tables → orders";
    assert_eq!(calls(&architecture, "orders", 9000).as_deref(), Ok(way));
}

#[test]
fn who_may_call_a_service_from_outside_is_not_the_networks_to_say() {
    let architecture = network(json!({ "files": { "kind": "s3_bucket", "properties": {} } }));
    let files = architecture.index_of("files").unwrap();
    assert_eq!(
        Network::of(&architecture).flow(Place::Internet, Place::Element(files), Port::tcp(443)),
        Answer::CannotTell(Unknown::Permissions { element: files })
    );
}

#[test]
fn addresses_of_the_network_are_somebodys() {
    let architecture = network(json!({}));
    let app = architecture.index_of("app").unwrap();
    let (_, own) = architecture.elements[app].subnets().next().unwrap();
    assert_eq!(
        out(&architecture, Place::Block(own)),
        Answer::CannotTell(Unknown::Tenant { tier: app }),
        "their groups are not known"
    );
    let nobody = Place::Block(Cidr::parse("10.0.255.0/24").unwrap());
    assert_eq!(out(&architecture, nobody), Answer::Blocked(Blocked::Outside), "no subnet has them");
}

#[test]
fn raw_routes_and_rules_are_not_guessed() {
    let pierced = network(json!({
        "way": raw("Route", json!({ "RouteTableId": { "Ref": "AppRouteTable1" },
                                    "DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1" }))
    }));
    let element = pierced.index_of("way").unwrap();
    assert_eq!(out(&pierced, Place::Internet), Answer::CannotTell(Unknown::NotWalked { element }));

    let opened = network(json!({
        "hole": raw("SecurityGroupEgress", json!({ "GroupId": { "Fn::GetAtt": ["ApiSecurityGroup", "GroupId"] },
                                                   "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                                                   "CidrIp": "0.0.0.0/0" }))
    }));
    let (api, element) = (opened.index_of("api").unwrap(), opened.index_of("hole").unwrap());
    let ask = |port| Network::of(&opened).flow(Place::Element(api), Place::Internet, Port::tcp(port));
    assert_eq!(ask(22), Answer::CannotTell(Unknown::NotWalked { element }));
    assert_eq!(ask(23), Answer::Blocked(Blocked::NoEgress(api)), "it is about another port");
}

#[test]
fn networks_meet_on_the_internet() {
    let far = |public: &str| {
        let nodes = json!({
            "far": { "kind": "vpc", "properties": { "cidr": "10.9.0.0/16", "zones": 1 } },
            "far-igw": { "kind": "internet_gateway", "parent": "far", "properties": {} },
            "front": { "kind": "subnet", "parent": "far", "properties": { "access": "public", "slot": 0 } },
            "web": { "kind": "ec2_instance", "parent": "front", "properties": { "public_address": public } },
            "open": { "kind": "security_group", "parent": "far",
                      "properties": { "ingress": [{ "port": 9000, "cidr": "0.0.0.0/0" }] } }
        });
        let attached = json!({ "from": "open", "kind": "attached", "to": "web", "properties": {} });
        let out = json!({ "from": "out", "kind": "attached", "to": "api", "properties": {} });
        connected(nodes, json!({ "open-web": attached, "out-api": out }))
    };
    assert_eq!(
        calls(&far("always"), "web", 9000).as_deref(),
        Ok("api → out/rules → app/route-table/1 → nat → public/route-table/1 → igw → internet → far-igw → \
            front/route-table/1 → open/rules → web")
    );
    let apart = calls(&far("never"), "web", 9000).unwrap_err();
    assert!(apart.contains("OtherNetwork"), "{apart}");
}
