//! A cluster has a second node.

use design::Words;
use services::{
    Site,
    cluster_nodes::{DESIRED, MAX, MIN},
    kinds::{eks_cluster, eks_node_group, eks_workers},
};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksRunsTwoNodes;

static ABOUT: About = About {
    id: "eks-runs-two-nodes",
    title: Words::new("Clusters run at least two nodes", "Los clústeres tienen al menos dos nodos"),
    rationale: Words::new(
        "With one node, its loss or its next upgrade takes every pod down at once.",
        "Con un solo nodo, su pérdida o su próxima actualización detiene todos los pods a la vez.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-SPOF-01"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/data-plane.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksRunsTwoNodes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut nodes = nodes(site).peekable();
        if nodes.peek().is_none() {
            return Vec::new();
        }
        let least: i64 = nodes.map(|group| group.integer(&MIN)).sum();
        vec![Verdict::either(
            least < 2,
            Message::say("Of two nodes, “{0}” is sure of {1} only.", "De dos nodos, «{0}» solo asegura {1}.")
                .with(site.name.clone())
                .with(least.to_string()),
            Message::say("“{0}” always has {1} nodes or more.", "«{0}» siempre tiene {1} nodos o más.")
                .with(site.name.clone())
                .with(least.to_string()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let group = nodes(site).next()?;
        let set = |property: &'static str, value: i64| Edit::Set {
            id: group.id.clone(),
            property,
            value: value.into(),
        };
        let mut edits = vec![set(MIN.name, 2)];
        for property in [&DESIRED, &MAX] {
            if group.integer(property) < 2 {
                edits.push(set(property.name, 2));
            }
        }
        Some(Fix { title: Message::say("Keep two nodes", "Mantener dos nodos"), edits })
    }
}

impl Examples for EksRunsTwoNodes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one node",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"min":1,"desired":1,"max":1},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "none at night",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"min":0},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two groups of one",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"min":1},"parent":"cluster"},"more":{"kind":"eks_node_group","properties":{"min":1},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes yet",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

fn nodes<'a>(site: &Site<'a>) -> impl Iterator<Item = Site<'a>> {
    site.children(eks_node_group::KIND).chain(site.children(eks_workers::KIND))
}
