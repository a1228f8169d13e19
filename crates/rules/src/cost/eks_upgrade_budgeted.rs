//! What an old Kubernetes version costs is meant to be paid.

use design::Words;
use services::{
    kinds::eks_cluster,
    kubernetes::{self, Support},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksUpgradeBudgeted;

static ABOUT: About = About {
    id: "eks-upgrade-budgeted",
    title: Words::new(
        "Extended support of Kubernetes is deliberate, or ruled out",
        "El soporte extendido de Kubernetes es deliberado, o se descarta",
    ),
    rationale: Words::new(
        "A cluster that nobody upgrades slips into extended support and costs six times as much. Under the standard policy AWS upgrades it instead.",
        "Un clúster que nadie actualiza cae en el soporte extendido y cuesta seis veces lo normal. Con la política estándar, AWS lo actualiza.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST07",
    peers: &["groundplan:EKS-020"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/disable-extended-support.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksUpgradeBudgeted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let version = site.text(&eks_cluster::VERSION);
        let name = site.name.clone();
        let extended = site.text(&eks_cluster::SUPPORT) == "extended";
        let now = kubernetes::support(version, site.today) != Support::Standard;
        let verdict = match (extended, now) {
            (false, _) => Verdict::satisfied(
                Message::say(
                    "AWS upgrades “{0}” when standard support ends.",
                    "AWS actualiza «{0}» cuando termina el soporte estándar.",
                )
                .with(name),
            ),
            (true, true) => Verdict::cannot_tell(
                Message::say(
                    "“{0}” runs Kubernetes {1} in extended support, at six times the price. Is that budgeted?",
                    "«{0}» usa Kubernetes {1} con soporte extendido, a seis veces el precio. ¿Está presupuestado?",
                )
                .with(name)
                .with(version),
            ),
            (true, false) => Verdict::cannot_tell(
                Message::say(
                    "If nobody upgrades “{0}” in time it costs six times as much. Is that budgeted?",
                    "Si nadie actualiza «{0}» a tiempo costará seis veces lo normal. ¿Está presupuestado?",
                )
                .with(name),
            ),
        };
        vec![verdict.on(eks_cluster::SUPPORT.name)]
    }
}

impl Examples for EksUpgradeBudgeted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "an old version that stays: AWS takes no other policy any more",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"version":"1.32"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "AWS upgrades it",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"support":"standard"},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
