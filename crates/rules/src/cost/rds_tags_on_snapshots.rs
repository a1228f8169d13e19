//! Snapshots carry the tags of their database.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, raw_database,
};

pub struct RdsTagsOnSnapshots;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "CopyTagsToSnapshot",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "rds-tags-on-snapshots",
    title: Words::new(
        "Snapshots carry the tags of their database",
        "Las copias llevan las etiquetas de su base de datos",
    ),
    rationale: Words::new(
        "A snapshot without tags belongs to nobody: its cost lands on no project, and nobody dares to delete it.",
        "Una copia sin etiquetas no es de nadie: su costo no cae en ningún proyecto, y nadie se atreve a borrarla.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST03",
    peers: &["groundplan:RDS-014", "checkov:CKV2_AWS_60", "security-hub:RDS.16", "security-hub:RDS.17"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsTagsOnSnapshots {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("Snapshots of “{0}” carry no tags.", "Las copias de «{0}» no llevan etiquetas.");
        let satisfied =
            Message::say("Snapshots of “{0}” carry its tags.", "Las copias de «{0}» llevan sus etiquetas.");
        if site.is(rds_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Snapshots of a cluster are its own, not those of its members.
        if raw_database::in_cluster(site) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Copy the tags", "Copiar las etiquetas"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsTagsOnSnapshots {
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
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that says no",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"CopyTagsToSnapshot":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"CopyTagsToSnapshot":true}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"aurora-mysql","DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
