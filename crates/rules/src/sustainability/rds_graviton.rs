//! Databases that can run on Arm do.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_database,
};

pub struct RdsGraviton;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "DBInstanceClass",
    holds: |given| match given {
        Given::Absent | Given::Computed => None,
        Given::Known(of) => of.as_str().map(graviton),
    },
};

static ABOUT: About = About {
    id: "rds-graviton",
    title: Words::new("Databases run on Graviton", "Las bases de datos usan Graviton"),
    rationale: Words::new(
        "AWS runs the engine, so nothing has to be built anew for Arm. A class of the same size costs about a tenth less and uses less energy.",
        "AWS opera el motor, así que no hay nada que recompilar para Arm. Una clase del mismo tamaño cuesta cerca de un décimo menos y gasta menos energía.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Sustainability,
    question: "SUS05",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsGraviton {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” runs on another processor than Graviton.",
            "«{0}» usa un procesador distinto de Graviton.",
        );
        let satisfied = Message::say("“{0}” runs on Graviton.", "«{0}» usa Graviton.");
        if site.is(rds_instance::KIND) {
            if site.text(&rds_instance::ENGINE).starts_with("sqlserver") {
                return Vec::new();
            }
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    !graviton(rds_instance::class(site)),
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(rds_instance::INSTANCE_CLASS.name),
            ];
        }
        if raw_database::open_engine(site) && policies::raw(site, BUILT.path) != Given::Absent {
            BUILT.judge(site, violated, satisfied).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let class = match policies::raw(site, BUILT.path) {
            Given::Known(stated) => stated.as_str()?,
            _ => rds_instance::class(site),
        };
        let class = on_graviton(class)?;
        let title = Message::say("Change to {0}", "Cambiar a {0}").with(class.clone());
        let set = || Fix::set(site, rds_instance::INSTANCE_CLASS.name, class.clone(), title.clone());
        Some(BUILT.fix(site, class.clone(), title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsGraviton {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "Intel",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.r6i.large"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance of PostgreSQL on Intel",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres","DBInstanceClass":"db.m5.large"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql","DBInstanceClass":"db.t4g.medium"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "SQL Server, which runs on Intel only",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"sqlserver-se"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance of Oracle",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"oracle-se2","DBInstanceClass":"db.m5.large"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance that says nothing of it",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"postgres","DBSnapshotIdentifier":"orders"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

fn graviton(class: &str) -> bool {
    // The size of a serverless instance is not a processor.
    class == "db.serverless" || class.strip_prefix("db.").is_some_and(services::machines::arm)
}

/// The class of the same size and memory, for families that have one.
fn on_graviton(class: &str) -> Option<String> {
    let (family, size) = class.strip_prefix("db.")?.split_once('.')?;
    let largest = ["24xlarge", "32xlarge", "48xlarge"].contains(&size) || family.ends_with('d');
    match (family.chars().next()?, size) {
        ('t', size) => Some(format!("db.t4g.{size}")),
        (_, "micro" | "small" | "medium") => Some(format!("db.t4g.{size}")),
        ('m', size) if !largest => Some(format!("db.m6g.{size}")),
        ('r', size) if !largest => Some(format!("db.r6g.{size}")),
        _ => None,
    }
}
