//! A private tier leaves through a NAT gateway of its own zone.

use architecture::{PartData, RouteTarget};
use design::Words;
use services::kinds::{nat_gateway, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct NatGatewayPerZone;

static ABOUT: About = About {
    id: "nat-gateway-per-zone",
    title: Words::new(
        "Private tiers use a NAT gateway in their own zone",
        "Las capas privadas usan un NAT gateway de su propia zona",
    ),
    rationale: Words::new(
        "A tier that leaves through another zone loses the internet when that zone fails, and pays for every byte that crosses.",
        "Una capa que sale por otra zona pierde internet cuando esa zona falla, y paga por cada byte que cruza.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-NET-04", "groundplan:VPC-015", "groundplan:G-COST-01"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for NatGatewayPerZone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for part in &site.element().parts {
            let PartData::RouteTable { zone, routes } = &part.data else { continue };
            for (_, target) in routes {
                let RouteTarget::NatGateway(nat) = *target else { continue };
                let nat = site.at(nat);
                let elsewhere = !nat.zones.contains(zone);
                let verdict = Verdict::either(
                    elsewhere,
                    Message::say(
                        "“{0}” in zone {1} leaves through “{2}” in zone {3}.",
                        "«{0}» en la zona {1} sale por «{2}» en la zona {3}.",
                    )
                    .with(site.name.clone())
                    .with(zone.to_string())
                    .with(nat.name.clone())
                    .with(nat.integer(&nat_gateway::ZONE).to_string()),
                    Message::say(
                        "“{0}” in zone {1} leaves through its own zone.",
                        "«{0}» en la zona {1} sale por su propia zona.",
                    )
                    .with(site.name.clone())
                    .with(zone.to_string()),
                );
                verdicts.push(verdict.part(part.name.clone()));
            }
        }
        verdicts
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        let zone = verdict.part.strip_prefix("route-table/")?.parse().ok()?;
        let edit = remedy::nat_gateway(&site.vpc()?, zone)?;
        let title = Message::say("Add a NAT gateway in zone {0}", "Añadir un NAT gateway en la zona {0}")
            .with(zone.to_string());
        Some(Fix { title, edits: vec![edit] })
    }
}

impl Examples for NatGatewayPerZone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one gateway for two zones",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","parent":"public","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one in each zone",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","parent":"public","properties":{}},"nat-2":{"kind":"nat_gateway","parent":"public","properties":{"zone":2}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no gateway", design: r#"{}"# },
        ]
    }
}
