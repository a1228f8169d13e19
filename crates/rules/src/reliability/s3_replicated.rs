//! Data that must survive a region is copied elsewhere.

use design::{ConnectionKind, Words};
use services::kinds::s3_bucket;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3Replicated;

static ABOUT: About = About {
    id: "s3-replicated",
    title: Words::new(
        "Data that must survive a region is copied",
        "Los datos que deben sobrevivir a una región se copian",
    ),
    rationale: Words::new(
        "A bucket lies in one region. What the business cannot lose with it needs a copy in another.",
        "Un bucket está en una región. Lo que el negocio no puede perder con ella necesita una copia en otra.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL13",
    peers: &[
        "groundplan:S3-016",
        "checkov:CKV_AWS_144",
        "guard:S3_BUCKET_REPLICATION_ENABLED",
        "security-hub:S3.7",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",
    scope: Scope::Neighbours,
    kinds: &[s3_bucket::KIND],
};

impl Rule for S3Replicated {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.text(&s3_bucket::PURPOSE) != "data" {
            return Vec::new();
        }
        vec![match site.to(ConnectionKind::Replicates).next() {
            Some((_, copy)) => Verdict::satisfied(
                Message::say("“{0}” is copied to “{1}”.", "«{0}» se copia en «{1}».")
                    .with(site.name.clone())
                    .with(copy.name.clone()),
            ),
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” lies in {1} only: must its data survive the loss of the region?",
                    "«{0}» está solo en {1}: ¿deben sus datos sobrevivir a la pérdida de la región?",
                )
                .with(site.name.clone())
                .with(site.region.clone()),
            ),
        }]
    }
}

impl Examples for S3Replicated {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "one region",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "copied",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"copy":{"kind":"s3_bucket","region":"us-west-2","properties":{"purpose":"replica"}}},"connections":{"files-copy":{"from":"files","kind":"replicates","to":"copy","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "logs",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"purpose":"logs"}}}}"#,
            },
        ]
    }
}
