//! A cluster is not deleted by mistake.

use design::Words;
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksDeletionProtection;

static ABOUT: About = About {
    id: "eks-deletion-protection",
    title: Words::new(
        "Clusters are protected from deletion",
        "Los clústeres están protegidos contra borrado",
    ),
    rationale: Words::new(
        "A deleted cluster takes everything that runs in it along.",
        "Un clúster borrado se lleva todo lo que corre en él.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &[],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksDeletionProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&eks_cluster::DELETION_PROTECTION),
            Message::say("“{0}” can be deleted by mistake.", "«{0}» se puede borrar por error.")
                .with(site.name.clone()),
            Message::say("“{0}” is protected from deletion.", "«{0}» está protegido contra borrado.")
                .with(site.name.clone()),
        );
        vec![verdict.on(eks_cluster::DELETION_PROTECTION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            eks_cluster::DELETION_PROTECTION.name,
            true,
            Message::say("Protect it from deletion", "Protegerlo contra borrado"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"deletion_protection":false},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
