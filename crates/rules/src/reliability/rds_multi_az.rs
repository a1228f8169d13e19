//! A production database has a standby in a second zone.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsMultiAz;

static BUILT: Built = Built { types: &["AWS::RDS::DBInstance"], path: "MultiAZ", holds: |given| given.on() };

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
    peers: &[
        "groundplan:RDS-003",
        "checkov:CKV_AWS_157",
        "security-hub:RDS.5",
        "cdk-nag:AwsSolutions-RDS3",
        "guard:RDS_MULTI_AZ_SUPPORT",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsMultiAz {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if is_of_cluster(site) {
                return Vec::new();
            }
            let (violated, satisfied) = (
                Message::say("“{0}” runs in one zone only.", "«{0}» funciona en una sola zona."),
                Message::say(
                    "“{0}” has a standby in a second zone.",
                    "«{0}» tiene una réplica en una segunda zona.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
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
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(site, true, Message::say("Turn on Multi-AZ", "Activar Multi-AZ"));
        }
        Some(Fix::set(
            site,
            rds_instance::MULTI_AZ.name,
            true,
            Message::say("Turn on Multi-AZ", "Activar Multi-AZ"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsMultiAz {
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
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MultiAZ":true}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
        ]
    }
}

/// Whether a raw instance belongs to a cluster, which then decides this.
fn is_of_cluster(site: &Case<'_>) -> bool {
    site.record(&cfn_resource::PROPERTIES).is_some_and(|table| table.contains_key("DBClusterIdentifier"))
}
