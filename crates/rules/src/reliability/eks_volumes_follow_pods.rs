//! A pod with a volume finds a node in the zone of its volume.

use design::Words;
use services::{
    Site,
    kinds::{eks_cluster, eks_node_group, eks_workers},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksVolumesFollowPods;

static ABOUT: About = About {
    id: "eks-volumes-follow-pods",
    title: Words::new(
        "Every zone with volumes has nodes of its own",
        "Cada zona con volúmenes tiene nodos propios",
    ),
    rationale: Words::new(
        "A volume stays in its zone. If the autoscaler adds a node in another, the pod that needs the volume waits forever.",
        "Un volumen queda en su zona. Si el autoscaler agrega un nodo en otra, el pod que necesita el volumen espera para siempre.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-EKS-03"],
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/cas.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksVolumesFollowPods {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.texts(&eks_cluster::ADDON_NAMES).contains(&"aws-ebs-csi-driver") {
            return Vec::new();
        }
        let groups: Vec<Site<'_>> =
            site.children(eks_node_group::KIND).chain(site.children(eks_workers::KIND)).collect();
        if groups.is_empty() {
            return Vec::new();
        }
        // The zone of a node added to a group over several zones is left to EC2.
        let mixed: Vec<&str> = groups
            .iter()
            .filter(|group| group.zones.len() > 1)
            .map(|group| group.element().name.as_str())
            .collect();
        let verdict = if mixed.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "Each group of nodes in “{0}” stands in one zone.",
                    "Cada grupo de nodos de «{0}» está en una zona.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "Pods of “{0}” may have volumes, and these groups span zones: {1}. Do applications with volumes run there?",
                    "Los pods de «{0}» pueden tener volúmenes, y estos grupos abarcan varias zonas: {1}. ¿Corren ahí aplicaciones con volúmenes?",
                )
                .with(site.name.clone())
                .with(mixed.join(", ")),
            )
        };
        vec![verdict]
    }
}

impl Examples for EksVolumesFollowPods {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a group over zones",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "groups of one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"app":{"properties":{"access":"private","slot":1,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no driver for volumes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"addons":["vpc-cni","coredns","kube-proxy"]},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
