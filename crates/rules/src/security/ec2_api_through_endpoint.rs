//! Nodes reach the EC2 API within AWS’s network, or it is decided that they need not.

use design::Words;
use services::{
    Site,
    kinds::{vpc, vpc_endpoint},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, aws_services, machines,
};

pub struct Ec2ApiThroughEndpoint;

/// The name of the API among endpoints.
const EC2: &str = "ec2";

static ABOUT: About = About {
    id: "ec2-api-through-endpoint",
    title: Words::new("Nodes reach the EC2 API privately", "Los nodos llegan a la API de EC2 en privado"),
    rationale: Words::new(
        "Nodes of a cluster call the EC2 API for every address of a pod. Through an endpoint the calls never leave AWS’s network, and go on when the way to the internet fails.",
        "Los nodos de un clúster llaman a la API de EC2 por cada dirección de un pod. Por un endpoint las llamadas no salen de la red de AWS, y siguen aunque falle la salida a internet.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-008", "security-hub:EC2.10"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/interface-vpc-endpoints.html",
    scope: Scope::Vpc,
    kinds: &[vpc::KIND],
};

impl Rule for Ec2ApiThroughEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let calls = |site: &Site<'_>| aws_services::called_by(site).contains(&EC2);
        let Some(caller) = machines::cluster_nodes(site).into_iter().find(calls) else { return Vec::new() };
        let endpoint = vpc_endpoint::within(site)
            .into_iter()
            .any(|one| one.text(&vpc_endpoint::SERVICE).rsplit('.').next() == Some(EC2));
        let message = |en: &'static str, es: &'static str| {
            Message::say(en, es).with(caller.name.clone()).with(site.name.clone())
        };
        vec![match endpoint {
            true => Verdict::satisfied(message(
                "“{0}” reaches the EC2 API through an endpoint of “{1}”.",
                "«{0}» llega a la API de EC2 por un endpoint de «{1}».",
            )),
            false => Verdict::cannot_tell(message(
                "“{0}” calls the EC2 API, and “{1}” has no endpoint for it: must these calls stay in AWS’s network?",
                "«{0}» llama a la API de EC2, y «{1}» no tiene endpoint para ella: ¿deben quedar esas llamadas en la red de AWS?",
            )),
        }]
    }
}

impl Examples for Ec2ApiThroughEndpoint {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "nodes that call it over the internet",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an endpoint",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"ec2":{"kind":"vpc_endpoint","properties":{"service":"ec2"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing calls it",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}
