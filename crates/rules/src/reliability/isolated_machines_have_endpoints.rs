//! Machines without a way out find the AWS services they need through endpoints.

use design::Words;
use services::{
    Site,
    kinds::{auto_scaling_group, ec2_instance, eks_node_group, eks_workers, subnet, vpc_endpoint},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, aws_services, remedy,
};

pub struct IsolatedMachinesHaveEndpoints;

static ABOUT: About = About {
    id: "isolated-machines-have-endpoints",
    title: Words::new(
        "Isolated machines reach the AWS services they use",
        "Las máquinas aisladas llegan a los servicios de AWS que usan",
    ),
    rationale: Words::new(
        "In a tier without a way out, each AWS service a machine calls needs a VPC endpoint, or the call hangs until it times out.",
        "En una capa sin salida, cada servicio de AWS que una máquina llama necesita un endpoint de la VPC, o la llamada se cuelga.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:ECR-006", "groundplan:EKS-009", "groundplan:G-NET-05"],
    source: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
    scope: Scope::Vpc,
    kinds: &[auto_scaling_group::KIND, ec2_instance::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for IsolatedMachinesHaveEndpoints {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let stuck = |tier: &Site<'_>| {
            tier.zones.iter().any(|zone| network::gateway_to_internet(tier, *zone).is_none())
                && tier.text(&subnet::ACCESS) == "isolated"
        };
        if !site.tier().is_some_and(|tier| stuck(&tier)) {
            return Vec::new();
        }
        let wanted = aws_services::called_by(site);
        if wanted.is_empty() {
            return Vec::new();
        }
        let missing = missing(site);
        vec![Verdict::either(
            !missing.is_empty(),
            Message::say(
                "“{0}” has no way to {1}: no endpoint of its VPC leads there.",
                "«{0}» no llega a {1}: ningún endpoint de su VPC lleva allí.",
            )
            .with(site.name.clone())
            .with(missing.join(", ")),
            Message::say("Endpoints lead “{0}” to {1}.", "Los endpoints llevan a «{0}» hasta {1}.")
                .with(site.name.clone())
                .with(wanted.join(", ")),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let tier = site.tier()?;
        let edits: Option<Vec<_>> =
            missing(site).into_iter().map(|service| remedy::endpoint(&tier, service)).collect();
        let title = Message::say("Add the missing endpoints", "Añadir los endpoints que faltan");
        Some(Fix { title, edits: edits? })
    }
}

impl Examples for IsolatedMachinesHaveEndpoints {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "Session Manager without endpoints",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "endpoints for Session Manager",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"data"},"ec2messages":{"kind":"vpc_endpoint","properties":{"service":"ec2messages"},"parent":"data"},"ssm":{"kind":"vpc_endpoint","properties":{"service":"ssm"},"parent":"data"},"ssmmessages":{"kind":"vpc_endpoint","properties":{"service":"ssmmessages"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a tier with a way out",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "calls nothing",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"session_manager":false},"parent":"data"}}}"#,
            },
        ]
    }
}

/// The services no endpoint of its VPC leads to.
fn missing(site: &Site<'_>) -> Vec<&'static str> {
    let endpoints = site.vpc().map(|vpc| vpc_endpoint::within(&vpc)).unwrap_or_default();
    let leads = |service: &&str| endpoints.iter().any(|one| one.text(&vpc_endpoint::SERVICE) == *service);
    aws_services::called_by(site).into_iter().filter(|service| !leads(service)).collect()
}
