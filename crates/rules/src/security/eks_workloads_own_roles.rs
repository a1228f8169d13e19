//! Applications do not borrow the rights of their node.

use design::{ConnectionKind, Words};
use services::kinds::{ecr_repository, eks_cluster, eks_node_group, eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksWorkloadsOwnRoles;

static ABOUT: About = About {
    id: "eks-workloads-own-roles",
    title: Words::new(
        "Applications in a cluster have roles of their own",
        "Las aplicaciones de un clúster tienen roles propios",
    ),
    rationale: Words::new(
        "What a node may do, every pod on it may do: also the one that was broken into. A role for each service account keeps them apart.",
        "Lo que puede hacer un nodo lo puede hacer cada pod en él: también el que fue vulnerado. Un rol por cuenta de servicio los separa.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:EKS-011"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html",
    scope: Scope::Neighbours,
    kinds: &[eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for EksWorkloadsOwnRoles {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        // Images are pulled by the node, not by its pods.
        let used: Vec<String> = site
            .to(ConnectionKind::Uses)
            .filter(|(_, target)| !target.is(ecr_repository::KIND))
            .map(|(_, target)| target.name.to_string())
            .collect();
        let agent = site.parent().is_some_and(|cluster| {
            cluster.texts(&eks_cluster::ADDON_NAMES).contains(&"eks-pod-identity-agent")
        });
        let verdict = match (used.is_empty(), agent) {
            (true, true) => Verdict::satisfied(
                Message::say(
                    "“{0}” has no rights on data, and its pods can have roles of their own.",
                    "«{0}» no tiene permisos sobre datos, y sus pods pueden tener roles propios.",
                )
                .with(site.name.clone()),
            ),
            (true, false) => return Vec::new(),
            (false, true) => Verdict::cannot_tell(
                Message::say(
                    "The role of “{0}” may use {1}, and so may each of its pods. Which of them need it?",
                    "El rol de «{0}» puede usar {1}, y por eso también cada uno de sus pods. ¿Cuáles lo necesitan?",
                )
                .with(site.name.clone())
                .with(used.join(", ")),
            ),
            (false, false) => Verdict::violated(
                Message::say(
                    "The role of “{0}” may use {1}, and so may each of its pods: no eks-pod-identity-agent gives them roles of their own.",
                    "El rol de «{0}» puede usar {1}, y también cada uno de sus pods: ningún eks-pod-identity-agent les da roles propios.",
                )
                .with(site.name.clone())
                .with(used.join(", ")),
            ),
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let cluster = site.parent()?;
        let mut names = cluster.texts(&eks_cluster::ADDON_NAMES);
        names.push("eks-pod-identity-agent");
        let title = Message::say("Add eks-pod-identity-agent", "Agregar eks-pod-identity-agent");
        Some(Fix::set(&cluster, eks_cluster::ADDON_NAMES.name, names, title))
    }
}

impl Examples for EksWorkloadsOwnRoles {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "rights on a queue and no agent",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"addons":["vpc-cni","coredns","kube-proxy"]},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"u":{"from":"nodes","kind":"uses","to":"jobs","properties":{"access":"read"}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "rights on a queue",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{},"parent":"cluster"},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"u":{"from":"nodes","kind":"uses","to":"jobs","properties":{"access":"read"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "no rights",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "nodes pull images",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"images":{"kind":"ecr_repository","properties":{}}},"connections":{"u":{"from":"nodes","kind":"uses","to":"images","properties":{"access":"read"}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no nodes",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
