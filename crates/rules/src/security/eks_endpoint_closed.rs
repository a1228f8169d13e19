//! The Kubernetes API is not open to the whole internet.

use design::Words;
use services::kinds::{cfn_resource, eks_cluster};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct EksEndpointClosed;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "ResourcesVpcConfig",
    holds: |given| match given {
        Given::Computed => None,
        given => match given.at("EndpointPublicAccess").is_one_of(&["false"]) {
            Some(false) => match given.at("PublicAccessCidrs") {
                Given::Computed => None,
                blocks => Some(
                    blocks.items().next().is_some()
                        && !blocks.items().any(|block| match block {
                            Given::Known(block) => block
                                .as_str()
                                .and_then(architecture::Cidr::parse)
                                .is_some_and(network::open_to_internet),
                            _ => false,
                        }),
                ),
            },
            closed => closed,
        },
    },
};

static ABOUT: About = About {
    id: "eks-endpoint-closed",
    title: Words::new(
        "The Kubernetes API is not open to the internet",
        "La API de Kubernetes no está abierta a internet",
    ),
    rationale: Words::new(
        "Whoever finds a hole in the API, or a leaked credential, can use it from anywhere unless addresses are limited.",
        "Quien encuentre una falla en la API, o una credencial filtrada, la usa desde cualquier lugar si no se limitan las direcciones.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:EKS-001",
        "groundplan:EKS-002",
        "cdk-nag:AwsSolutions-EKS1",
        "checkov:CKV_AWS_38",
        "checkov:CKV_AWS_39",
        "guard:EKS_ENDPOINT_NO_PUBLIC_ACCESS",
        "security-hub:EKS.1",
        "trivy:AWS-0040",
        "trivy:AWS-0041",
    ],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksEndpointClosed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "Anyone on the internet may call the API of “{0}”.",
                    "Cualquiera en internet puede llamar a la API de «{0}».",
                ),
                Message::say(
                    "Only stated addresses, or the network, reach the API of “{0}”.",
                    "Solo las direcciones indicadas, o la red, llegan a la API de «{0}».",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let allowed = site.texts(&eks_cluster::PUBLIC_CIDRS);
        let anyone = |text: &&str| architecture::Cidr::parse(text).is_some_and(network::open_to_internet);
        let open =
            site.flag(&eks_cluster::PUBLIC_ENDPOINT) && (allowed.is_empty() || allowed.iter().any(anyone));
        vec![
            Verdict::either(
                open,
                Message::say(
                    "Anyone on the internet may call the API of “{0}”.",
                    "Cualquiera en internet puede llamar a la API de «{0}».",
                )
                .with(site.name.clone()),
                Message::say(
                    "Only stated addresses, or the network, reach the API of “{0}”.",
                    "Solo las direcciones indicadas, o la red, llegan a la API de «{0}».",
                )
                .with(site.name.clone()),
            )
            .on(eks_cluster::PUBLIC_ENDPOINT.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            eks_cluster::PUBLIC_ENDPOINT.name,
            false,
            Message::say("Close the public endpoint", "Cerrar el acceso público"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksEndpointClosed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "public",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"public_endpoint":true},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "all addresses",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"public_endpoint":true,"public_cidrs":["0.0.0.0/0"]},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an office",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"public_endpoint":true,"public_cidrs":["203.0.113.0/24"]},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that does not say so",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"SubnetIds":["subnet-1","subnet-2"]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster open to all",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"EndpointPublicAccess":true,"PublicAccessCidrs":["0.0.0.0/0"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster open to an office",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"PublicAccessCidrs":["203.0.113.0/24"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster that is closed",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"EndpointPublicAccess":false,"EndpointPrivateAccess":true}}}}}}"#,
            },
        ]
    }
}
