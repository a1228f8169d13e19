//! Broken nodes are replaced by themselves.

use design::Words;
use services::kinds::{cfn_resource, eks_node_group};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksNodeRepair;

static BUILT: Built =
    Built { types: &["AWS::EKS::Nodegroup"], path: "NodeRepairConfig.Enabled", holds: |given| given.on() };

static ABOUT: About = About {
    id: "eks-node-repair",
    title: Words::new("Broken nodes are replaced by themselves", "Los nodos averiados se reemplazan solos"),
    rationale: Words::new(
        "A node can run and still be of no use: no memory, no network, a broken graphics card. Automatic repair notices and replaces it before someone is called at night.",
        "Un nodo puede estar encendido y no servir: sin memoria, sin red, con una tarjeta averiada. La reparación automática lo nota y lo reemplaza antes de que alguien deba levantarse de noche.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html",
    scope: Scope::Node,
    kinds: &[eks_node_group::KIND, cfn_resource::KIND],
};

impl Rule for EksNodeRepair {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Broken nodes of “{0}” wait for someone.",
            "Los nodos averiados de «{0}» esperan a alguien.",
        );
        let satisfied = Message::say(
            "Broken nodes of “{0}” are replaced by themselves.",
            "Los nodos averiados de «{0}» se reemplazan solos.",
        );
        if site.is(eks_node_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Replace broken nodes", "Reemplazar los nodos averiados"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksNodeRepair {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every node group of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group that does not say so",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"AmiType":"AL2023_x86_64_STANDARD"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"NodeRepairConfig":{"Enabled":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no node group", design: r#"{}"# },
        ]
    }
}
