//! A change that replaces a database does not lose its data.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, raw_database,
};

pub struct RdsKeptWhenReplaced;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "@UpdateReplacePolicy",
    holds: |given| given.is_one_of(&["Retain", "Snapshot"]),
};

static ABOUT: About = About {
    id: "rds-kept-when-replaced",
    title: Words::new(
        "Databases leave their data behind when they are replaced",
        "Las bases de datos dejan sus datos al ser reemplazadas",
    ),
    rationale: Words::new(
        "Some changes make CloudFormation build an empty database and delete the old one. Unless the old one is kept or copied, its data are gone.",
        "Algunos cambios hacen que CloudFormation cree una base vacía y borre la anterior. Si la anterior no se conserva ni se copia, sus datos se pierden.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:RDS-017", "cfn-lint:I3011"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsKeptWhenReplaced {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A change that replaces “{0}” deletes its data.",
            "Un cambio que reemplace «{0}» borra sus datos.",
        );
        let satisfied = Message::say(
            "A change that replaces “{0}” leaves a copy of its data.",
            "Un cambio que reemplace «{0}» deja una copia de sus datos.",
        );
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
            Message::say("Take a snapshot before it is replaced", "Tomar una copia antes de reemplazarla"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsKeptWhenReplaced {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every database of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"},"attributes":{"DeletionPolicy":"Snapshot"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster that leaves a snapshot",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"Engine":"aurora-mysql"},"attributes":{"UpdateReplacePolicy":"Snapshot"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"aurora-mysql","DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw read replica",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"SourceDBInstanceIdentifier":"orders"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
