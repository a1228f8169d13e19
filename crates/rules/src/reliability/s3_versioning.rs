//! Overwritten and deleted objects can be had back.

use design::Words;
use services::kinds::s3_bucket;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3Versioning;

static ABOUT: About = About {
    id: "s3-versioning",
    title: Words::new("Buckets keep old versions", "Los buckets conservan versiones anteriores"),
    rationale: Words::new(
        "One wrong script deletes a bucket’s content in seconds. Versions bring it back.",
        "Un script equivocado borra un bucket en segundos. Las versiones lo recuperan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &[
        "groundplan:S3-006",
        "checkov:CKV_AWS_21",
        "guard:S3_BUCKET_VERSIONING_ENABLED",
        "security-hub:S3.14",
        "trivy:AWS-0090",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND],
};

impl Rule for S3Versioning {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.text(&s3_bucket::PURPOSE) == "logs" {
            return Vec::new();
        }
        let verdict = Verdict::either(
            !site.flag(&s3_bucket::VERSIONING),
            Message::say("“{0}” keeps no old versions.", "«{0}» no conserva versiones anteriores.")
                .with(site.name.clone()),
            Message::say("“{0}” keeps old versions.", "«{0}» conserva versiones anteriores.")
                .with(site.name.clone()),
        );
        vec![verdict.on(s3_bucket::VERSIONING.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            s3_bucket::VERSIONING.name,
            true,
            Message::say("Keep old versions", "Conservar versiones anteriores"),
        ))
    }
}

impl Examples for S3Versioning {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{"versioning":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "logs can be written again",
                design: r#"{"nodes":{"logs":{"kind":"s3_bucket","properties":{"purpose":"logs","versioning":false}}}}"#,
            },
        ]
    }
}
