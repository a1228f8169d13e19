//! Kubernetes secrets are encrypted with a key of one’s own.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, eks_cluster, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct EksSecretsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "EncryptionConfig",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(given.items().next().is_some()),
    },
};

static ABOUT: About = About {
    id: "eks-secrets-encrypted",
    title: Words::new(
        "Kubernetes secrets are encrypted with KMS",
        "Los secretos de Kubernetes se cifran con KMS",
    ),
    rationale: Words::new(
        "With a key of your own, reading secrets leaves a record, and withdrawing the key locks them.",
        "Con una clave propia, leer secretos deja registro, y retirar la clave los bloquea.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:EKS-004",
        "checkov:CKV_AWS_58",
        "guard:EKS_CLUSTER_ENCRYPTION_RULE",
        "security-hub:EKS.3",
        "trivy:AWS-0039",
    ],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksSecretsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "No key of yours encrypts the secrets of “{0}”.",
                    "Ninguna clave propia cifra los secretos de «{0}».",
                ),
                Message::say(
                    "A key of yours encrypts the secrets of “{0}”.",
                    "Una clave propia cifra los secretos de «{0}».",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let plain = site.attached(kms_key::KIND).is_none();
        vec![Verdict::either(
            plain,
            Message::say(
                "No key of yours encrypts the secrets of “{0}”.",
                "Ninguna clave propia cifra los secretos de «{0}».",
            )
            .with(site.name.clone()),
            Message::say(
                "A key of yours encrypts the secrets of “{0}”.",
                "Una clave propia cifra los secretos de «{0}».",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        if site.is(eks_cluster::KIND) {
            return Some(Fix { title, edits: companions::key(site)? });
        }
        let (add, named) = companions::key_of_raw(site)?;
        let config = json!([{ "Provider": { "KeyArn": named }, "Resources": ["secrets"] }]);
        let mut fix = BUILT.fix(site, config, title)?;
        fix.edits.insert(0, add);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksSecretsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"key":{"kind":"kms_key","properties":{}}},"connections":{"cluster-key":{"from":"cluster","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.35"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"EncryptionConfig":[{"Provider":{"KeyArn":{"Fn::GetAtt":["Key","Arn"]}},"Resources":["secrets"]}]}}}}}"#,
            },
        ]
    }
}
