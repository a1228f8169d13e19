//! A cluster is not deleted by mistake.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksDeletionProtection;

static BUILT: Built =
    Built { types: &["AWS::EKS::Cluster"], path: "DeletionProtection", holds: |given| given.on() };

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
    peers: &["groundplan:EKS-019"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksDeletionProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say("“{0}” can be deleted by mistake.", "«{0}» se puede borrar por error."),
                Message::say("“{0}” is protected from deletion.", "«{0}» está protegido contra borrado."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
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
        if site.is(cfn_resource::KIND) {
            return BUILT.fix(
                site,
                true,
                Message::say("Protect it from deletion", "Protegerlo contra borrado"),
            );
        }
        Some(Fix::set(
            site,
            eks_cluster::DELETION_PROTECTION.name,
            true,
            Message::say("Protect it from deletion", "Protegerlo contra borrado"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksDeletionProtection {
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
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"Version":"1.35"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"DeletionProtection":true}}}}}"#,
            },
        ]
    }
}
