//! Database storage is of the current generation.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct RdsGp3;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "StorageType",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.is_one_of(&["gp2", "standard"]).map(|old| !old),
    },
};

static ABOUT: About = About {
    id: "rds-gp3",
    title: Words::new("Database storage is gp3", "El almacenamiento de la base es gp3"),
    rationale: Words::new(
        "gp3 costs the same or less than gp2, and its speed does not depend on its size.",
        "gp3 cuesta lo mismo o menos que gp2, y su velocidad no depende del tamaño.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:RDS-021"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsGp3 {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if is_of_cluster(site) {
                return Vec::new();
            }
            let (violated, satisfied) = (
                Message::say("“{0}” stores on gp2.", "«{0}» almacena en gp2."),
                Message::say("“{0}” does not store on gp2.", "«{0}» no almacena en gp2."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            site.text(&rds_instance::STORAGE_TYPE) == "gp2",
            Message::say("“{0}” stores on gp2.", "«{0}» almacena en gp2.").with(site.name.clone()),
            Message::say("“{0}” does not store on gp2.", "«{0}» no almacena en gp2.").with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::STORAGE_TYPE.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(site, "gp3", Message::say("Change to gp3", "Cambiar a gp3"));
        }
        Some(Fix::set(
            site,
            rds_instance::STORAGE_TYPE.name,
            "gp3",
            Message::say("Change to gp3", "Cambiar a gp3"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsGp3 {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "gp2",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"storage_type":"gp2"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw instance on gp2",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageType":"gp2"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageType":"gp3"}}}}}"#,
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
