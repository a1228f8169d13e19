//! Not every node may be taken back at once.

use design::Words;
use services::{
    Site,
    kinds::{eks_cluster, eks_node_group, eks_workers},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksSpotBesideOnDemand;

static ABOUT: About = About {
    id: "eks-spot-beside-on-demand",
    title: Words::new(
        "Spot nodes stand beside on-demand ones",
        "Los nodos Spot acompañan a nodos bajo demanda",
    ),
    rationale: Words::new(
        "AWS takes Spot nodes back at two minutes’ notice, often many at once. If there are no others, the cluster’s own components go with them.",
        "AWS retira los nodos Spot con dos minutos de aviso, a menudo muchos a la vez. Si no hay otros, los componentes del propio clúster se van con ellos.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &[],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksSpotBesideOnDemand {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let spot = |group: &Site<'_>| group.text(&eks_node_group::CAPACITY) == "spot";
        if !site.children(eks_node_group::KIND).any(|group| spot(&group)) {
            return Vec::new();
        }
        let steady = site.children(eks_workers::KIND).next().is_some()
            || site.children(eks_node_group::KIND).any(|group| !spot(&group));
        vec![Verdict::either(
            !steady,
            Message::say("All nodes of “{0}” are Spot.", "Todos los nodos de «{0}» son Spot.")
                .with(site.name.clone()),
            Message::say(
                "“{0}” has nodes that AWS does not take back.",
                "«{0}» tiene nodos que AWS no retira.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let group = site.children(eks_node_group::KIND).next()?;
        let title = Message::say("Make “{0}” on-demand", "Dejar «{0}» bajo demanda").with(group.name.clone());
        Some(Fix::set(&group, eks_node_group::CAPACITY.name, "on-demand", title))
    }
}

impl Examples for EksSpotBesideOnDemand {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "Spot only",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"capacity":"spot"},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "Spot beside on-demand",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"capacity":"spot"},"parent":"cluster"},"system":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "Spot beside workers",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"capacity":"spot"},"parent":"cluster"},"workers":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no Spot",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
        ]
    }
}
