//! A production database has a standby in a second zone.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsMultiAz;

static ABOUT: About = About {
    id: "rds-multi-az",
    title: Words::new(
        "Databases have a standby in another zone",
        "Las bases de datos tienen una réplica en otra zona",
    ),
    rationale: Words::new(
        "A zone can fail for hours. A standby in another zone takes over within about a minute; without one the application is down until the zone is back.",
        "Una zona puede fallar durante horas. Una réplica en otra zona asume en cerca de un minuto; sin ella la aplicación no funciona hasta que la zona vuelva.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["checkov:CKV_AWS_157", "security-hub:RDS.5", "cdk-nag:AwsSolutions-RDS3"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsMultiAz {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&rds_instance::MULTI_AZ),
            Message::say("“{0}” runs in one zone only.", "«{0}» funciona en una sola zona.")
                .with(site.name.clone()),
            Message::say(
                "“{0}” has a standby in a second zone.",
                "«{0}» tiene una réplica en una segunda zona.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::MULTI_AZ.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            rds_instance::MULTI_AZ.name,
            true,
            Message::say("Turn on Multi-AZ", "Activar Multi-AZ"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "multi_az is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"multi_az":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "multi_az is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"multi_az":true}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
