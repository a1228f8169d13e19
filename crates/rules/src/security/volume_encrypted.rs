//! Volumes are encrypted.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct VolumeEncrypted;

static BUILT: Built = Built { types: &["AWS::EC2::Volume"], path: "Encrypted", holds: |given| given.on() };

static ABOUT: About = About {
    id: "volume-encrypted",
    title: Words::new("Volumes are encrypted", "Los volúmenes están cifrados"),
    rationale: Words::new(
        "A snapshot of an unencrypted volume is read by whoever gets it. Encryption cannot be turned on later without a copy.",
        "Una copia de un volumen sin cifrar la lee quien la obtenga. El cifrado no se activa después sin copiarlo.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:EC2-005",
        "cdk-nag:AwsSolutions-EC26",
        "checkov:CKV_AWS_3",
        "guard:ENCRYPTED_VOLUMES",
        "security-hub:EC2.3",
        "trivy:AWS-0026",
    ],
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for VolumeEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” is not encrypted.", "«{0}» no está cifrado.");
        let satisfied = Message::say("“{0}” is encrypted.", "«{0}» está cifrado.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Encrypt the volume", "Cifrar el volumen"))
    }
}

impl Examples for VolumeEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw one that is not",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Size":20}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that is",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Encrypted":true}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Encrypted":{"Ref":"Encrypt"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
