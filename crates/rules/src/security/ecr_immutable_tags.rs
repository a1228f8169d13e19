//! A tag always names the same image.

use design::Words;
use services::kinds::ecr_repository;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EcrImmutableTags;

static ABOUT: About = About {
    id: "ecr-immutable-tags",
    title: Words::new("Image tags are immutable", "Las etiquetas de imágenes son inmutables"),
    rationale: Words::new(
        "If a tag can move, what was tested is not what runs, and a rollback brings back something else.",
        "Si una etiqueta puede moverse, lo probado no es lo que corre, y revertir trae otra cosa.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC11",
    peers: &["groundplan:ECR-002", "checkov:CKV_AWS_51", "security-hub:ECR.2", "trivy:AWS-0031"],
    source: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
    scope: Scope::Node,
    kinds: &[ecr_repository::KIND],
};

impl Rule for EcrImmutableTags {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&ecr_repository::IMMUTABLE),
            Message::say(
                "Tags in “{0}” can move to another image.",
                "Las etiquetas de «{0}» pueden pasar a otra imagen.",
            )
            .with(site.name.clone()),
            Message::say(
                "Tags in “{0}” always name the same image.",
                "Las etiquetas de «{0}» nombran siempre la misma imagen.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(ecr_repository::IMMUTABLE.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            ecr_repository::IMMUTABLE.name,
            true,
            Message::say("Make tags immutable", "Hacer inmutables las etiquetas"),
        ))
    }
}

impl Examples for EcrImmutableTags {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"images":{"kind":"ecr_repository","properties":{"immutable_tags":false}}}}"#,
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
