//! DynamoDB is reached through a gateway endpoint.

use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{cfn_resource, subnet, vpc, vpc_endpoint},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct DynamodbThroughGatewayEndpoint;

static ABOUT: About = About {
    id: "dynamodb-through-gateway-endpoint",
    title: Words::new(
        "DynamoDB is reached through a gateway endpoint",
        "A DynamoDB se llega por un endpoint de gateway",
    ),
    rationale: Words::new(
        "Each GiB through a NAT gateway is charged. A gateway endpoint carries DynamoDB traffic for nothing.",
        "Cada GiB por un NAT gateway se cobra. Un endpoint de gateway lleva el tráfico de DynamoDB sin costo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST08",
    peers: &["groundplan:VPC-009", "groundplan:G-COST-02"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html",
    scope: Scope::Vpc,
    kinds: &[vpc::KIND],
};

impl Rule for DynamodbThroughGatewayEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let pays = |tier: &Site<'_>| !network::nat_gateways(tier).is_empty() && uses_table(tier);
        if !site.children(subnet::KIND).any(|tier| pays(&tier)) {
            return Vec::new();
        }
        let gateway = site.children(vpc_endpoint::KIND).any(|one| {
            let service = one.text(&vpc_endpoint::SERVICE);
            service == "dynamodb" || service.ends_with(".dynamodb")
        });
        vec![Verdict::either(
            !gateway,
            Message::say(
                "Traffic from “{0}” to DynamoDB pays for the NAT gateway.",
                "El tráfico de «{0}» a DynamoDB paga el NAT gateway.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” reaches DynamoDB through a gateway endpoint.",
                "«{0}» llega a DynamoDB por un endpoint de gateway.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edit = remedy::endpoint_in(site, "dynamodb", site.node())?;
        Some(Fix {
            title: Message::say(
                "Add a gateway endpoint for DynamoDB",
                "Añadir un endpoint de gateway para DynamoDB",
            ),
            edits: vec![edit],
        })
    }
}

impl Examples for DynamodbThroughGatewayEndpoint {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a table used through the NAT gateway",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"carts":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{}}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-carts":{"from":"api","kind":"uses","to":"carts","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a service of another kind uses a global table",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"carts":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::GlobalTable","properties":{}}},"api":{"kind":"cfn_resource","properties":{"type":"AWS::ECS::Service","properties":{}},"parent":"app"}},"connections":{"api-carts":{"from":"api","kind":"uses","to":"carts","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an endpoint",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"ddb":{"kind":"vpc_endpoint","properties":{"service":"dynamodb"},"parent":"vpc"},"carts":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{}}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-carts":{"from":"api","kind":"uses","to":"carts","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a table nothing uses",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"carts":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "used from a public tier, past the NAT gateway",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"carts":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{}}},"api":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"api-carts":{"from":"api","kind":"uses","to":"carts","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no NAT gateway", design: r#"{}"# },
        ]
    }
}

/// Whether something that stands there, also deeper in, uses a table.
fn uses_table(place: &Site<'_>) -> bool {
    let table = |site: &Site<'_>| {
        let of =
            site.element().is(cfn_resource::KIND).then(|| site.element().optional_text(&cfn_resource::TYPE));
        matches!(of.flatten(), Some("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable"))
    };
    place.to(ConnectionKind::Uses).any(|(_, used)| table(&used))
        || place.element().children.iter().any(|&child| uses_table(&place.at(child)))
}
