//! Deleting a stack does not delete the data.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    raw_database,
};

pub struct RdsKeptWhenRemoved;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "@DeletionPolicy",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.is_one_of(&["Retain", "RetainExceptOnCreate", "Snapshot"]),
    },
};

static ABOUT: About = About {
    id: "rds-kept-when-removed",
    title: Words::new(
        "Databases leave their data behind when they are removed",
        "Las bases de datos dejan sus datos al ser retiradas",
    ),
    rationale: Words::new(
        "A stack is deleted in a minute, and with it every database that says Delete. No backup of that database outlives it.",
        "Un stack se borra en un minuto, y con él toda base que diga Delete. Ninguna copia automática de esa base la sobrevive.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:RDS-017", "cfn-lint:I3011"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsKeptWhenRemoved {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is deleted with its stack, and its data with it.",
            "«{0}» se borra con su stack, y sus datos con ella.",
        );
        let satisfied =
            Message::say("The data of “{0}” outlive its stack.", "Los datos de «{0}» sobreviven a su stack.");
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // The data lie in the cluster, or in the instance it copies.
        if raw_database::in_cluster(site) || raw_database::replica(site) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(
            site,
            "Snapshot",
            Message::say("Take a snapshot before it is deleted", "Tomar una copia antes de borrarla"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsKeptWhenRemoved {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that says Delete",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"},"attributes":{"DeletionPolicy":"Delete"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster that leaves CloudFormation’s default, a snapshot",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"Engine":"aurora-mysql"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance that is retained",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"},"attributes":{"DeletionPolicy":"Retain"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"aurora-mysql","DBClusterIdentifier":{"Ref":"Cluster"}},"attributes":{"DeletionPolicy":"Delete"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw read replica",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"SourceDBInstanceIdentifier":"orders"},"attributes":{"DeletionPolicy":"Delete"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
