//! Customer managed keys rotate.

use design::Words;
use services::kinds::{cfn_resource, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct KmsKeyRotation;

static BUILT: Built =
    Built { types: &["AWS::KMS::Key"], path: "EnableKeyRotation", holds: |given| given.on() };

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
    peers: &[
        "groundplan:KMS-001",
        "guard:CMK_BACKING_KEY_ROTATION_ENABLED",
        "trivy:AWS-0065",
        "checkov:CKV_AWS_7",
        "security-hub:KMS.4",
        "cdk-nag:AwsSolutions-KMS5",
    ],
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, kms_key::KIND],
};

impl Rule for KmsKeyRotation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” is never rotated.", "«{0}» nunca se rota.");
        let satisfied = Message::say("“{0}” is rotated every year.", "«{0}» se rota cada año.");
        // AWS rotates only symmetric keys whose material it made.
        let made_by_aws =
            policies::raw(site, "Origin").is_one_of(&["EXTERNAL", "AWS_CLOUDHSM"]) != Some(true);
        let symmetric = match policies::raw(site, "KeySpec") {
            Given::Absent => true,
            spec => spec.is_one_of(&["SYMMETRIC_DEFAULT"]) != Some(false),
        };
        if site.is(cfn_resource::KIND) && !(made_by_aws && symmetric) {
            return Vec::new();
        }
        if let Some(verdict) = BUILT.judge(site, violated.clone(), satisfied.clone()) {
            return vec![verdict];
        }
        if !site.is(kms_key::KIND) {
            return Vec::new();
        }
        let name = site.name.clone();
        let verdict = Verdict::either(
            !site.flag(&kms_key::ROTATION),
            violated.with(name.clone()),
            satisfied.with(name),
        );
        vec![verdict.on(kms_key::ROTATION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Rotate yearly", "Rotar cada año");
        let set = || Fix::set(site, kms_key::ROTATION.name, true, title.clone());
        Some(BUILT.fix(site, true, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for KmsKeyRotation {
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
            Example {
                expect: Expect::Violated,
                name: "a raw key that does not say",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"Description":"x"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw key that rotates",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"EnableKeyRotation":true}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw key pair, which AWS does not rotate",
                design: r#"{"nodes":{"key":{"kind":"cfn_resource","properties":{"type":"AWS::KMS::Key","properties":{"KeySpec":"RSA_2048"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no key", design: r#"{}"# },
        ]
    }
}
