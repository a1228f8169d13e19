//! Kubernetes finds the subnets for its load balancers.

use std::collections::BTreeSet;

use design::Words;
use services::kinds::{eks_cluster, internet_gateway, subnet};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct EksSubnetsFound;

static ABOUT: About = About {
    id: "eks-subnets-found",
    title: Words::new(
        "Kubernetes finds subnets for its load balancers",
        "Kubernetes encuentra subredes para sus balanceadores",
    ),
    rationale: Words::new(
        "The load balancer controller looks for subnets by their tags. Without them a service that asks for a load balancer waits forever.",
        "El controlador de balanceadores busca subredes por sus etiquetas. Sin ellas, un servicio que pide un balanceador espera para siempre.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:EKS-014", "groundplan:G-EKS-01"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html",
    scope: Scope::Vpc,
    kinds: &[eks_cluster::KIND],
};

impl Rule for EksSubnetsFound {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(vpc) = site.vpc() else { return Vec::new() };
        let zones = |public: bool| -> BTreeSet<u8> {
            vpc.children(subnet::KIND)
                .filter(|tier| (tier.text(&subnet::ACCESS) == "public") == public)
                .flat_map(|tier| tier.zones.to_vec())
                .collect()
        };
        // Every subnet is tagged by its access: elb where it is public, internal-elb where it is not.
        let (public, internal) = (zones(true).len(), zones(false).len());
        let wants_public = vpc.children(internet_gateway::KIND).next().is_some();
        let verdict = if internal < 2 && public < 2 {
            Verdict::violated(
                Message::say(
                    "No load balancer of “{0}” finds subnets in two zones, as it needs.",
                    "Ningún balanceador de «{0}» encuentra subredes en dos zonas, como necesita.",
                )
                .with(site.name.clone()),
            )
        } else if internal < 2 {
            Verdict::cannot_tell(
                Message::say(
                    "Load balancers of “{0}” inside the network find subnets in {1} of the two zones they need; will there be any?",
                    "Los balanceadores de «{0}» dentro de la red encuentran subredes en {1} de las dos zonas que necesitan; ¿habrá alguno?",
                )
                .with(site.name.clone())
                .with(internal.to_string()),
            )
        } else if wants_public && public < 2 {
            Verdict::cannot_tell(
                Message::say(
                    "Load balancers of “{0}” that face the internet find public subnets in {1} of the two zones they need; will there be any?",
                    "Los balanceadores de «{0}» hacia internet encuentran subredes públicas en {1} de las dos zonas que necesitan; ¿habrá alguno?",
                )
                .with(site.name.clone())
                .with(public.to_string()),
            )
        } else {
            Verdict::satisfied(
                Message::say(
                    "Load balancers of “{0}” find tagged subnets in two zones.",
                    "Los balanceadores de «{0}» encuentran subredes etiquetadas en dos zonas.",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let vpc = site.vpc().filter(|vpc| vpc.zones.len() >= 2)?;
        // Without zones of its own a tier has all of its network.
        let narrow = vpc.children(subnet::KIND).filter(|tier| tier.zones.len() < 2);
        let edits = narrow.map(|tier| Edit::Set {
            id: tier.id.clone(),
            property: subnet::ZONES.name,
            value: serde_json::Value::Null,
        });
        let title = Message::say("Let the tiers span the zones", "Extender las capas a las zonas");
        Some(Fix { title, edits: edits.collect() })
    }
}

impl Examples for EksSubnetsFound {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "tiers in two zones",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every tier in one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"public":{"properties":{"access":"public","slot":0,"zones":[1]}},"app":{"properties":{"access":"private","slot":1,"zones":[1]}},"data":{"properties":{"access":"isolated","slot":2,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "private tiers in one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"app":{"properties":{"access":"private","slot":1,"zones":[1]}},"data":{"properties":{"access":"isolated","slot":2,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a public tier in one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"public":{"properties":{"access":"public","slot":0,"zones":[1]}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
