//! Random small networks, walked packet by packet: an independent model of AWS networks agrees with
//! [`Network::flow`].
//! Three times the cases of other properties: 768, and 12,288 of a full run.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::net::Ipv4Addr;

use architecture::{Architecture, Cidr};
use groundplan_network::{Answer, Blocked, Network, Place, Port, Protocol, Step};
use proptest::{prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use serde_json::{Map, Value, json};
use services::Services;

const PORTS: [Port; 3] = [Port::tcp(22), Port::tcp(9000), Port { protocol: Protocol::Udp, number: 9000 }];
/// Ports a client or NAT gateway may take: one on each side of each range below.
const EPHEMERAL: [u16; 3] = [1024, 9000, 40_000];
const RANGES: [(u16, u16); 6] =
    [(0, 65_535), (22, 22), (9000, 9000), (1024, 65_535), (1024, 32_767), (32_768, 65_535)];
const BLOCKS: [&str; 13] = [
    "0.0.0.0/0",
    "0.0.0.0/0",
    "0.0.0.0/0",
    "0.0.0.0/0",
    "0.0.0.0/0",
    "0.0.0.0/1",
    "128.0.0.0/1",
    "10.0.0.0/16",
    "10.0.0.0/24",
    "10.0.16.0/25",
    "10.0.16.128/25",
    "203.0.113.0/24",
    "198.51.100.7/32",
];
/// Destinations of explicit routes beside those of the network and of everything.
const DESTINATIONS: [&str; 4] = ["0.0.0.0/1", "128.0.0.0/1", "203.0.113.0/24", "198.51.100.7/32"];
const OUTSIDE: [&str; 2] = ["203.0.113.0/24", "198.51.100.7/32"];

#[derive(Debug, Clone)]
struct Net {
    gateway: bool,
    nat: bool,
    /// Access of the tiers; each has a subnet in both zones.
    tiers: Vec<&'static str>,
    /// Network ACLs, by tier and zone.
    lists: Vec<[Option<Vec<Entry>>; 2]>,
    /// Explicit route tables, by tier and zone.
    tables: Vec<[Option<Table>; 2]>,
    /// A gateway endpoint for the bucket's service.
    endpoint: bool,
    machines: Vec<Machine>,
}

#[derive(Debug, Clone)]
struct Table {
    keeps: bool,
    routes: Vec<(&'static str, Gateway)>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Gateway {
    Internet,
    Nat,
}

#[derive(Debug, Clone)]
struct Entry {
    number: u16,
    out: bool,
    allow: bool,
    block: &'static str,
    ports: (u16, u16),
    protocol: i64,
}

#[derive(Debug, Clone)]
struct Machine {
    tier: usize,
    zone: usize,
    address: &'static str,
    ingress: Vec<Rule>,
    egress: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    udp: bool,
    ports: (u16, u16),
    peer: Peer,
}

#[derive(Debug, Clone)]
enum Peer {
    Block(&'static str),
    Machine(usize),
    /// The prefix list of S3.
    S3,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Party {
    Internet,
    Outside(usize),
    Machine(usize),
    /// A bucket, which is called and calls nobody.
    Bucket,
}

// ── random networks ──────────────────────────────────────────────────────────────────────────────────────────────

fn entry() -> impl Strategy<Value = Entry> {
    (
        1u16..400,
        any::<bool>(),
        prop::bool::weighted(0.85),
        select(&BLOCKS[..]),
        select(&RANGES[..]),
        select(&[-1, -1, 6, 6, 6, 17][..]),
    )
        .prop_map(|(number, out, allow, block, ports, protocol)| Entry {
            number,
            out,
            allow,
            block,
            ports,
            protocol,
        })
}

fn list() -> impl Strategy<Value = Option<Vec<Entry>>> {
    let entries = prop::collection::vec(entry(), 1..7).prop_map(|mut entries| {
        entries.sort_by_key(|entry| (entry.out, entry.number));
        entries.dedup_by_key(|entry| (entry.out, entry.number));
        entries
    });
    prop::option::weighted(0.35, entries)
}

fn table() -> impl Strategy<Value = Option<Table>> {
    let gateway = select(&[Gateway::Internet, Gateway::Nat][..]);
    let routes = prop::sample::subsequence(&DESTINATIONS[..], 0..=3);
    let table =
        (any::<bool>(), routes, prop::collection::vec(gateway, 3)).prop_map(|(keeps, routes, gateways)| {
            Table { keeps, routes: routes.into_iter().zip(gateways).collect() }
        });
    prop::option::weighted(0.15, table)
}

fn rule() -> impl Strategy<Value = Rule> {
    let peer = prop_oneof![
        6 => select(&BLOCKS[..]).prop_map(Peer::Block),
        3 => (0usize..3).prop_map(Peer::Machine),
        1 => Just(Peer::S3)
    ];
    let ports = select(&[(0, 65_535), (22, 22), (9000, 9000), (20, 9500)][..]);
    (prop::bool::weighted(0.2), ports, peer).prop_map(|(udp, ports, peer)| Rule { udp, ports, peer })
}

fn network() -> impl Strategy<Value = Net> {
    let access = select(&["public", "private", "private", "private", "isolated"][..]);
    let machine = (
        prop_oneof![1 => Just(0usize), 2 => Just(1), 2 => Just(2)],
        0usize..2,
        select(&["by-tier", "always", "never"][..]),
        prop::collection::vec(rule(), 0..5),
        prop::collection::vec(rule(), 0..5),
    );
    (
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.8),
        prop::collection::vec(access, 0..=2),
        prop::collection::vec((list(), list()), 3),
        prop::collection::vec((table(), table()), 3),
        any::<bool>(),
        prop::collection::vec(machine, 3),
    )
        .prop_map(|(gateway, nat, further, lists, tables, endpoint, machines)| {
            let tiers: Vec<&str> = std::iter::once("public").chain(further).collect();
            let machines = machines
                .into_iter()
                .map(|(tier, zone, address, ingress, egress)| Machine {
                    tier: tier % tiers.len(),
                    zone,
                    address,
                    ingress,
                    egress,
                })
                .collect();
            let lists = lists.into_iter().take(tiers.len()).map(|(one, two)| [one, two]).collect();
            let tables = tables.into_iter().take(tiers.len()).map(|(one, two)| [one, two]).collect();
            Net { gateway, nat, tiers, lists, tables, endpoint, machines }
        })
}

// ── as a design ──────────────────────────────────────────────────────────────────────────────────────────────────

fn subnet(tier: usize, zone: usize) -> String {
    format!("10.0.{}.0/24", 16 * tier + 4 * zone)
}

fn raw(kind: &str, properties: Value) -> Value {
    json!({ "kind": "cfn_resource", "properties": { "type": format!("AWS::EC2::{kind}"), "properties": properties } })
}

fn rules(rules: &[Rule]) -> Vec<Value> {
    rules
        .iter()
        .map(|rule| {
            let (name, peer) = match &rule.peer {
                Peer::Block(block) => ("cidr", (*block).to_owned()),
                Peer::Machine(machine) => ("node", format!("g{machine}")),
                Peer::S3 => ("prefix_list", "s3".to_owned()),
            };
            let protocol = if rule.udp { "udp" } else { "tcp" };
            json!({ "protocol": protocol, "port": rule.ports.0, "to_port": rule.ports.1, name: peer })
        })
        .collect()
}

fn design(net: &Net) -> Architecture {
    let mut nodes = Map::new();
    let mut connections = Map::new();
    let mut add = |id: String, node: Value| nodes.insert(id, node);
    add("vpc".into(), json!({ "kind": "vpc", "properties": {} }));
    if net.gateway {
        add("igw".into(), json!({ "kind": "internet_gateway", "parent": "vpc", "properties": {} }));
    }
    if net.nat {
        add("nat".into(), json!({ "kind": "nat_gateway", "parent": "t0", "properties": { "zone": 1 } }));
    }
    add("files".into(), json!({ "kind": "s3_bucket", "properties": {} }));
    if net.endpoint {
        add(
            "s3".into(),
            json!({ "kind": "vpc_endpoint", "parent": "vpc", "properties": { "service": "s3" } }),
        );
    }
    for (tier, access) in net.tiers.iter().enumerate() {
        for (zone, table) in net.tables[tier].iter().enumerate() {
            let Some(table) = table else { continue };
            let there = table.routes.iter().filter(|(_, gateway)| net.has(*gateway));
            let routes: Vec<Value> = there
                .map(|(destination, gateway)| {
                    let node = if *gateway == Gateway::Nat { "nat" } else { "igw" };
                    json!({ "destination": destination, "node": node })
                })
                .collect();
            let node = json!({
                "kind": "route_table", "parent": "vpc", "replaces": format!("t{tier}/route-table/{}", zone + 1),
                "properties": { "keep_derived": table.keeps, "routes": routes }
            });
            add(format!("routes{tier}x{zone}"), node);
        }
        let cidrs = json!({ "1": subnet(tier, 0), "2": subnet(tier, 1) });
        let properties = json!({ "access": access, "slot": tier, "cidrs": cidrs });
        add(format!("t{tier}"), json!({ "kind": "subnet", "parent": "vpc", "properties": properties }));
        for (zone, list) in net.lists[tier].iter().enumerate() {
            let Some(entries) = list else { continue };
            let name = format!("acl{tier}x{zone}");
            let reference = json!({ "Ref": format!("Acl{tier}x{zone}") });
            add(name.clone(), raw("NetworkAcl", json!({ "VpcId": { "Ref": "Vpc" } })));
            let association = json!({ "SubnetId": { "Ref": format!("T{tier}Subnet{}", zone + 1) }, "NetworkAclId": reference });
            add(format!("{name}-of"), raw("SubnetNetworkAclAssociation", association));
            for (at, entry) in entries.iter().enumerate() {
                let mut properties = json!({
                    "NetworkAclId": reference, "RuleNumber": entry.number, "Egress": entry.out,
                    "RuleAction": if entry.allow { "allow" } else { "deny" },
                    "Protocol": entry.protocol, "CidrBlock": entry.block
                });
                if entry.protocol != -1 {
                    properties["PortRange"] = json!({ "From": entry.ports.0, "To": entry.ports.1 });
                }
                add(format!("{name}-{at}"), raw("NetworkAclEntry", properties));
            }
        }
    }
    for (at, machine) in net.machines.iter().enumerate() {
        let properties = json!({ "zone": machine.zone + 1, "public_address": machine.address });
        let tier = format!("t{}", machine.tier);
        add(format!("m{at}"), json!({ "kind": "ec2_instance", "parent": tier, "properties": properties }));
        let properties = json!({ "ingress": rules(&machine.ingress), "egress": rules(&machine.egress) });
        add(format!("g{at}"), json!({ "kind": "security_group", "parent": "vpc", "properties": properties }));
        let attached =
            json!({ "from": format!("g{at}"), "kind": "attached", "to": format!("m{at}"), "properties": {} });
        connections.insert(format!("a{at}"), attached);
    }
    let document = json!({
        "groundplan": 1, "id": "example", "name": "Example",
        "environments": { "prod": { "account": "333333333333", "region": "us-east-1", "tier": "production" } },
        "nodes": nodes, "connections": connections
    });
    let document = design::load(document.to_string().as_bytes(), &Services).unwrap();
    architecture::resolve(&document, "prod", &Services).unwrap()
}

// ── as packets ───────────────────────────────────────────────────────────────────────────────────────────────────

#[derive(Debug, Clone, Copy)]
struct Packet {
    udp: bool,
    source: Ipv4Addr,
    target: Ipv4Addr,
    from_port: u16,
    to_port: u16,
}

fn within(address: Ipv4Addr, block: &str) -> bool {
    let (network, prefix) = block.split_once('/').unwrap();
    let shift = 32 - prefix.parse::<u32>().unwrap();
    let bits = |address: Ipv4Addr| u64::from(u32::from(address)) >> shift;
    bits(address) == bits(network.parse().unwrap())
}

fn holds((from, to): (u16, u16), port: u16) -> bool {
    from <= port && port <= to
}

impl Net {
    fn has(&self, gateway: Gateway) -> bool {
        match gateway {
            Gateway::Internet => self.gateway,
            Gateway::Nat => self.nat,
        }
    }

    /// Where the table of a subnet leads an address outside the network: by the longest prefix.
    fn route(&self, (tier, zone): (usize, usize), address: Ipv4Addr) -> Option<Gateway> {
        let table = self.tables[tier][zone].as_ref();
        let derived = match self.tiers[tier] {
            "public" => Some(Gateway::Internet),
            "private" => Some(Gateway::Nat),
            _ => None,
        };
        let derived = derived.filter(|_| table.is_none_or(|table| table.keeps));
        let stated = table.into_iter().flat_map(|table| table.routes.iter().copied());
        let all = derived.map(|gateway| ("0.0.0.0/0", gateway)).into_iter().chain(stated);
        let prefix = |(block, _): &(&str, Gateway)| block.split_once('/').unwrap().1.parse::<u8>().unwrap();
        let mine = all.filter(|(block, gateway)| within(address, block) && self.has(*gateway));
        mine.max_by_key(prefix).map(|(_, gateway)| gateway)
    }

    fn list_lets(&self, (tier, zone): (usize, usize), out: bool, packet: Packet) -> bool {
        let Some(entries) = &self.lists[tier][zone] else { return true };
        let other = if out { packet.target } else { packet.source };
        let mut mine: Vec<&Entry> = entries.iter().filter(|entry| entry.out == out).collect();
        mine.sort_by_key(|entry| entry.number);
        let own = if packet.udp { 17 } else { 6 };
        let about = |entry: &Entry| match entry.protocol {
            -1 => true,
            protocol => protocol == own && holds(entry.ports, packet.to_port),
        };
        let first = mine.into_iter().find(|entry| within(other, entry.block) && about(entry));
        first.is_some_and(|entry| entry.allow)
    }

    fn group_lets(&self, rules: &[Rule], other: Ipv4Addr, party: Party, packet: Packet) -> bool {
        rules.iter().any(|rule| {
            rule.udp == packet.udp
                && holds(rule.ports, packet.to_port)
                && match rule.peer {
                    Peer::Block(block) => within(other, block),
                    Peer::Machine(peer) => party == Party::Machine(peer),
                    Peer::S3 => party == Party::Bucket,
                }
        })
    }

    fn place(&self, machine: usize) -> (usize, usize) {
        (self.machines[machine].tier, self.machines[machine].zone)
    }

    fn has_public_address(&self, machine: usize) -> bool {
        match self.machines[machine].address {
            "always" => true,
            "never" => false,
            _ => self.tiers[self.machines[machine].tier] == "public",
        }
    }

    /// Between two subnets of the network.
    fn crosses(&self, from: (usize, usize), to: (usize, usize), packet: Packet) -> bool {
        from == to || (self.list_lets(from, true, packet) && self.list_lets(to, false, packet))
    }

    /// From the internet gateway to a machine with a public address, and the answer back.
    fn comes_in(&self, machine: usize, packet: Packet) -> bool {
        let at = self.place(machine);
        let rules = &self.machines[machine].ingress;
        let forwards = self.gateway
            && self.has_public_address(machine)
            && self.list_lets(at, false, packet)
            && self.group_lets(rules, packet.source, Party::Internet, packet);
        // The answer takes the table of its subnet; a NAT gateway would not know the connection.
        let back = self.route(at, packet.source) == Some(Gateway::Internet);
        forwards && back && self.list_lets(at, true, answer(packet))
    }

    fn goes_out(&self, machine: usize, to: Party, packet: Packet, nat_port: u16) -> bool {
        let at = self.place(machine);
        if !self.group_lets(&self.machines[machine].egress, packet.target, to, packet) {
            return false;
        }
        let both_ways = || self.list_lets(at, true, packet) && self.list_lets(at, false, answer(packet));
        if to == Party::Bucket && self.endpoint {
            return both_ways();
        }
        match self.route(at, packet.target) {
            Some(Gateway::Internet) => self.has_public_address(machine) && both_ways(),
            Some(Gateway::Nat) => {
                let nat = (0, 0);
                let own = Packet { source: Ipv4Addr::new(10, 0, 0, 50), from_port: nat_port, ..packet };
                self.crosses(at, nat, packet)
                    && self.route(nat, packet.target) == Some(Gateway::Internet)
                    && self.list_lets(nat, true, own)
                    && self.list_lets(nat, false, answer(own))
                    && self.crosses(nat, at, answer(packet))
            }
            None => false,
        }
    }

    fn stays(&self, from: usize, to: usize, packet: Packet) -> bool {
        let (own, there) = (self.place(from), self.place(to));
        self.group_lets(&self.machines[from].egress, packet.target, Party::Machine(to), packet)
            && self.crosses(own, there, packet)
            && self.group_lets(&self.machines[to].ingress, packet.source, Party::Machine(from), packet)
            && self.crosses(there, own, answer(packet))
    }

    /// Addresses a party may have, of each kind that blocks tell apart.
    fn addresses(&self, party: Party) -> Vec<Ipv4Addr> {
        match party {
            Party::Internet | Party::Bucket => {
                vec![Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::new(150, 0, 0, 1)]
            }
            Party::Outside(0) => vec![Ipv4Addr::new(203, 0, 113, 5)],
            Party::Outside(_) => vec![Ipv4Addr::new(198, 51, 100, 7)],
            Party::Machine(machine) => {
                let (tier, zone) = self.place(machine);
                [10, 200].map(|host| Ipv4Addr::new(10, 0, (16 * tier + 4 * zone) as u8, host)).to_vec()
            }
        }
    }

    fn connects(&self, from: Party, to: Party, port: Port) -> bool {
        let (udp, to_port) = (port.protocol == Protocol::Udp, port.number);
        let targets = self.addresses(to);
        self.addresses(from).into_iter().any(|source| {
            targets.iter().any(|&target| {
                EPHEMERAL.into_iter().any(|from_port| {
                    let packet = Packet { udp, source, target, from_port, to_port };
                    match (from, to) {
                        (Party::Machine(from), Party::Machine(to)) => self.stays(from, to, packet),
                        (Party::Machine(from), _) => {
                            EPHEMERAL.into_iter().any(|nat_port| self.goes_out(from, to, packet, nat_port))
                        }
                        (_, Party::Machine(to)) => self.comes_in(to, packet),
                        _ => false,
                    }
                })
            })
        })
    }
}

fn answer(packet: Packet) -> Packet {
    Packet {
        udp: packet.udp,
        source: packet.target,
        target: packet.source,
        from_port: packet.to_port,
        to_port: packet.from_port,
    }
}

fn place(architecture: &Architecture, party: Party) -> Place {
    match party {
        Party::Internet => Place::Internet,
        Party::Outside(at) => Place::Block(Cidr::parse(OUTSIDE[at]).unwrap()),
        Party::Machine(at) => Place::Element(architecture.index_of(&format!("m{at}")).unwrap()),
        Party::Bucket => Place::Element(architecture.index_of("files").unwrap()),
    }
}

/// Not by `proptest!`, which would take the number of cases from the environment as it stands.
#[test]
fn packets_go_where_flow_says() {
    let config = ProptestConfig { cases: 3 * ProptestConfig::default().cases, ..ProptestConfig::default() };
    TestRunner::new(config)
        .run(&network(), |net| {
            let architecture = design(&net);
            let network = Network::of(&architecture);
            let outside = [Party::Internet, Party::Outside(0), Party::Outside(1)];
            let parties: Vec<Party> = outside.into_iter().chain((0..3).map(Party::Machine)).collect();
            for &from in &parties {
                let bucket = Some(Party::Bucket).filter(|_| matches!(from, Party::Machine(_)));
                for to in parties.iter().copied().chain(bucket).filter(|&to| to != from) {
                    for port in PORTS {
                        let said = network.flow(place(&architecture, from), place(&architecture, to), port);
                        let passes = match said {
                            Answer::Passes(_) => true,
                            Answer::Blocked(_) => false,
                            Answer::CannotTell(_) => panic!("all is known: {said:?}"),
                        };
                        prop_assert_eq!(
                            passes,
                            net.connects(from, to, port),
                            "{:?} to {:?} on {}: {:?}",
                            from,
                            to,
                            port,
                            said
                        );
                        if let (Party::Internet, Place::Element(from)) = (to, place(&architecture, from)) {
                            // none where it does not get out, else the first of these is the one that flow names
                            let ways = network.ways_out(from, port);
                            let witness =
                                if let Answer::Passes(witness) = said { Some(witness) } else { None };
                            prop_assert_eq!(ways.first(), witness.as_ref());
                        }
                    }
                }
            }
            Ok(())
        })
        .unwrap();
}

proptest! {
    /// Whatever port gets through is treated like one of those asked about.
    #[test]
    fn ports_that_are_asked_about_stand_for_all(net in network(), number in 1u16..) {
        let architecture = design(&net);
        let network = Network::of(&architecture);
        for (from, to) in [(Party::Internet, Party::Machine(0)), (Party::Machine(0), Party::Machine(1)), (Party::Machine(0), Party::Internet)] {
            let (from, to) = (place(&architecture, from), place(&architecture, to));
            let passes = |port| matches!(network.flow(from, to, port), Answer::Passes(_));
            let asked = network.open_ports(from, to);
            for protocol in [Protocol::Tcp, Protocol::Udp] {
                let below = asked.iter().filter(|port| port.protocol == protocol && port.number <= number);
                let like_it = below.max_by_key(|port| port.number).is_some_and(|port| passes(*port));
                prop_assert!(!passes(Port { protocol, number }) || like_it, "{:?} to {:?} on {}: {:?}", from, to, number, asked);
            }
        }
    }
}

/// The random networks are worth their while: each kind of way and of block is among them.
#[test]
fn random_networks_have_all_kinds_of_ways() {
    let mut runner = TestRunner::deterministic();
    let (mut nat, mut inwards, mut within, mut endpoint, mut list, mut answer) = (0, 0, 0, 0, 0, 0);
    for _ in 0..300 {
        let architecture = design(&network().new_tree(&mut runner).unwrap().current());
        let machine = |at| place(&architecture, Party::Machine(at));
        let bucket = place(&architecture, Party::Bucket);
        let ways = [
            (machine(0), Place::Internet),
            (Place::Internet, machine(0)),
            (machine(0), machine(1)),
            (machine(0), bucket),
        ];
        for (from, to) in ways {
            match Network::of(&architecture).flow(from, to, Port::tcp(9000)) {
                Answer::Passes(witness) if to == Place::Internet => {
                    nat += usize::from(witness.steps.iter().any(|step| matches!(step, Step::NatGateway(_))));
                }
                Answer::Passes(witness) if to == bucket => {
                    endpoint +=
                        usize::from(witness.steps.iter().any(|step| matches!(step, Step::Endpoint(_))));
                }
                Answer::Passes(_) if from == Place::Internet => inwards += 1,
                Answer::Passes(_) => within += 1,
                Answer::Blocked(Blocked::NetworkAcl { reply: false, .. }) => list += 1,
                Answer::Blocked(Blocked::NetworkAcl { reply: true, .. }) => answer += 1,
                _ => {}
            }
        }
    }
    let found = [nat, inwards, within, endpoint, list, answer];
    assert!(
        found.iter().all(|&count| count >= 5),
        "through NAT, inwards, within, by the endpoint, stopped, unanswered: {found:?}"
    );
}
