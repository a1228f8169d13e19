//! Traffic to S3 does not pay for the NAT gateway.

use design::Words;
use services::{
    Site,
    kinds::{subnet, vpc, vpc_endpoint},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct S3ThroughGatewayEndpoint;

static ABOUT: About = About {
    id: "s3-through-gateway-endpoint",
    title: Words::new("S3 is reached through a gateway endpoint", "A S3 se llega por un endpoint de gateway"),
    rationale: Words::new(
        "Each GiB through a NAT gateway is charged. A gateway endpoint carries S3 traffic, images of ECR included, for nothing.",
        "Cada GiB por un NAT gateway se cobra. Un endpoint de gateway lleva el tráfico de S3, incluidas las imágenes de ECR, sin costo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST08",
    peers: &["groundplan:G-COST-02", "groundplan:VPC-009"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
    scope: Scope::Vpc,
    kinds: &[vpc::KIND],
};

impl Rule for S3ThroughGatewayEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let pays = |tier: &Site<'_>| !network::nat_gateways(tier).is_empty();
        if !site.children(subnet::KIND).any(|tier| pays(&tier)) {
            return Vec::new();
        }
        let gateway = site.children(vpc_endpoint::KIND).any(|one| one.text(&vpc_endpoint::SERVICE) == "s3");
        vec![Verdict::either(
            !gateway,
            Message::say(
                "Traffic from “{0}” to S3 pays for the NAT gateway.",
                "El tráfico de «{0}» a S3 paga el NAT gateway.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” reaches S3 through a gateway endpoint.",
                "«{0}» llega a S3 por un endpoint de gateway.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edit = remedy::endpoint_in(site, "s3", site.node())?;
        Some(Fix {
            title: Message::say("Add a gateway endpoint for S3", "Añadir un endpoint de gateway para S3"),
            edits: vec![edit],
        })
    }
}

impl Examples for S3ThroughGatewayEndpoint {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a NAT gateway and no endpoint",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an endpoint",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"s3":{"kind":"vpc_endpoint","properties":{},"parent":"vpc"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no NAT gateway", design: r#"{}"# },
        ]
    }
}
