//! NAT gateways serve a tier.

use design::Words;
use services::kinds::{nat_gateway, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NatGatewayInUse;

static ABOUT: About = About {
    id: "nat-gateway-in-use",
    title: Words::new("NAT gateways serve a tier", "Los NAT gateways sirven a una capa"),
    rationale: Words::new(
        "A NAT gateway costs by the hour, also when no route leads to it.",
        "Un NAT gateway cuesta por hora, aunque ninguna ruta lleve a él.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:G-COST-04"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
    scope: Scope::Vpc,
    kinds: &[nat_gateway::KIND],
};

impl Rule for NatGatewayInUse {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(vpc) = site.vpc() else { return Vec::new() };
        let used = vpc
            .children(subnet::KIND)
            .any(|tier| network::nat_gateways(&tier).iter().any(|(_, gateway)| *gateway == site.ix));
        vec![Verdict::either(
            !used,
            Message::say("No tier leaves through “{0}”.", "Ninguna capa sale por «{0}».")
                .with(site.name.clone()),
            Message::say("A tier leaves through “{0}”.", "Una capa sale por «{0}».").with(site.name.clone()),
        )]
    }
}

impl Examples for NatGatewayInUse {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no private tier",
                design: r#"{"nodes":{"app":null,"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a second one in a zone that has one",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"nat-too":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a private tier",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one in each zone",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"nat-2":{"kind":"nat_gateway","properties":{"zone":2},"parent":"public"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no NAT gateway", design: r#"{}"# },
        ]
    }
}
