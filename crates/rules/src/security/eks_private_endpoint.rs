//! Nodes reach the Kubernetes API inside the network.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksPrivateEndpoint;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "ResourcesVpcConfig.EndpointPrivateAccess",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "eks-private-endpoint",
    title: Words::new(
        "Nodes reach the Kubernetes API inside the network",
        "Los nodos llegan a la API de Kubernetes dentro de la red",
    ),
    rationale: Words::new(
        "Without the private endpoint, nodes leave the VPC to talk to their own control plane, and the public endpoint cannot be closed.",
        "Sin el acceso privado, los nodos salen de la VPC para hablar con su propio plano de control, y el acceso público no se puede cerrar.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:EKS-001"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksPrivateEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The nodes of “{0}” reach its API over the internet.",
            "Los nodos de «{0}» llegan a su API por internet.",
        );
        let satisfied = Message::say(
            "The nodes of “{0}” reach its API inside the network.",
            "Los nodos de «{0}» llegan a su API dentro de la red.",
        );
        if site.is(eks_cluster::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Turn on the private endpoint", "Activar el acceso privado"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksPrivateEndpoint {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every cluster of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"SubnetIds":["subnet-1","subnet-2"]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw cluster that leaves it to a condition",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"EndpointPrivateAccess":{"Fn::If":["Prod",true,false]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"EndpointPrivateAccess":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
