//! Routes lead to what is there, and a subnet has one table.

use design::Words;
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, route_table},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_networks, references,
};

pub struct RoutesLeadSomewhere;

/// What a route may name as its target.
const TARGETS: [&str; 11] = [
    "CarrierGatewayId",
    "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "InstanceId",
    "LocalGatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "TransitGatewayId",
    "VpcEndpointId",
    "VpcPeeringConnectionId",
];

static ABOUT: About = About {
    id: "routes-lead-somewhere",
    title: Words::new("Routes lead to what is there", "Las rutas llevan a algo que existe"),
    rationale: Words::new(
        "A route to a gateway that is detached, of another network or not accepted swallows packets, and AWS refuses a second table for a subnet.",
        "Una ruta hacia un gateway sin conectar, de otra red o no aceptado se traga los paquetes, y AWS rechaza una segunda tabla por subred.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-02", "cfn-lint:E3022"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, route_table::KIND],
};

impl Rule for RoutesLeadSomewhere {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        match policies::raw_type(site) {
            Some(raw_networks::ROUTE) => route(site).into_iter().collect(),
            Some(raw_networks::TABLE_ASSOCIATION) => association(site).into_iter().collect(),
            Some(_) => Vec::new(),
            None => stated(site),
        }
    }
}

impl Examples for RoutesLeadSomewhere {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "the gateway of another network",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"far":{"kind":"internet_gateway","properties":{},"parent":"other"},"table":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{"routes":[{"destination":"198.51.100.0/24","node":"far"}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw route to a gateway that nothing attaches",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::InternetGateway","properties":{}}},"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"DataRouteTable1"},"DestinationCidrBlock":"0.0.0.0/0","GatewayId":{"Ref":"Gate"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw route without a target",
                design: r#"{"nodes":{"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"DataRouteTable1"},"DestinationCidrBlock":"0.0.0.0/0"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a second table for a drawn subnet",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::RouteTable","properties":{"VpcId":{"Ref":"Vpc"}}}},"second":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetRouteTableAssociation","properties":{"SubnetId":{"Ref":"AppSubnet1"},"RouteTableId":{"Ref":"Table"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a gateway of its own network",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"table":{"kind":"route_table","parent":"data","replaces":"data/route-table/1","properties":{"routes":[{"destination":"198.51.100.0/24","node":"nat"}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw route to a gateway that is attached",
                design: r#"{"nodes":{"gate":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::InternetGateway","properties":{}}},"attached":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCGatewayAttachment","properties":{"VpcId":{"Ref":"Vpc"},"InternetGatewayId":{"Ref":"Gate"}}}},"out":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"DataRouteTable1"},"DestinationCidrBlock":"0.0.0.0/0","GatewayId":{"Ref":"Gate"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one table for a raw subnet",
                design: r#"{"nodes":{"inner":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"VpcId":{"Ref":"Vpc"},"CidrBlock":"10.0.240.0/24"}}},"table":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::RouteTable","properties":{"VpcId":{"Ref":"Vpc"}}}},"only":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetRouteTableAssociation","properties":{"SubnetId":{"Ref":"Inner"},"RouteTableId":{"Ref":"Table"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a peering outside the design",
                design: r#"{"nodes":{"table":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{"routes":[{"destination":"10.9.0.0/16","gateway_id":"pcx-0123456789abcdef0"}]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a peering that another account must accept",
                design: r#"{"nodes":{"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":"vpc-0123456789abcdef0","PeerOwnerId":"555555555555"}}},"over":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.9.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "derived routes alone, which always do",
                design: r#"{}"#,
            },
        ]
    }
}

/// The routes an explicit table adds.
fn stated(site: &Case<'_>) -> Vec<Verdict> {
    let network = site.vpc().map(|network| network.ix);
    let judge = |record: &design::Map| {
        let text = |name: &str| record.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let destination = text("destination")?;
        let message = |en: &'static str, es: &'static str| {
            Message::say(en, es).with(site.name.clone()).with(destination)
        };
        if let Some(id) = text("gateway_id") {
            let asked = message(
                "“{0}” sends {1} to {2}, outside the design: is it there, and accepted?",
                "«{0}» envía {1} a {2}, fuera del diseño: ¿existe, y está aceptado?",
            );
            return Some(Verdict::cannot_tell(asked.with(id)));
        }
        let target = site.at(site.architecture.index_of(text("node")?)?);
        Some(Verdict::either(
            target.vpc().map(|vpc| vpc.ix) != network,
            message(
                "“{0}” sends {1} to “{2}”, which is of another network.",
                "«{0}» envía {1} a «{2}», que es de otra red.",
            )
            .with(target.name.clone()),
            message("“{0}” sends {1} to “{2}”.", "«{0}» envía {1} a «{2}».").with(target.name.clone()),
        ))
    };
    let verdicts = site.records(&route_table::ROUTES).into_iter().filter_map(judge);
    verdicts.map(|verdict| verdict.on(route_table::ROUTES.name)).collect()
}

/// A raw route; nothing where it is the network's own.
fn route(site: &Case<'_>) -> Option<Verdict> {
    let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
    let Some(target) = TARGETS.iter().find_map(|name| references::written(site, name)) else {
        let mute = say("“{0}” names nothing it leads to.", "«{0}» no indica adónde lleva.");
        return Some(Verdict::violated(mute));
    };
    if target == "local" {
        return None;
    }
    let Some((there, _)) = references::element(site, target) else {
        return Some(Verdict::cannot_tell(say(
            "“{0}” leads to something outside the design: is it there, and accepted?",
            "«{0}» lleva a algo fuera del diseño: ¿existe, y está aceptado?",
        )));
    };
    let name = there.name.clone();
    let home = match references::type_of(&there) {
        Some("AWS::EC2::VPCPeeringConnection") => {
            let elsewhere = ["PeerOwnerId", "PeerRegion"]
                .iter()
                .any(|property| references::property(&there, property) != Given::Absent);
            if elsewhere {
                let asked = say(
                    "“{0}” leads over “{1}”, which must be accepted on the other side: is it?",
                    "«{0}» lleva por «{1}», que se debe aceptar en el otro lado: ¿lo está?",
                );
                return Some(Verdict::cannot_tell(asked.with(name)));
            }
            None
        }
        Some("AWS::EC2::InternetGateway" | "AWS::EC2::VPNGateway") => match attachment(site, &there) {
            Some(attachment) => {
                references::written(&attachment, "VpcId").and_then(|value| raw_networks::of(site, value))
            }
            None => {
                let words = say(
                    "“{0}” leads to “{1}”, which is attached to no network.",
                    "«{0}» lleva a «{1}», que no está conectado a ninguna red.",
                );
                return Some(Verdict::violated(words.with(name)));
            }
        },
        _ => raw_networks::around(&there),
    };
    let own = references::written(site, "RouteTableId").and_then(|table| raw_networks::of(site, table));
    let apart = home.zip(own).is_some_and(|(home, own)| home.ix != own.ix);
    Some(Verdict::either(
        apart,
        say("“{0}” leads to “{1}” of another network.", "«{0}» lleva a «{1}», de otra red.")
            .with(name.clone()),
        say("“{0}” leads to “{1}”.", "«{0}» lleva a «{1}».").with(name),
    ))
}

/// What attaches a raw gateway to a network.
fn attachment<'a>(site: &Case<'a>, gateway: &Site<'a>) -> Option<Site<'a>> {
    let own = cloudformation::logical_id(gateway.node(), "");
    references::of_types(site, &["AWS::EC2::VPCGatewayAttachment"])
        .find(|attachment| references::names(attachment, &own))
}

/// A raw association of a subnet that the design knows.
fn association(site: &Case<'_>) -> Option<Verdict> {
    let under = |one: &Site<'_>| {
        let (there, part) = references::element(one, references::written(one, "SubnetId")?)?;
        Some((there.ix, part))
    };
    let subnet = under(site)?;
    let there = site.at(subnet.0);
    let earlier = || {
        references::of_types(site, &[raw_networks::TABLE_ASSOCIATION])
            .any(|other| other.ix < site.ix && under(&other).as_ref() == Some(&subnet))
    };
    // Each subnet of a drawn tier has a table of its own.
    let second = !there.is(cfn_resource::KIND) || earlier();
    Some(Verdict::either(
        second,
        Message::say(
            "“{0}” puts “{1}” under a second route table: AWS takes one for a subnet.",
            "«{0}» pone a «{1}» bajo una segunda tabla de rutas: AWS acepta una por subred.",
        )
        .with(site.name.clone())
        .with(there.name.clone()),
        Message::say(
            "“{0}” puts “{1}” under its only route table.",
            "«{0}» pone a «{1}» bajo su única tabla de rutas.",
        )
        .with(site.name.clone())
        .with(there.name.clone()),
    ))
}
