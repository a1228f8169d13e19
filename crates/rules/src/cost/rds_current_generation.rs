//! Databases run on classes AWS still builds.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    machines, policies,
};

pub struct RdsCurrentGeneration;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance"],
    path: "DBInstanceClass",
    holds: |given| match given {
        Given::Absent | Given::Computed => None,
        Given::Known(class) => class.as_str().map(|class| !old(class)),
    },
};

static ABOUT: About = About {
    id: "rds-current-generation",
    title: Words::new(
        "Databases run on a current generation",
        "Las bases de datos usan una generación vigente",
    ),
    rationale: Words::new(
        "Older classes cost more for less, and AWS retires them at a time of its own choosing.",
        "Las clases antiguas cuestan más por menos, y AWS las retira cuando decide.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsCurrentGeneration {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” runs on a class of a previous generation.",
            "«{0}» usa una clase de una generación anterior.",
        );
        let satisfied = Message::say(
            "“{0}” runs on a class of a current generation.",
            "«{0}» usa una clase de una generación vigente.",
        );
        if site.is(rds_instance::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    old(rds_instance::class(site)),
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(rds_instance::INSTANCE_CLASS.name),
            ];
        }
        // Then the snapshot decides, or the instance stands in a cluster that chooses.
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let stated = policies::raw(site, BUILT.path).known().and_then(Value::as_str);
        let class = newer(stated.unwrap_or(rds_instance::class(site)));
        let title = Message::say("Change to {0}", "Cambiar a {0}").with(class.clone());
        let set = || Fix::set(site, rds_instance::INSTANCE_CLASS.name, class.clone(), title.clone());
        Some(BUILT.fix(site, class.clone(), title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsCurrentGeneration {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "m4",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.m4.large"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a small one of a family that begins at large today",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"instance_class":"db.m3.medium"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance on t2",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBInstanceClass":"db.t2.medium"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBInstanceClass":"db.r7g.large"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance that says nothing of it",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBSnapshotIdentifier":"orders"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

fn old(class: &str) -> bool {
    class.strip_prefix("db.").is_some_and(machines::previous_generation)
}

/// The class of the same size to move to; general purpose classes begin at large, and skip 10xlarge.
fn newer(class: &str) -> String {
    let (family, size) = class.strip_prefix("db.").and_then(|of| of.split_once('.')).unwrap_or((class, ""));
    match size {
        "micro" | "small" | "medium" => format!("db.t3.{size}"),
        "10xlarge" => newer(&format!("db.{family}.12xlarge")),
        size => machines::successor(&format!("{family}.{size}"))
            .map_or_else(|| class.to_owned(), |newer| format!("db.{newer}")),
    }
}
