//! A tier: one AWS subnet and one route table in each of its zones.

use crate::value::map;
use architecture::{Cidr, Derived, Part, PartData, RouteTarget, Zones, address};
use cloudformation::{Dependency, PartName};
use design::{Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;
use serde_json::Value;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{internet_gateway, nat_gateway, vpc},
};

pub struct Subnet;

pub const KIND: &str = "subnet";

pub const ACCESS: Property = Property::choice("access", &["public", "private", "isolated"], "private")
    .label("Access", "Acceso")
    .help(
        "Public: routed to the internet gateway; private: out through NAT; isolated: no way out.",
        "Pública: hacia el internet gateway; privada: salida por NAT; aislada: sin salida.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html");
pub const PREFIX: Property = Property::integer("prefix_length", 18, 28, 22)
    .label("Subnet size", "Tamaño de subred")
    .help(
        "Prefix length of each of its subnets: /22 has 1,019 usable addresses.",
        "Longitud del prefijo de cada subred: /22 tiene 1.019 direcciones útiles.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html");
pub const SLOT: Property =
    Property::optional_integer("slot", 0, 15).label("Address slot", "Posición de direcciones").help(
        "Which sixteenth of the VPC its addresses come from; the lowest free one when left out.",
        "De qué dieciseisavo de la VPC salen sus direcciones.",
    );
pub const ZONES: Property =
    Property::list("zones", &Shape::Integer { min: 1, max: 4 }).label("Zones", "Zonas").help(
        "Zones it has subnets in; all of its VPC's when empty.",
        "Zonas en que tiene subredes; todas las de la VPC si está vacío.",
    );
pub const CIDRS: Property = Property::table("cidrs", &Shape::Text(TextForm::Cidr))
    .label("Pinned blocks", "Bloques fijados")
    .help("Blocks pinned by zone, e.g. \"1\": \"10.0.0.0/24\".", "Bloques fijados por zona.");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Subnet tier", "Capa de subredes"),
        parents: &[vpc::KIND],
        contained: true,
        properties: &[&ACCESS, &PREFIX, &SLOT, &ZONES, &CIDRS],
        connects: &[],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "subnet",
    drawio: "mxgraph.aws4.group_security_group",
    stack: Stack::Network,
    lane: Lane::Frame,
    stateful: false,
};

impl Service for Subnet {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let zones = zones(site);
        let blocks = blocks(site);
        let mut parts = Vec::new();
        let mut blockers = Vec::new();
        for &zone in &zones {
            match blocks.iter().find(|(at, _)| *at == zone) {
                Some(&(_, cidr)) => parts.push(Part::new(format!("subnet/{zone}"), PartData::Subnet { zone, cidr })),
                None => blockers.push(site.blocker(
                    "no-addresses",
                    Some(SLOT.name),
                    format!("“{}” finds no free addresses in its VPC for zone {zone}; choose a free slot, a longer prefix, or pin a block.", site.name),
                )),
            }
            parts.push(Part::new(
                format!("route-table/{zone}"),
                PartData::RouteTable { zone, routes: routes(site, zone) },
            ));
        }
        Derived { zones, parts, blockers }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<architecture::Blocker> {
        let Some(vpc) = site.vpc() else { return Vec::new() };
        let mut found = Vec::new();
        let own: Vec<(u8, Cidr)> = site.subnets().collect();
        for (zone, cidr) in &own {
            if !vpc::cidr(&vpc).is_some_and(|block| block.contains(*cidr)) {
                found.push(site.blocker(
                    "outside-vpc",
                    Some(CIDRS.name),
                    format!("{cidr} of “{}” lies outside its VPC {}.", site.name, vpc.text(&vpc::CIDR)),
                ));
            }
            for other in vpc.children(KIND).filter(|other| other.ix <= site.ix) {
                for (other_zone, theirs) in other.subnets() {
                    let itself = other.ix == site.ix && other_zone >= *zone;
                    if !itself && cidr.overlaps(theirs) {
                        found.push(site.blocker(
                            "overlapping-blocks",
                            Some(CIDRS.name),
                            format!("{cidr} of “{}” overlaps {theirs} of “{}”.", site.name, other.name),
                        ));
                    }
                }
            }
        }
        if site.text(&ACCESS) == "public" && vpc.children(internet_gateway::KIND).next().is_none() {
            found.push(site.blocker(
                "no-internet-gateway",
                Some(ACCESS.name),
                format!("“{}” is public, but its VPC has no internet gateway.", site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(vpc) = site.vpc() else { return };
        let public = site.text(&ACCESS) == "public";
        for (zone, cidr) in site.subnets() {
            let mut tags = site.tags();
            if let cloudformation::Value::List(tags) = &mut tags {
                tags.push(map! { "Key" => if public { "kubernetes.io/role/elb" } else { "kubernetes.io/role/internal-elb" }, "Value" => "1" });
            }
            let name = stacks.zone(Stack::Network, site, zone);
            stacks.resource(
                site,
                &format!("subnet/{zone}"),
                "AWS::EC2::Subnet",
                map! {
                    "VpcId" => vpc.reference(""),
                    "CidrBlock" => cidr.to_string(),
                    "AvailabilityZone" => name,
                    "MapPublicIpOnLaunch" => false,
                    "Tags" => tags,
                },
            );
        }
        for part in &site.element().parts {
            let PartData::RouteTable { zone, routes } = &part.data else { continue };
            if part.explicit.is_none() {
                stacks.resource(
                    site,
                    &part.name,
                    "AWS::EC2::RouteTable",
                    map! { "VpcId" => vpc.reference(""), "Tags" => site.tags() },
                );
                write_routes(site, &part.name, routes, stacks);
            }
            stacks.resource(
                site,
                &format!("route-table-association/{zone}"),
                "AWS::EC2::SubnetRouteTableAssociation",
                map! {
                    "RouteTableId" => site.reference(&part.name),
                    "SubnetId" => site.reference(&format!("subnet/{zone}")),
                },
            );
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let why = "AWS does not charge for subnets and their route tables.";
        ledger.free(site.node(), "", "Amazon VPC", "Subnets", why);
    }

    fn spec(&self, site: &Site<'_>) -> String {
        site.text(&ACCESS).to_owned()
    }
}

/// The routes of a table, as resources of the site that writes it.
pub(crate) fn write_routes(
    site: &Site<'_>,
    table: &str,
    routes: &[(Cidr, RouteTarget)],
    stacks: &mut Stacks<'_>,
) {
    for (at, (destination, target)) in routes.iter().enumerate() {
        let part = format!("{table}/route/{}", at + 1);
        let (property, value, wait) = match *target {
            RouteTarget::InternetGateway(ix) => {
                let gateway = site.at(ix);
                ("GatewayId", gateway.reference(""), Some(PartName::new(gateway.node(), "attachment")))
            }
            RouteTarget::NatGateway(ix) => ("NatGatewayId", site.at(ix).reference(""), None),
        };
        let mut route = map! { "RouteTableId" => site.reference(table), "DestinationCidrBlock" => destination.to_string() };
        if let cloudformation::Value::Map(route) = &mut route {
            route.insert(property.to_owned(), value);
        }
        let resource = stacks.resource(site, &part, "AWS::EC2::Route", route);
        // CloudFormation cannot infer that a route needs the gateway attached first.
        resource.depends_on.extend(wait.map(Dependency::Part));
    }
}

/// The zones of a tier: those it names, within its VPC's.
fn zones(site: &Site<'_>) -> Zones {
    let of_vpc = site.inherited_zones();
    let named: Vec<u8> = match site.value(&ZONES).as_deref() {
        Some(Value::Array(zones)) => {
            zones.iter().filter_map(|zone| u8::try_from(zone.as_i64()?).ok()).collect()
        }
        _ => Vec::new(),
    };
    of_vpc.into_iter().filter(|zone| named.is_empty() || named.contains(zone)).collect()
}

/// The block of each possible zone: pinned, or from the tier's slot.
fn blocks(site: &Site<'_>) -> Vec<(u8, Cidr)> {
    let Some(vpc) = site.vpc() else { return Vec::new() };
    let Some(network) = vpc::cidr(&vpc) else { return Vec::new() };
    let tiers: Vec<Site<'_>> = vpc.children(KIND).collect();
    let wishes: Vec<(Option<u8>, u8)> =
        tiers.iter().map(|tier| (slot(tier), prefix(tier, network))).collect();
    let assigned = tiers
        .iter()
        .position(|tier| tier.ix == site.ix)
        .and_then(|at| address::assign(network, &wishes).get(at).copied().flatten());
    let pinned = site.record(&CIDRS);
    (1..=address::MAX_ZONES)
        .filter_map(|zone| {
            let pin = pinned.and_then(|pinned| pinned.get(&zone.to_string())).and_then(Value::as_str);
            let block = match pin {
                Some(text) => Cidr::parse(text),
                None => address::block(network, assigned?, zone, prefix(site, network)),
            };
            Some((zone, block?))
        })
        .collect()
}

/// For each further tier the address slot it can be given so that no tier there is renumbered; `None` where none is
/// free. Tiers are given by their stated properties, those there in id order.
pub fn free_slots(network: Cidr, there: &[&design::Map], further: &[&design::Map]) -> Vec<Option<u8>> {
    let number = |tier: &design::Map, property: &Property| tier.get(property.name).and_then(Value::as_i64);
    let slot = |tier| number(tier, &SLOT).and_then(|slot| u8::try_from(slot).ok());
    let prefix = |tier| prefix_in(number(tier, &PREFIX), network);
    let mut wishes: Vec<(Option<u8>, u8)> = there.iter().map(|tier| (slot(tier), prefix(tier))).collect();
    wishes.extend(further.iter().map(|tier| (None, prefix(tier))));
    address::assign(network, &wishes).split_off(there.len())
}

fn slot(site: &Site<'_>) -> Option<u8> {
    site.optional_integer(&SLOT).and_then(|slot| u8::try_from(slot).ok())
}

/// The prefix of its subnets; left out, a 64th of the VPC.
fn prefix(site: &Site<'_>, vpc: Cidr) -> u8 {
    prefix_in(site.properties.get(PREFIX.name).and_then(Value::as_i64), vpc)
}

fn prefix_in(stated: Option<i64>, vpc: Cidr) -> u8 {
    stated.and_then(|prefix| u8::try_from(prefix).ok()).unwrap_or((vpc.prefix() + 6).clamp(22, 28))
}

/// Public tiers go to the internet gateway, private ones to the NAT gateway of their zone (else the first there is).
fn routes(site: &Site<'_>, zone: u8) -> Vec<(Cidr, RouteTarget)> {
    let Some(vpc) = site.vpc() else { return Vec::new() };
    let target = match site.text(&ACCESS) {
        "public" => vpc
            .children(internet_gateway::KIND)
            .next()
            .map(|gateway| RouteTarget::InternetGateway(gateway.ix)),
        "private" => {
            let gateways: Vec<Site<'_>> =
                vpc.children(KIND).flat_map(|tier| tier.children(nat_gateway::KIND)).collect();
            let same_zone =
                gateways.iter().find(|gateway| gateway.integer(&nat_gateway::ZONE) == i64::from(zone));
            same_zone.or(gateways.first()).map(|gateway| RouteTarget::NatGateway(gateway.ix))
        }
        _ => None,
    };
    target.map(|target| (Cidr::ANYWHERE, target)).into_iter().collect()
}
