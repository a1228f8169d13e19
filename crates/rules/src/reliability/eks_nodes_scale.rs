//! The number of nodes follows the load.

use design::Words;
use services::{
    cluster_nodes::{MAX, MIN},
    kinds::{eks_node_group, eks_workers},
};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksNodesScale;

static ABOUT: About = About {
    id: "eks-nodes-scale",
    title: Words::new("The number of nodes follows the load", "La cantidad de nodos sigue a la carga"),
    rationale: Words::new(
        "Pods that find no node wait, and nodes without pods cost money all night.",
        "Los pods que no encuentran nodo esperan, y los nodos sin pods cuestan dinero toda la noche.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL07",
    peers: &["groundplan:EKS-017", "groundplan:ASG-005"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
    scope: Scope::Node,
    kinds: &[eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for EksNodesScale {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let fixed = site.integer(&MIN) >= site.integer(&MAX);
        let nobody = site.is(eks_workers::KIND) && site.text(&eks_workers::SCALING) == "none";
        let name = site.name.clone();
        let verdict = if fixed || nobody {
            Verdict::violated(
                Message::say(
                    "The number of nodes in “{0}” stays as it is.",
                    "La cantidad de nodos de «{0}» no cambia.",
                )
                .with(name),
            )
        } else if site.is(eks_workers::KIND) {
            Verdict::satisfied(
                Message::say(
                    "The number of nodes in “{0}” follows the load.",
                    "La cantidad de nodos de «{0}» sigue a la carga.",
                )
                .with(name),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” may grow, if an autoscaler runs in the cluster. Does one?",
                    "«{0}» puede crecer si hay un autoscaler en el clúster. ¿Lo hay?",
                )
                .with(name),
            )
        };
        vec![if nobody { verdict.on(eks_workers::SCALING.name) } else { verdict.on(MAX.name) }]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let nobody = site.is(eks_workers::KIND) && site.text(&eks_workers::SCALING) == "none";
        let mut edits = Vec::new();
        if nobody {
            edits.push(Edit::Set {
                id: site.id.clone(),
                property: eks_workers::SCALING.name,
                value: "cpu".into(),
            });
        }
        if site.integer(&MIN) >= site.integer(&MAX) {
            // The most a group may have.
            let most = (site.integer(&MIN) * 2).clamp(2, 450);
            if most <= site.integer(&MIN) {
                return None;
            }
            edits.push(Edit::Set { id: site.id.clone(), property: MAX.name, value: most.into() });
        }
        Some(Fix { title: Message::say("Let it follow the load", "Dejar que siga a la carga"), edits })
    }
}

impl Examples for EksNodesScale {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "workers that nothing scales",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"scaling":"none"},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a group of one size",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{"min":2,"max":2},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "workers by processor load",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a managed group with room",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
