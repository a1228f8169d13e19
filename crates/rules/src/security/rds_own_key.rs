//! Databases are encrypted with a key of yours.

use design::Words;
use services::kinds::{cfn_resource, kms_key, rds_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_database, remedy,
};

pub struct RdsOwnKey;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "KmsKeyId",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "rds-own-key",
    title: Words::new(
        "Databases are encrypted with a key of yours",
        "Las bases de datos se cifran con una clave propia",
    ),
    rationale: Words::new(
        "With AWS’s own key you cannot say who may decrypt, nor take that right away, nor share a backup with another account.",
        "Con la clave de AWS no se puede decir quién descifra, ni quitar ese permiso, ni compartir una copia con otra cuenta.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["checkov:CKV_AWS_327"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html",
    scope: Scope::Neighbours,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsOwnKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” is encrypted with a key of AWS’s.", "«{0}» se cifra con una clave de AWS.");
        let satisfied =
            Message::say("“{0}” is encrypted with a key of yours.", "«{0}» se cifra con una clave propia.");
        if site.is(rds_instance::KIND) && !site.flag(&rds_instance::ENCRYPTED) {
            return Vec::new();
        }
        if site.is(rds_instance::KIND) {
            let name = site.name.clone();
            return vec![Verdict::either(
                site.attached(kms_key::KIND).is_none(),
                violated.with(name.clone()),
                satisfied.with(name),
            )];
        }
        // What is not encrypted has no key; the others take the one of what they come from.
        let plain = policies::raw(site, "StorageEncrypted").on() == Some(false)
            && policies::raw(site, BUILT.path) == Given::Absent;
        if plain || raw_database::in_cluster(site) || raw_database::replica(site) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        let edits = remedy::key_of_its_own(site)?;
        Some(Fix {
            title: Message::say(
                "Give it a key (AWS builds an existing database anew)",
                "Darle una clave (AWS crea de nuevo una base existente)",
            ),
            edits,
        })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsOwnKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"key":{"kind":"kms_key","properties":{}}},"connections":{"k":{"from":"db","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw resource that does not say so",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageEncrypted":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw resource",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageEncrypted":true,"KmsKeyId":{"Ref":"Key"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance that is not encrypted",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"Engine":"mysql"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw member of a cluster",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageEncrypted":true,"DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "neither", design: r#"{}"# },
        ]
    }
}
