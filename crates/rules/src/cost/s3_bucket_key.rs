//! A bucket asks its key once, not for each object.

use design::Words;
use services::kinds::{cfn_resource, kms_key, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct S3BucketKey;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "BucketEncryption.ServerSideEncryptionConfiguration.0.BucketKeyEnabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "s3-bucket-key",
    title: Words::new(
        "Buckets with a KMS key use a bucket key",
        "Los buckets con clave KMS usan clave de bucket",
    ),
    rationale: Words::new(
        "Without a bucket key every object read or written is a charged call to KMS, up to a hundred times as many.",
        "Sin clave de bucket, cada objeto leído o escrito es una llamada cobrada a KMS, hasta cien veces más.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:S3-004"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, s3_bucket::KIND],
};

impl Rule for S3BucketKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” asks KMS for each object.", "«{0}» llama a KMS por cada objeto.");
        let satisfied = Message::say("“{0}” uses a bucket key.", "«{0}» usa una clave de bucket.");
        if site.is(s3_bucket::KIND) {
            let keyed = site.attached(kms_key::KIND).is_some();
            return keyed
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        let algorithm =
            "BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm";
        let keyed = site
            .record(&cfn_resource::PROPERTIES)
            .and_then(|table| Given::read(table, algorithm).is_one_of(&["aws:kms"]));
        if keyed != Some(true) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Use a bucket key", "Usar una clave de bucket"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3BucketKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "raw, without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"BucketEncryption":{"ServerSideEncryptionConfiguration":[{"ServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, with one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"BucketEncryption":{"ServerSideEncryptionConfiguration":[{"ServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms"},"BucketKeyEnabled":true}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bucket with a key",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"files-key":{"from":"files","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a key of S3",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
