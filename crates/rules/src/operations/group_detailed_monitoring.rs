//! Groups measure their machines every minute.

use design::Words;
use services::kinds::{auto_scaling_group, ec2_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupDetailedMonitoring;

static ABOUT: About = About {
    id: "group-detailed-monitoring",
    title: Words::new(
        "Groups measure their machines every minute",
        "Los grupos miden sus máquinas cada minuto",
    ),
    rationale: Words::new(
        "With a value every five minutes a group scales minutes after the load arrived.",
        "Con un valor cada cinco minutos el grupo escala minutos después de que llegó la carga.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:EC2-010", "cdk-nag:AwsSolutions-EC28"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/enable-as-instance-metrics.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupDetailedMonitoring {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ec2_instance::DETAILED_MONITORING),
            Message::say(
                "Machines of “{0}” are measured every five minutes.",
                "Las máquinas de «{0}» se miden cada cinco minutos.",
            )
            .with(site.name.clone()),
            Message::say(
                "Machines of “{0}” are measured every minute.",
                "Las máquinas de «{0}» se miden cada minuto.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::DETAILED_MONITORING.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ec2_instance::DETAILED_MONITORING.name,
            true,
            Message::say("Measure every minute", "Medir cada minuto"),
        ))
    }
}

impl Examples for GroupDetailedMonitoring {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"detailed_monitoring":false},"parent":"app"}}}"#,
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
