//! What questions about one architecture share: read once, asked many times.

use std::cell::OnceCell;

use architecture::{Architecture, Cidr, Element, Ix, Source};
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, route_table, subnet, vpc_endpoint},
};

use crate::{
    Direction, Held, Place, Subnet,
    acl::{Found, Lists},
    address::{has_interface, private_blocks, public_address},
    aws::{Endpoint, stated},
    firewall::{groups, rules},
    raw::{Beside, Raw},
    route::Table,
};

/// The first port that clients take for themselves; NAT gateways use all from here on.
/// Source: VPC guide, network ACLs, ephemeral ports.
const EPHEMERAL: u16 = 1024;

/// The network of one architecture. What is asked of an element is read when it is first asked for.
pub struct Network<'a> {
    pub(crate) architecture: &'a Architecture,
    pub(crate) lists: Lists,
    pub(crate) beside: Beside,
    pub(crate) endpoints: Vec<Endpoint<'a>>,
    /// Blocks at whose ends any answer may change, beside those of the groups of both ends.
    pub(crate) blocks: Vec<Cidr>,
    /// A port for each way in which lists can treat those of clients.
    pub(crate) client_ports: Vec<u16>,
    facts: Vec<OnceCell<Box<Facts<'a>>>>,
}

/// What flows need to know of an element.
pub(crate) struct Facts<'a> {
    pub(crate) site: Site<'a>,
    /// Whether it has network interfaces of its own.
    pub(crate) interface: bool,
    /// Whether they have addresses on the internet.
    pub(crate) public: bool,
    pub(crate) vpc: Option<Ix>,
    /// The subnets it has addresses in.
    pub(crate) subnets: Vec<(Subnet, Cidr)>,
    /// The addresses of one without interfaces.
    pub(crate) stated: Vec<Source>,
    /// The elements whose groups it is in.
    pub(crate) groups: Vec<Ix>,
    pub(crate) ingress: Vec<Held<'a>>,
    pub(crate) egress: Vec<Held<'a>>,
    /// Blocks its groups name.
    pub(crate) named: Vec<Cidr>,
    /// The route tables of a tier, by zone.
    tables: Vec<(u8, Table)>,
}

impl<'a> Network<'a> {
    pub fn of(architecture: &'a Architecture) -> Network<'a> {
        let (mut found, mut beside, mut endpoints) = (Found::default(), Beside::default(), Vec::new());
        let mut blocks = private_blocks().to_vec();
        for (ix, element) in architecture.elements.iter().enumerate() {
            match element.kind.name {
                cfn_resource::KIND => {
                    if let Some((kind, raw)) = Raw::of(Site::new(architecture, ix)) {
                        found.note(kind, &raw);
                        beside.note(kind, &raw);
                    }
                }
                route_table::KIND => blocks.extend(destinations(element)),
                vpc_endpoint::KIND => endpoints.push(Endpoint::of(Site::new(architecture, ix))),
                _ => {}
            }
        }
        let lists = found.lists();
        blocks.extend(lists.blocks().chain(beside.blocks()));
        blocks.sort_unstable();
        blocks.dedup();
        let mut client_ports: Vec<u16> =
            lists.ports().filter(|port| *port >= EPHEMERAL).chain([EPHEMERAL]).collect();
        client_ports.sort_unstable();
        client_ports.dedup();
        let facts = architecture.elements.iter().map(|_| OnceCell::new()).collect();
        Network { architecture, lists, beside, endpoints, blocks, client_ports, facts }
    }

    pub fn architecture(&self) -> &'a Architecture {
        self.architecture
    }

    pub(crate) fn facts(&self, ix: Ix) -> &Facts<'a> {
        self.facts[ix].get_or_init(|| Box::new(Facts::of(Site::new(self.architecture, ix))))
    }

    /// A place with network interfaces of its own.
    pub(crate) fn inside(&self, place: Place) -> Option<&Facts<'a>> {
        place.element().map(|ix| self.facts(ix)).filter(|facts| facts.interface)
    }

    pub(crate) fn table(&self, (tier, zone): Subnet) -> Option<&Table> {
        let tables = &self.facts(tier).tables;
        tables.iter().find(|(of, _)| *of == zone).map(|(_, table)| table)
    }
}

/// The blocks an explicit route table has routes for.
fn destinations(table: &Element) -> impl Iterator<Item = Cidr> {
    let stated = table.records(&route_table::ROUTES).into_iter();
    stated.filter_map(|record| record.get("destination").and_then(Value::as_str).and_then(Cidr::parse))
}

impl<'a> Facts<'a> {
    fn of(site: Site<'a>) -> Facts<'a> {
        let interface = has_interface(&site);
        let tier = site.tier().filter(|_| interface);
        let subnets = tier.map(|tier| {
            let own = tier.element().subnets().filter(|(zone, _)| site.zones.contains(zone));
            own.map(|(zone, block)| ((tier.ix, zone), block)).collect()
        });
        let held = |direction| rules(site.architecture, site.ix, direction).collect::<Vec<_>>();
        let (ingress, egress) = (held(Direction::In), held(Direction::Out));
        let block = |held: &Held<'_>| match held.rule.peer {
            Source::Cidr(block) => Some(block),
            _ => None,
        };
        let zones = site.zones.iter().filter(|_| site.is(subnet::KIND));
        Facts {
            site,
            interface,
            public: public_address(&site),
            vpc: site.vpc().map(|vpc| vpc.ix),
            subnets: subnets.unwrap_or_default(),
            stated: if interface { Vec::new() } else { stated(&site) },
            groups: groups(&site),
            named: ingress.iter().chain(&egress).filter_map(block).collect(),
            ingress,
            egress,
            tables: zones.map(|&zone| (zone, Table::of(&site, zone))).collect(),
        }
    }
}
