//! Images are scanned for known holes.

use design::Words;
use services::kinds::ecr_repository;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EcrScan;

static ABOUT: About = About {
    id: "ecr-scan",
    title: Words::new("Images are scanned", "Las imágenes se analizan"),
    rationale: Words::new(
        "Most holes in an image are in its base, and known. A scan lists them before it runs.",
        "La mayoría de las fallas de una imagen están en su base y son conocidas. Un análisis las lista antes de que corra.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC11",
    peers: &["groundplan:ECR-001", "checkov:CKV_AWS_163", "security-hub:ECR.1", "trivy:AWS-0030"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html",
    scope: Scope::Node,
    kinds: &[ecr_repository::KIND],
};

impl Rule for EcrScan {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ecr_repository::SCAN),
            Message::say(
                "Images pushed to “{0}” are not scanned.",
                "Las imágenes subidas a «{0}» no se analizan.",
            )
            .with(site.name.clone()),
            Message::say("Images pushed to “{0}” are scanned.", "Las imágenes subidas a «{0}» se analizan.")
                .with(site.name.clone()),
        );
        vec![verdict.on(ecr_repository::SCAN.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ecr_repository::SCAN.name,
            true,
            Message::say("Scan images when pushed", "Analizar las imágenes al subirlas"),
        ))
    }
}

impl Examples for EcrScan {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"images":{"kind":"ecr_repository","properties":{"scan_on_push":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"images":{"kind":"ecr_repository","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no repository", design: r#"{}"# },
        ]
    }
}
