//! Metrics of instances come every minute.

use design::Words;
use services::kinds::ec2_instance;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct InstanceDetailedMonitoring;

static ABOUT: About = About {
    id: "instance-detailed-monitoring",
    title: Words::new("Instances send metrics every minute", "Las instancias envían métricas cada minuto"),
    rationale: Words::new(
        "With metrics every five minutes, alarms and scaling come late.",
        "Con métricas cada cinco minutos, las alarmas y el escalado llegan tarde.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &[
        "cdk-nag:AwsSolutions-EC28",
        "checkov:CKV_AWS_126",
        "guard:EC2_INSTANCE_DETAILED_MONITORING_ENABLED",
        "groundplan:EC2-010",
    ],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html",
    scope: Scope::Node,
    kinds: &[ec2_instance::KIND],
};

impl Rule for InstanceDetailedMonitoring {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ec2_instance::DETAILED_MONITORING),
            Message::say(
                "“{0}” sends metrics every five minutes only.",
                "«{0}» envía métricas solo cada cinco minutos.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” sends metrics every minute.", "«{0}» envía métricas cada minuto.")
                .with(site.name.clone()),
        );
        vec![verdict.on(ec2_instance::DETAILED_MONITORING.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ec2_instance::DETAILED_MONITORING.name,
            true,
            Message::say("Send metrics every minute", "Enviar métricas cada minuto"),
        ))
    }
}

impl Examples for InstanceDetailedMonitoring {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"detailed_monitoring":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no instance", design: r#"{}"# },
        ]
    }
}
