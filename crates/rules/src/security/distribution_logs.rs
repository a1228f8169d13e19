//! Requests to a distribution are logged.

use design::{ConnectionKind, Words};
use services::kinds::cloudfront_distribution;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct DistributionLogs;

static ABOUT: About = About {
    id: "distribution-logs",
    title: Words::new("Distributions log requests", "Las distribuciones registran las solicitudes"),
    rationale: Words::new(
        "Without access logs nobody can tell who asked for what, during an attack or after it.",
        "Sin registros de acceso nadie sabe quién pidió qué, durante un ataque o después.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:CF-005",
        "cdk-nag:AwsSolutions-CFR3",
        "checkov:CKV_AWS_86",
        "guard:CLOUDFRONT_ACCESSLOGS_ENABLED",
        "security-hub:CloudFront.5",
        "trivy:AWS-0010",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let silent = site.to(ConnectionKind::Logs).next().is_none();
        vec![Verdict::either(
            silent,
            Message::say("Requests to “{0}” are not logged.", "Las solicitudes a «{0}» no se registran.")
                .with(site.name.clone()),
            Message::say("Requests to “{0}” are logged.", "Las solicitudes a «{0}» se registran.")
                .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Log into a bucket of its own", "Registrar en un bucket propio");
        Some(Fix { title, edits: companions::log_bucket(site)? })
    }
}

impl Examples for DistributionLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "not logged",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "logged",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}},"cdn-logs":{"from":"cdn","kind":"logs","to":"logs","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no distribution", design: r#"{}"# },
        ]
    }
}
