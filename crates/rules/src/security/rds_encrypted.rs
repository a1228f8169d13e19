//! Database storage and snapshots are encrypted.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::RDS::DBInstance", "AWS::RDS::DBCluster"],
    path: "StorageEncrypted",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "rds-encrypted",
    title: Words::new("Database storage is encrypted", "El almacenamiento de la base de datos está cifrado"),
    rationale: Words::new(
        "Whoever gets hold of a disk or a snapshot reads an unencrypted database. Encryption cannot be turned on later without a copy.",
        "Quien obtenga un disco o una copia lee una base sin cifrar. El cifrado no se puede activar después sin copiarla.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:RDS-001",
        "checkov:CKV_AWS_16",
        "security-hub:RDS.3",
        "cdk-nag:AwsSolutions-RDS2",
        "guard:RDS_STORAGE_ENCRYPTED",
        "trivy:AWS-0080",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” stores its data unencrypted.", "«{0}» guarda sus datos sin cifrar.");
        let satisfied = Message::say("“{0}” is encrypted.", "«{0}» está cifrada.");
        if let Some(verdict) = BUILT.judge(site, violated.clone(), satisfied.clone()) {
            return vec![verdict];
        }
        if !site.is(rds_instance::KIND) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = Verdict::either(
            !site.flag(&rds_instance::ENCRYPTED),
            violated.with(name.clone()),
            satisfied.with(name),
        );
        vec![verdict.on(rds_instance::ENCRYPTED.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Encrypt the storage", "Cifrar el almacenamiento");
        let set = || Fix::set(site, rds_instance::ENCRYPTED.name, true, title.clone());
        Some(BUILT.fix(site, true, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for RdsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "encrypted is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"encrypted":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "encrypted is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"encrypted":true}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"Engine":"aurora-postgresql"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance that leaves it to a condition",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"StorageEncrypted":{"Fn::If":["Prod",true,false]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
