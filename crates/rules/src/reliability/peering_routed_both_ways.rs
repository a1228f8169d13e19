//! What joins two networks is routed on both sides, and their groups admit it.

use architecture::Source;
use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, route_table, vpc},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, network_acl::either,
    policies, raw_groups, raw_networks, references,
};

pub struct PeeringRoutedBothWays;

static ABOUT: About = About {
    id: "peering-routed-both-ways",
    title: Words::new(
        "Joined networks are routed both ways",
        "Las redes unidas se enrutan en ambos sentidos",
    ),
    rationale: Words::new(
        "A peering or a transit gateway carries nothing by itself: each side needs a route to the other, and a security group that lets it in.",
        "Un peering o un transit gateway no lleva nada por sí solo: cada lado necesita una ruta al otro y un grupo de seguridad que lo admita.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-08"],
    source: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for PeeringRoutedBothWays {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        match policies::raw_type(site) {
            Some("AWS::EC2::VPCPeeringConnection") => vec![peering(site)],
            Some("AWS::EC2::TransitGatewayAttachment" | "AWS::EC2::TransitGatewayVpcAttachment") => {
                attachment(site).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Examples for PeeringRoutedBothWays {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no route back",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{"access":"isolated"},"parent":"other"},"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Ref":"Other"}}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.1.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}},"api":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"doors":{"kind":"security_group","properties":{"ingress":[{"port":443,"cidr":"10.0.0.0/16"}]},"parent":"other"}},"connections":{"doors-api":{"from":"doors","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "routes, but no group that admits",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{"access":"isolated"},"parent":"other"},"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Ref":"Other"}}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.1.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}},"back":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"OtherAppRouteTable1"},"DestinationCidrBlock":"10.0.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an attachment that no route of its network leads to",
                design: r#"{"nodes":{"hub":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::TransitGatewayAttachment","properties":{"VpcId":{"Ref":"Vpc"},"TransitGatewayId":"tgw-0123456789abcdef0","SubnetIds":[{"Ref":"AppSubnet1"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "routes on both sides, and a group that admits",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{"access":"isolated"},"parent":"other"},"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":{"Ref":"Other"}}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.1.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}},"back":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"OtherAppRouteTable1"},"DestinationCidrBlock":"10.0.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}},"api":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"doors":{"kind":"security_group","properties":{"ingress":[{"port":443,"cidr":"10.0.0.0/16"}]},"parent":"other"}},"connections":{"doors-api":{"from":"doors","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an attachment that a route leads to",
                design: r#"{"nodes":{"hub":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::TransitGatewayAttachment","properties":{"VpcId":{"Ref":"Vpc"},"TransitGatewayId":"tgw-0123456789abcdef0","SubnetIds":[{"Ref":"AppSubnet1"}]}}},"table":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{"routes":[{"destination":"10.9.0.0/16","gateway_id":"tgw-0123456789abcdef0"}]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "the other side is outside the design",
                design: r#"{"nodes":{"peering":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::VPCPeeringConnection","properties":{"VpcId":{"Ref":"Vpc"},"PeerVpcId":"vpc-0123456789abcdef0"}}},"there":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Route","properties":{"RouteTableId":{"Ref":"AppRouteTable1"},"DestinationCidrBlock":"10.1.0.0/16","VpcPeeringConnectionId":{"Ref":"Peering"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "one network", design: r#"{}"# },
        ]
    }
}

/// A peering: a route on each side, then groups.
fn peering(site: &Case<'_>) -> Verdict {
    let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
    let own = cloudformation::logical_id(site.node(), "");
    let side = |name| references::written(site, name).and_then(|value| raw_networks::of(site, value));
    let sides = [side("VpcId"), side("PeerVpcId")];
    let routed = |network: &Site<'_>| {
        references::of_types(site, &[raw_networks::ROUTE]).any(|route| {
            let over = references::written(&route, "VpcPeeringConnectionId");
            over.is_some_and(|over| references::value_names(over, &own)) && of_network(&route, network)
        })
    };
    if let Some(mute) = sides.iter().flatten().find(|network| !routed(network)) {
        let words = say(
            "No route of “{1}” leads over “{0}”: packets, or their answers, get lost.",
            "Ninguna ruta de «{1}» lleva por «{0}»: los paquetes, o sus respuestas, se pierden.",
        );
        return Verdict::violated(words.with(mute.name.clone()));
    }
    let [Some(one), Some(two)] = sides else {
        return Verdict::cannot_tell(say(
            "One side of “{0}” is outside the design: does a route lead back from there, and do its groups admit it?",
            "Un lado de «{0}» está fuera del diseño: ¿vuelve una ruta desde allí, y la admiten sus grupos?",
        ));
    };
    match either(admits(&one, &two), admits(&two, &one)) {
        Some(true) => Verdict::satisfied(say(
            "Both sides of “{0}” have a route, and a security group admits the other side.",
            "Ambos lados de «{0}» tienen ruta, y un grupo de seguridad admite al otro.",
        )),
        Some(false) => Verdict::violated(say(
            "Both sides of “{0}” have a route, but no security group admits the other side.",
            "Ambos lados de «{0}» tienen ruta, pero ningún grupo de seguridad admite al otro.",
        )),
        None => Verdict::cannot_tell(say(
            "Both sides of “{0}” have a route. Does a security group admit the other side?",
            "Ambos lados de «{0}» tienen ruta. ¿Admite un grupo de seguridad al otro?",
        )),
    }
}

/// An attachment of a network of the design to a transit gateway.
fn attachment(site: &Case<'_>) -> Option<Verdict> {
    let network = raw_networks::around(&site.site)?;
    let gateway = references::written(site, "TransitGatewayId")?;
    let raw = || {
        references::of_types(site, &[raw_networks::ROUTE]).any(|route| {
            references::written(&route, "TransitGatewayId") == Some(gateway) && of_network(&route, &network)
        })
    };
    let drawn = || {
        let tables = site.architecture.of_kind(route_table::KIND).map(|(ix, _)| site.at(ix));
        let leads = |table: &Site<'_>| {
            let routes = table.element().records(&route_table::ROUTES).into_iter();
            routes.filter_map(|route| route.get("gateway_id")).any(|id| id == gateway)
        };
        tables.filter(|table| table.vpc().is_some_and(|vpc| vpc.ix == network.ix)).any(|table| leads(&table))
    };
    Some(Verdict::either(
        !(raw() || drawn()),
        Message::say("No route of “{1}” leads over “{0}”.", "Ninguna ruta de «{1}» lleva por «{0}».")
            .with(site.name.clone())
            .with(network.name.clone()),
        Message::say("A route of “{1}” leads over “{0}”.", "Una ruta de «{1}» lleva por «{0}».")
            .with(site.name.clone())
            .with(network.name.clone()),
    ))
}

/// Whether a raw route is, or may be, one of a network.
fn of_network(route: &Site<'_>, network: &Site<'_>) -> bool {
    let home = references::written(route, "RouteTableId").and_then(|table| raw_networks::of(route, table));
    home.is_none_or(|home| home.ix == network.ix)
}

/// Whether something in a network admits addresses of another one; `None` where raw groups may.
fn admits(here: &Site<'_>, other: &Site<'_>) -> Option<bool> {
    let theirs = raw_networks::blocks(other)?;
    let architecture = here.architecture;
    let inside = architecture.own().map(|(ix, _)| ix);
    let admitted = inside
        .filter(|ix| architecture.enclosing(*ix, vpc::KIND) == Some(here.ix))
        .flat_map(|ix| network::rules(architecture, ix, network::Direction::In))
        .any(|held| match held.rule.peer {
            Source::Cidr(block) => theirs.iter().any(|theirs| theirs.overlaps(block)),
            _ => false,
        });
    let unread = here.is(cfn_resource::KIND)
        || references::of_types(here, &[raw_groups::GROUP, raw_groups::ALONE[0]]).next().is_some();
    if admitted { Some(true) } else { (!unread).then_some(false) }
}
