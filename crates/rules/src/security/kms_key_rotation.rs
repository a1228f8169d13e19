//! Customer managed keys rotate.

use design::Words;
use services::kinds::kms_key;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct KmsKeyRotation;

static ABOUT: About = About {
    id: "kms-key-rotation",
    title: Words::new("Keys are rotated", "Las claves se rotan"),
    rationale: Words::new(
        "A key that never changes protects ever more data; rotation limits what one lost key opens.",
        "Una clave que nunca cambia protege cada vez más datos; la rotación limita lo que abre una clave perdida.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["checkov:CKV_AWS_7", "security-hub:KMS.4", "cdk-nag:AwsSolutions-KMS5"],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    scope: Scope::Node,
    kinds: &[kms_key::KIND],
};

impl Rule for KmsKeyRotation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&kms_key::ROTATION),
            Message::say("“{0}” is never rotated.", "«{0}» nunca se rota.").with(site.name.clone()),
            Message::say("“{0}” is rotated every year.", "«{0}» se rota cada año.").with(site.name.clone()),
        );
        vec![verdict.on(kms_key::ROTATION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(site, kms_key::ROTATION.name, true, Message::say("Rotate yearly", "Rotar cada año")))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no rotation",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{"rotation":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "rotated",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{"rotation":true}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no key", design: r#"{}"# },
        ]
    }
}
