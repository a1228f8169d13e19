//! Someone sees what happens inside the cluster.

use design::Words;
use services::kinds::eks_cluster;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksObserved;

static ABOUT: About = About {
    id: "eks-observed",
    title: Words::new("Containers of a cluster are observed", "Los contenedores de un clúster se observan"),
    rationale: Words::new(
        "AWS shows nodes, not containers. Without an agent inside, restarts, full memory and slow services stay invisible.",
        "AWS muestra los nodos, no los contenedores. Sin un agente adentro, los reinicios, la memoria llena y los servicios lentos quedan invisibles.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html",
    scope: Scope::Node,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksObserved {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let agent = site.texts(&eks_cluster::ADDON_NAMES).contains(&"amazon-cloudwatch-observability");
        let verdict = if agent {
            Verdict::satisfied(
                Message::say(
                    "CloudWatch observes the containers of “{0}”.",
                    "CloudWatch observa los contenedores de «{0}».",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "No add-on observes the containers of “{0}”. What does?",
                    "Ningún complemento observa los contenedores de «{0}». ¿Qué los observa?",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(eks_cluster::ADDON_NAMES.name)]
    }
}

impl Examples for EksObserved {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "default",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "with the agent of CloudWatch",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"addons":["vpc-cni","coredns","kube-proxy","eks-pod-identity-agent","amazon-cloudwatch-observability"]},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
