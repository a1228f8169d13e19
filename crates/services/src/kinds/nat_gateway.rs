//! NAT gateway: the way out of private tiers, in one zone.

use crate::value::map;
use architecture::{Blocker, Derived, Part, PartData};
use cloudformation::{Dependency, PartName};
use design::{Follows, Kind, Property, UsageField, Words};
use pricing::{HOURS_PER_MONTH, Ledger};

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{internet_gateway, subnet},
    transfer, way_out,
};

pub struct NatGateway;

pub const KIND: &str = "nat_gateway";

pub const ZONE: Property = Property::integer("zone", 1, 4, 1)
    .label("Zone", "Zona")
    .help(
        "Zone it stands in; private tiers use the gateway of their own zone.",
        "Zona en que está; las capas privadas usan el de su propia zona.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html");

const VOLUME: UsageField = UsageField {
    name: "gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Data it passes a month, both ways; from the connections that use AWS through it where those state it.",
        "Datos que pasa al mes, en ambos sentidos; de las conexiones que usan AWS por él si lo indican.",
    ),
    assumed: ["20", "100", "400"],
    follows: Follows::Data("0.1"),
};
const SENT: UsageField = UsageField {
    name: "internet_gib_per_month",
    unit: "GiB",
    help: Words::new(
        "What of that it sends to the internet; what comes from there is free.",
        "Lo que de eso envía a internet; lo que llega de allí es gratis.",
    ),
    assumed: ["2", "10", "40"],
    follows: Follows::Nothing,
};

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("NAT gateway", "NAT gateway"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[&ZONE],
        connects: &[],
        usage: &[VOLUME, SENT],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "nat-gateway",
    drawio: "mxgraph.aws4.nat_gateway",
    stack: Stack::Network,
    lane: Lane::Zonal,
    stateful: false,
};

impl Service for NatGateway {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let zones = u8::try_from(site.integer(&ZONE)).into_iter().collect();
        Derived { zones, parts: vec![Part::new("address", PartData::Plain)], blockers: Vec::new() }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let Some(tier) = site.tier() else { return Vec::new() };
        let mut found = site.outside_its_tier(ZONE.name).into_iter().collect::<Vec<_>>();
        if tier.text(&subnet::ACCESS) != "public" {
            found.push(site.blocker(
                "nat-without-internet",
                None,
                format!("“{}” stands in “{}”, which is not public: a NAT gateway needs a route to the internet gateway.", site.name, tier.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let (Some(tier), Some(vpc), Some(zone)) = (site.tier(), site.vpc(), site.zones.first()) else {
            return;
        };
        stacks.resource(site, "address", "AWS::EC2::EIP", map! { "Domain" => "vpc", "Tags" => site.tags() });
        let gateway = stacks.resource(
            site,
            "",
            "AWS::EC2::NatGateway",
            map! {
                "AllocationId" => site.get("address", "AllocationId"),
                "SubnetId" => tier.reference(&format!("subnet/{zone}")),
                "Tags" => site.tags(),
            },
        );
        let attached = vpc
            .children(internet_gateway::KIND)
            .next()
            .map(|gateway| PartName::new(gateway.node(), "attachment"));
        gateway.depends_on.extend(attached.map(Dependency::Part));
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.charge(site.node(), "", "Amazon VPC", "NAT gateway", "nat/hour", HOURS_PER_MONTH);
        let volume = way_out::stated_through(site).filter(|_| !site.usage.contains_key(VOLUME.name));
        let volume = volume.unwrap_or_else(|| site.volume(VOLUME.name, ledger));
        ledger.charge(site.node(), "", "Amazon VPC", "NAT data processed", "nat/gib", volume);
        if let Some(share) = way_out::share_from_other_zones(site) {
            transfer::between_zones(site, "Between zones to the gateway", volume.scale(share), ledger);
        }
        transfer::to_internet(site, SENT.name, ledger);
        ledger.charge(
            site.node(),
            "address",
            "Amazon VPC",
            "Public IPv4 address",
            "ipv4/hour",
            HOURS_PER_MONTH,
        );
    }

    fn prices(&self) -> &'static [&'static str] {
        &["ipv4/hour", "nat/gib", "nat/hour", "transfer/between-zones", "transfer/internet/out"]
    }
}
