//! Files are answered from the edge.

use design::{ConnectionKind, Words};
use services::kinds::{cloudfront_distribution, s3_bucket};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionCachesFiles;

static ABOUT: About = About {
    id: "distribution-caches-files",
    title: Words::new("Files of buckets are cached", "Los archivos de los buckets se guardan en caché"),
    rationale: Words::new(
        "With caching off, every request crosses the world to the bucket: slower for visitors, and charged as requests to S3.",
        "Sin caché, cada solicitud cruza el mundo hasta el bucket: más lento para los visitantes, y se cobra como solicitudes a S3.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF04",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ConfiguringCaching.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionCachesFiles {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let files = site.to(ConnectionKind::Origin).any(|(_, origin)| origin.is(s3_bucket::KIND));
        if !files {
            return Vec::new();
        }
        let off = site.text(&cloudfront_distribution::STATIC_CACHE) == "disabled";
        vec![
            Verdict::either(
                off,
                Message::say(
                    "“{0}” fetches files from the bucket for every request.",
                    "«{0}» trae los archivos del bucket en cada solicitud.",
                )
                .with(site.name.clone()),
                Message::say(
                    "“{0}” answers files from its cache.",
                    "«{0}» responde los archivos desde su caché.",
                )
                .with(site.name.clone()),
            )
            .on(cloudfront_distribution::STATIC_CACHE.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            cloudfront_distribution::STATIC_CACHE.name,
            "optimized",
            Message::say("Cache files", "Guardar los archivos en caché"),
        ))
    }
}

impl Examples for DistributionCachesFiles {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "turned off",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"static_cache":"disabled"}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "optimized",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no bucket",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"],"static_cache":"disabled"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
        ]
    }
}
