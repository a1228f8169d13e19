//! One visitor’s answer is not shown to another.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cloudfront_distribution};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionPersonalAnswers;

static ABOUT: About = About {
    id: "distribution-personal-answers",
    title: Words::new("Personal answers are not cached", "Las respuestas personales no se guardan en caché"),
    rationale: Words::new(
        "If the application marks a personal page as cacheable by mistake, CloudFront shows it to the next visitor.",
        "Si la aplicación permite por error guardar en caché una página personal, CloudFront la muestra al siguiente visitante.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:CF-017"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionPersonalAnswers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let dynamic = site.to(ConnectionKind::Origin).any(|(_, origin)| origin.is(alb::KIND));
        if !dynamic {
            return Vec::new();
        }
        let verdict = if site.text(&cloudfront_distribution::DYNAMIC_CACHE) == "disabled" {
            Verdict::satisfied(
                Message::say(
                    "“{0}” asks the application for each answer.",
                    "«{0}» pide cada respuesta a la aplicación.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” caches what the application lets it: does every personal answer forbid it?",
                    "«{0}» guarda en caché lo que la aplicación permite: ¿lo prohíbe cada respuesta personal?",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(cloudfront_distribution::DYNAMIC_CACHE.name)]
    }
}

impl Examples for DistributionPersonalAnswers {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "as the application says",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"],"dynamic_cache":"origin-headers"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "never",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only files",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"dynamic_cache":"origin-headers"}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
        ]
    }
}
