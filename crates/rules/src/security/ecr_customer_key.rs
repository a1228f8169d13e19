//! Image repositories with sensitive content have a key of their own.

use design::Words;
use services::kinds::{cfn_resource, ecr_repository, kms_key};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EcrCustomerKey;

static BUILT: Built = Built {
    types: &["AWS::ECR::Repository"],
    path: "EncryptionConfiguration.KmsKey",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "ecr-customer-key",
    title: Words::new(
        "Image repositories with sensitive content have a key of your own",
        "Con contenido sensible, los repositorios de imágenes tienen clave propia",
    ),
    rationale: Words::new(
        "A key of your own shows each use in CloudTrail, and closing it closes the data at once. Keys of AWS can do neither.",
        "Una clave propia muestra cada uso en CloudTrail, y cerrarla cierra los datos de inmediato. Las de AWS no pueden.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:ECR-004", "checkov:CKV_AWS_136", "security-hub:ECR.5", "trivy:AWS-0033"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    scope: Scope::Neighbours,
    kinds: &[ecr_repository::KIND, cfn_resource::KIND],
};

impl Rule for EcrCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is encrypted with a key of AWS; is its content sensitive?",
            "«{0}» se cifra con una clave de AWS; ¿es sensible su contenido?",
        );
        let satisfied = Message::say(
            "“{0}” is encrypted with a key of your own.",
            "«{0}» se cifra con una clave propia.",
        );
        if site.is(ecr_repository::KIND) {
            let name = site.name.clone();
            return vec![match site.attached(kms_key::KIND) {
                Some(_) => Verdict::satisfied(satisfied.with(name)),
                None => Verdict::cannot_tell(violated.with(name)),
            }];
        }
        // Only a person knows what is sensitive.
        BUILT.judge(site, violated, satisfied).map(Verdict::asked).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EcrCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a key of AWS",
                design: r#"{"nodes":{"own":{"kind":"ecr_repository","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, a key of AWS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of its own",
                design: r#"{"nodes":{"own":{"kind":"ecr_repository","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"own-key":{"from":"own","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a key of its own",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::ECR::Repository","properties":{"EncryptionConfiguration":{"EncryptionType":"KMS","KmsKey":"alias/own"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
