//! AWS keeps the cluster’s own components current.

use design::Words;
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksCoreAddons;

static ABOUT: About = About {
    id: "eks-core-addons",
    title: Words::new(
        "AWS manages the core add-ons of a cluster",
        "AWS gestiona los complementos básicos de un clúster",
    ),
    rationale: Words::new(
        "Network, names and service addresses of a cluster come from three components. Those that nobody manages stay old until an upgrade of Kubernetes breaks them.",
        "La red, los nombres y las direcciones de servicio de un clúster vienen de tres componentes. Los que nadie gestiona envejecen hasta que una actualización de Kubernetes los rompe.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:EKS-016"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksCoreAddons {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let missing = missing(site);
        let verdict = if missing.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "AWS manages the core add-ons of “{0}”.",
                    "AWS gestiona los complementos básicos de «{0}».",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say("“{0}” lacks these add-ons: {1}.", "A «{0}» le faltan estos complementos: {1}.")
                    .with(site.name.clone())
                    .with(missing.join(", ")),
            )
        };
        vec![verdict.on(eks_cluster::ADDON_NAMES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut names = site.texts(&eks_cluster::ADDON_NAMES);
        names.extend(missing(site));
        let title = Message::say("Add what is missing", "Agregar lo que falta");
        Some(Fix::set(site, eks_cluster::ADDON_NAMES.name, names, title))
    }
}

impl Examples for EksCoreAddons {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no proxy",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"addons":["vpc-cni","coredns"]},"parent":"app"}}}"#,
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

/// Without these no pod reaches another. Source: EKS user guide, Amazon EKS add-ons.
const CORE: [&str; 3] = ["coredns", "kube-proxy", "vpc-cni"];

fn missing(site: &Case<'_>) -> Vec<&'static str> {
    let chosen = site.texts(&eks_cluster::ADDON_NAMES);
    CORE.into_iter().filter(|name| !chosen.contains(name)).collect()
}
