//! Database logs leave the database.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsLogExports;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "EnableCloudwatchLogsExports",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(given.items().next().is_some()),
    },
};

static ABOUT: About = About {
    id: "rds-log-exports",
    title: Words::new(
        "Database logs go to CloudWatch Logs",
        "Los registros de la base van a CloudWatch Logs",
    ),
    rationale: Words::new(
        "Logs kept on the instance vanish with it, and nobody is told what they say.",
        "Los registros que quedan en la instancia desaparecen con ella, y nadie se entera de lo que dicen.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:RDS-007",
        "cdk-nag:AwsSolutions-RDS16",
        "checkov:CKV_AWS_129",
        "guard:RDS_LOGGING_ENABLED",
        "security-hub:RDS.9",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsLogExports {
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
                    "The logs of “{0}” stay on the instance.",
                    "Los registros de «{0}» quedan en la instancia.",
                ),
                Message::say(
                    "The logs of “{0}” go to CloudWatch Logs.",
                    "Los registros de «{0}» van a CloudWatch Logs.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            !site.flag(&rds_instance::LOG_EXPORTS),
            Message::say(
                "The logs of “{0}” stay on the instance.",
                "Los registros de «{0}» quedan en la instancia.",
            )
            .with(site.name.clone()),
            Message::say(
                "The logs of “{0}” go to CloudWatch Logs.",
                "Los registros de «{0}» van a CloudWatch Logs.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::LOG_EXPORTS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            rds_instance::LOG_EXPORTS.name,
            true,
            Message::say("Send the logs to CloudWatch Logs", "Enviar los registros a CloudWatch Logs"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsLogExports {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"log_exports":false},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
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
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"EnableCloudwatchLogsExports":["error"]}}}}}"#,
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
