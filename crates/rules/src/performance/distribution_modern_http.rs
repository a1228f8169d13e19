//! Viewers may use HTTP/2 or newer.

use design::Words;
use services::kinds::cloudfront_distribution;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionModernHttp;

static ABOUT: About = About {
    id: "distribution-modern-http",
    title: Words::new("Distributions speak HTTP/2 or newer", "Las distribuciones usan HTTP/2 o superior"),
    rationale: Words::new(
        "HTTP/1.1 fetches a page’s files one after the other.",
        "HTTP/1.1 trae los archivos de una página uno tras otro.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF04",
    peers: &["groundplan:CF-016"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesGeneral.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionModernHttp {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&cloudfront_distribution::HTTP) == "http1.1",
            Message::say("“{0}” speaks HTTP/1.1 only.", "«{0}» usa solo HTTP/1.1.").with(site.name.clone()),
            Message::say("“{0}” speaks HTTP/2 or newer.", "«{0}» usa HTTP/2 o superior.")
                .with(site.name.clone()),
        );
        vec![verdict.on(cloudfront_distribution::HTTP.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            cloudfront_distribution::HTTP.name,
            "http2and3",
            Message::say("Allow HTTP/2 and HTTP/3", "Permitir HTTP/2 y HTTP/3"),
        ))
    }
}

impl Examples for DistributionModernHttp {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "HTTP/1.1",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"http_version":"http1.1"}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no distribution", design: r#"{}"# },
        ]
    }
}
