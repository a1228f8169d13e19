//! A database cannot be deleted by mistake.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsDeletionProtection;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "DeletionProtection",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "rds-deletion-protection",
    title: Words::new(
        "Databases are protected from deletion",
        "Las bases de datos están protegidas contra borrado",
    ),
    rationale: Words::new(
        "One wrong command can delete a database. The lock makes that two deliberate steps.",
        "Un comando equivocado puede borrar una base de datos. El seguro lo convierte en dos pasos deliberados.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &[
        "groundplan:RDS-005",
        "checkov:CKV_AWS_293",
        "security-hub:RDS.8",
        "cdk-nag:AwsSolutions-RDS10",
        "guard:RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
        "trivy:AWS-0177",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsDeletionProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if is_of_cluster(site) {
                return Vec::new();
            }
            let (violated, satisfied) = (
                Message::say(
                    "“{0}” can be deleted with one call.",
                    "«{0}» se puede borrar con una sola llamada.",
                ),
                Message::say("“{0}” is protected from deletion.", "«{0}» está protegida contra borrado."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            !site.flag(&rds_instance::DELETION_PROTECTION),
            Message::say(
                "“{0}” can be deleted with one call.",
                "«{0}» se puede borrar con una sola llamada.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” is protected from deletion.", "«{0}» está protegida contra borrado.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::DELETION_PROTECTION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                true,
                Message::say("Protect it from deletion", "Protegerla contra borrado"),
            );
        }
        Some(Fix::set(
            site,
            rds_instance::DELETION_PROTECTION.name,
            true,
            Message::say("Protect it from deletion", "Protegerla contra borrado"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsDeletionProtection {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "deletion_protection is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"deletion_protection":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "deletion_protection is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"deletion_protection":true}}}}"#,
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
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DeletionProtection":true}}}}}"#,
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
