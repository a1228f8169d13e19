//! Nodes have no place on the internet.

use design::Words;
use services::kinds::{eks_node_group, eks_workers, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksNodesPrivate;

static ABOUT: About = About {
    id: "eks-nodes-private",
    title: Words::new("Nodes stand in private tiers", "Los nodos están en capas privadas"),
    rationale: Words::new(
        "A node runs whatever is scheduled on it. In a public tier one wrong rule in a group shows all of that to the internet.",
        "Un nodo ejecuta lo que se programe en él. En una capa pública, una sola regla errada lo muestra todo a internet.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:EKS-008"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/subnets.html",
    scope: Scope::Neighbours,
    kinds: &[eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for EksNodesPrivate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(tier) = site.tier() else { return Vec::new() };
        vec![Verdict::either(
            tier.text(&subnet::ACCESS) == "public",
            Message::say("“{0}” stands in the public tier “{1}”.", "«{0}» está en la capa pública «{1}».")
                .with(site.name.clone())
                .with(tier.name.clone()),
            Message::say(
                "“{0}” stands in “{1}”, which is not public.",
                "«{0}» está en «{1}», que no es pública.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
        )]
    }
}

impl Examples for EksNodesPrivate {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in the public tier",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"public"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a private tier",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
