//! Kubernetes secrets are encrypted with a key of one’s own.

use design::Words;
use services::kinds::{eks_cluster, kms_key};
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksSecretsEncrypted;

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
        "checkov:CKV_AWS_58",
        "guard:EKS_CLUSTER_ENCRYPTION_RULE",
        "security-hub:EKS.3",
        "trivy:AWS-0039",
    ],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksSecretsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
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
        ]
    }
}
