//! Somebody can reach the API of a private cluster.

use design::{ConnectionKind, Words};
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct PrivateClusterCanBeEntered;

static ABOUT: About = About {
    id: "private-cluster-can-be-entered",
    title: Words::new("Private clusters can be administered", "Los clústeres privados se pueden administrar"),
    rationale: Words::new(
        "With a private endpoint only, kubectl works from inside the network: without a bastion, a build or a pipeline that gets there nobody can deploy.",
        "Solo con acceso privado, kubectl funciona desde dentro de la red: sin un bastión, un build o un pipeline que llegue, nadie puede desplegar.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-EKS-04"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for PrivateClusterCanBeEntered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.flag(&eks_cluster::PUBLIC_ENDPOINT) {
            return Vec::new();
        }
        let traffic = site.from(ConnectionKind::Traffic).map(|(_, from)| from);
        let enters = traffic.chain(site.from(ConnectionKind::Delivery).map(|(_, from)| from)).next();
        let verdict = match enters {
            Some(from) => Verdict::satisfied(
                Message::say("“{1}” reaches the API of “{0}”.", "«{1}» llega a la API de «{0}».")
                    .with(site.name.clone())
                    .with(from.name.clone()),
            ),
            None => Verdict::violated(
                Message::say(
                    "The API of “{0}” is private, and nothing drawn reaches it.",
                    "La API de «{0}» es privada y nada dibujado llega a ella.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict]
    }
}

impl Examples for PrivateClusterCanBeEntered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "nobody",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bastion",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"bastion-cluster":{"from":"bastion","kind":"traffic","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a public endpoint",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"public_endpoint":true},"parent":"app"}}}"#,
            },
        ]
    }
}
