//! Buckets with sensitive content have a key of their own.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, kms_key, s3_bucket};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3CustomerKey;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "s3-customer-key",
    title: Words::new(
        "Buckets with sensitive content have a key of your own",
        "Con contenido sensible, los buckets tienen clave propia",
    ),
    rationale: Words::new(
        "A key of your own shows each use in CloudTrail, and closing it closes the data at once. Keys of AWS can do neither.",
        "Una clave propia muestra cada uso en CloudTrail, y cerrarla cierra los datos de inmediato. Las de AWS no pueden.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:S3-004",
        "checkov:CKV_AWS_145",
        "guard:S3_DEFAULT_ENCRYPTION_KMS",
        "security-hub:S3.17",
        "trivy:AWS-0132",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
    scope: Scope::Neighbours,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3CustomerKey {
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
        // Logs are not, and what a distribution serves is for visitors.
        let served = site.from(ConnectionKind::Origin).next().is_some();
        if site.is(s3_bucket::KIND) && (served || site.text(&s3_bucket::PURPOSE) == "logs") {
            return Vec::new();
        }
        if site.is(s3_bucket::KIND) {
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

impl Examples for S3CustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a key of AWS",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, a key of AWS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of its own",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"own-key":{"from":"own","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a key of its own",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"BucketEncryption":{"ServerSideEncryptionConfiguration":[{"ServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/own"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "logs",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"purpose":"logs"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "files of a site",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}},"site":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"site-own":{"from":"site","kind":"origin","to":"own","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
