//! NAT gateways have a way to the internet.

use architecture::RouteTarget;
use design::Words;
use services::kinds::{nat_gateway, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct NatGatewayReachesInternet;

static ABOUT: About = About {
    id: "nat-gateway-reaches-internet",
    title: Words::new("NAT gateways have a way to the internet", "Los NAT gateways tienen salida a internet"),
    rationale: Words::new(
        "A NAT gateway in a subnet without a route to the internet gateway swallows all that private tiers send.",
        "Un NAT gateway en una subred sin ruta al internet gateway se traga todo lo que envían las capas privadas.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-NET-03"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    scope: Scope::Vpc,
    kinds: &[nat_gateway::KIND],
};

impl Rule for NatGatewayReachesInternet {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (Some(tier), Some(zone)) = (site.tier(), site.zones.first()) else { return Vec::new() };
        let out = matches!(network::gateway_to_internet(&tier, *zone), Some(RouteTarget::InternetGateway(_)));
        vec![Verdict::either(
            !out,
            Message::say(
                "No route leads from “{0}” to an internet gateway.",
                "Ninguna ruta lleva de «{0}» a un internet gateway.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” has a route to the internet gateway.",
                "«{0}» tiene ruta al internet gateway.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // A public tier is routed to the internet gateway of its VPC by itself.
        let tier = site.tier().filter(|tier| tier.text(&subnet::ACCESS) == "public")?;
        let title = Message::say("Add an internet gateway", "Agregar un internet gateway");
        Some(Fix { title, edits: vec![remedy::internet_gateway(&tier.vpc()?)?] })
    }
}

impl Examples for NatGatewayReachesInternet {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no internet gateway",
                design: r#"{"nodes":{"igw":null,"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in a tier without a way out",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a public tier",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in its second zone",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{"zone":2},"parent":"public"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no NAT gateway", design: r#"{}"# },
        ]
    }
}
