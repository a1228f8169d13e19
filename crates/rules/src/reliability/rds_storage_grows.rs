//! Database storage grows by itself up to a limit.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsStorageGrows;

static BUILT: Built =
    Built { types: &["AWS::RDS::DBInstance"], path: "MaxAllocatedStorage", holds: |given| given.present() };

static ABOUT: About = About {
    id: "rds-storage-grows",
    title: Words::new("Database storage grows by itself", "El almacenamiento de la base crece solo"),
    rationale: Words::new(
        "A full disk stops the database. Storage autoscaling adds space in time, up to a limit you choose.",
        "Un disco lleno detiene la base. El crecimiento automático agrega espacio a tiempo, hasta un límite elegido.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL07",
    peers: &["groundplan:RDS-020"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsStorageGrows {
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
                    "The storage of “{0}” does not grow by itself.",
                    "El almacenamiento de «{0}» no crece solo.",
                ),
                Message::say(
                    "The storage of “{0}” grows by itself.",
                    "El almacenamiento de «{0}» crece solo.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            site.optional_integer(&rds_instance::MAX_ALLOCATED).is_none(),
            Message::say(
                "The storage of “{0}” does not grow by itself.",
                "El almacenamiento de «{0}» no crece solo.",
            )
            .with(site.name.clone()),
            Message::say("The storage of “{0}” grows by itself.", "El almacenamiento de «{0}» crece solo.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::MAX_ALLOCATED.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            rds_instance::MAX_ALLOCATED.name,
            (site.integer(&rds_instance::ALLOCATED) * 2).min(65_536),
            Message::say("Let it grow to twice its size", "Dejarlo crecer hasta el doble"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsStorageGrows {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a limit is set",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"max_allocated_gib":500},"parent":"data"}}}"#,
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
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"MaxAllocatedStorage":500}}}}}"#,
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
