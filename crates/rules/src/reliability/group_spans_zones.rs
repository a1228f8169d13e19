//! A group spans at least two zones.

use design::Words;
use serde_json::Value;
use services::kinds::{auto_scaling_group, eks_node_group, eks_workers, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupSpansZones;

static ABOUT: About = About {
    id: "group-spans-zones",
    title: Words::new("Groups span at least two zones", "Los grupos abarcan al menos dos zonas"),
    rationale: Words::new(
        "If all instances stand in one zone, they fail together.",
        "Si todas las instancias están en una zona, fallan juntas.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["security-hub:AutoScaling.2", "groundplan:ASG-001"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for GroupSpansZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        vec![Verdict::either(
            site.zones.len() < 2,
            Message::say(
                "All machines of “{0}” stand in one zone.",
                "Todas las máquinas de «{0}» están en una zona.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” spans zones.", "«{0}» abarca varias zonas.").with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (tier, vpc) = (site.tier()?, site.vpc()?);
        // Unless the tier names its zones, it spans all of the VPC's.
        if vpc.zones.len() < 2 || tier.zones.len() >= 2 {
            return None;
        }
        let title = Message::say("Span all zones of the VPC", "Abarcar todas las zonas de la VPC");
        Some(Fix::set(&tier, subnet::ZONES.name, Value::Null, title))
    }
}

impl Examples for GroupSpansZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one zone",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"app":{"properties":{"access":"private","slot":1,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no group", design: r#"{}"# },
        ]
    }
}
