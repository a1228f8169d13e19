//! A tier is routed as it is drawn: public to the internet gateway, others not.

use architecture::RouteTarget;
use design::Words;
use services::kinds::{internet_gateway, subnet};
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct TierRoutesMatchAccess;

static ABOUT: About = About {
    id: "tier-routes-match-access",
    title: Words::new("Tiers are routed as they are drawn", "Las capas se enrutan como están dibujadas"),
    rationale: Words::new(
        "A public tier without a route to the internet gateway is dead, and a private one with such a route is open: both surprise.",
        "Una capa pública sin ruta al internet gateway no funciona, y una privada con esa ruta está abierta: ambas sorprenden.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-01", "guard:NO_UNRESTRICTED_ROUTE_TO_IGW", "groundplan:VPC-017"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for TierRoutesMatchAccess {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let access = site.text(&subnet::ACCESS);
        let verdict = |zone: &u8| {
            let to_internet =
                matches!(network::gateway_to_internet(site, *zone), Some(RouteTarget::InternetGateway(_)));
            let message = match (access, to_internet) {
                ("public", false) => Message::say(
                    "“{0}” in zone {1} is {2}, but no route leads to an internet gateway.",
                    "«{0}» en la zona {1} es {2}, pero ninguna ruta lleva a un internet gateway.",
                ),
                ("public", true) | (_, false) => {
                    return Verdict::satisfied(Message::say(
                        "“{0}” in zone {1} is routed as {2}.",
                        "«{0}» en la zona {1} se enruta como {2}.",
                    ));
                }
                (_, true) => Message::say(
                    "“{0}” in zone {1} is {2}, but a route leads to the internet gateway.",
                    "«{0}» en la zona {1} es {2}, pero una ruta lleva al internet gateway.",
                ),
            };
            Verdict::violated(message)
        };
        let named = |zone: &u8| {
            let message = verdict(zone);
            let evidence =
                message.evidence.clone().with(site.name.clone()).with(zone.to_string()).with(access);
            Verdict { evidence, ..message }.part(format!("route-table/{zone}"))
        };
        site.zones.iter().map(named).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let vpc = site.vpc()?;
        if site.text(&subnet::ACCESS) != "public" || vpc.children(internet_gateway::KIND).next().is_some() {
            return None;
        }
        let (mut add, _) = companions::new(&vpc, "internet-gateway", internet_gateway::KIND)?;
        if let Edit::Add { node, .. } = &mut add {
            node.parent = Some(vpc.id.clone());
        }
        let title = Message::say("Add an internet gateway", "Agregar un internet gateway");
        Some(Fix { title, edits: vec![add] })
    }
}

impl Examples for TierRoutesMatchAccess {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "public, but the VPC has no internet gateway",
                design: r#"{"nodes":{"igw":null}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "private, but its own route table leads to the internet gateway",
                design: r#"{"nodes":{"table":{"kind":"route_table","parent":"app","replaces":"app/route-table/1","properties":{"routes":[{"destination":"0.0.0.0/0","node":"igw"}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "public, but its own route table keeps no route",
                design: r#"{"nodes":{"table":{"kind":"route_table","parent":"public","replaces":"public/route-table/1","properties":{"keep_derived":false}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "default", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no tier",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
