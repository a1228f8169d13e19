//! A bucket for access logs can be written by who logs.

use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{alb, kms_key, s3_bucket},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct LogBucketWithoutKms;

static ABOUT: About = About {
    id: "log-bucket-without-kms",
    title: Words::new(
        "Access logs go to buckets without a KMS key",
        "Los registros de acceso van a buckets sin clave KMS",
    ),
    rationale: Words::new(
        "Load balancers and S3 deliver logs only to buckets with keys of S3; with a KMS key the logs never arrive.",
        "Balanceadores y S3 entregan registros solo a buckets con claves de S3; con una clave KMS nunca llegan.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:S3-019"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
    scope: Scope::Neighbours,
    kinds: &[s3_bucket::KIND],
};

impl Rule for LogBucketWithoutKms {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let deliver = |(_, from): &(_, Site<'_>)| from.is(alb::KIND) || from.is(s3_bucket::KIND);
        let Some((_, writer)) = site.from(ConnectionKind::Logs).find(deliver) else { return Vec::new() };
        let keyed = site.attached(kms_key::KIND).is_some();
        vec![Verdict::either(
            keyed,
            Message::say(
                "“{1}” cannot deliver its log to “{0}”, which has a KMS key.",
                "«{1}» no puede entregar su registro a «{0}», que tiene clave KMS.",
            )
            .with(site.name.clone())
            .with(writer.name.clone()),
            Message::say("“{1}” can deliver its log to “{0}”.", "«{1}» puede entregar su registro a «{0}».")
                .with(site.name.clone())
                .with(writer.name.clone()),
        )]
    }
}

impl Examples for LogBucketWithoutKms {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a load balancer, a key",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}},"key":{"kind":"kms_key","properties":{}}},"connections":{"alb-logs":{"from":"alb","kind":"logs","to":"logs","properties":{}},"logs-key":{"from":"logs","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "another bucket, a key",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}},"key":{"kind":"kms_key","properties":{}}},"connections":{"files-logs":{"from":"files","kind":"logs","to":"logs","properties":{}},"logs-key":{"from":"logs","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no key",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}}},"connections":{"alb-logs":{"from":"alb","kind":"logs","to":"logs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the key is of what logs",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}},"key":{"kind":"kms_key","properties":{}}},"connections":{"files-logs":{"from":"files","kind":"logs","to":"logs","properties":{}},"files-key":{"from":"files","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing logs to it",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"purpose":"logs"}}}}"#,
            },
        ]
    }
}
