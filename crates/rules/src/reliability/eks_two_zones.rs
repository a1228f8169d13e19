//! The control plane has subnets in two zones.

use design::Words;
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, eks_cluster, subnet},
};
use text::Message;

use crate::{
    About, Built, Case, Edit, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct EksTwoZones;

static BUILT: Built = Built {
    types: &["AWS::EKS::Cluster"],
    path: "ResourcesVpcConfig.SubnetIds",
    holds: |given| match given {
        Given::Computed => None,
        given => match (given.items().count(), given.items().next()) {
            // It may stand for several.
            (1, Some(Given::Computed)) => None,
            (count, _) => Some(count >= 2),
        },
    },
};

static ABOUT: About = About {
    id: "eks-two-zones",
    title: Words::new(
        "Control planes have subnets in two zones",
        "Los planos de control tienen subredes en dos zonas",
    ),
    rationale: Words::new(
        "AWS places the control plane’s interfaces in the given subnets, and refuses a cluster whose subnets lie in one zone.",
        "AWS pone las interfaces del plano de control en las subredes dadas, y rechaza un clúster cuyas subredes estén en una sola zona.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:EKS-006"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html",
    scope: Scope::Neighbours,
    kinds: &[eks_cluster::KIND, cfn_resource::KIND],
};

impl Rule for EksTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The control plane of “{0}” has subnets in one zone only.",
            "El plano de control de «{0}» tiene subredes en una sola zona.",
        );
        let satisfied = Message::say(
            "The control plane of “{0}” has subnets in several zones.",
            "El plano de control de «{0}» tiene subredes en varias zonas.",
        );
        if site.is(eks_cluster::KIND) {
            let name = site.name.clone();
            let verdict =
                Verdict::either(site.zones.len() < 2, violated.with(name.clone()), satisfied.with(name));
            return vec![verdict.on(eks_cluster::CONTROL_PLANE_ZONES.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if !site.is(eks_cluster::KIND) {
            return None;
        }
        let title = Message::say("Use the zones of its network", "Usar las zonas de su red");
        // Without zones of its own it has the first two of its tier, and that all of its network.
        let all =
            |place: &Site<'_>, property| Edit::Set { id: place.id.clone(), property, value: Value::Null };
        let mut edits = vec![all(site, eks_cluster::CONTROL_PLANE_ZONES.name)];
        let tier = site.tier()?;
        if tier.zones.len() < 2 {
            edits.push(all(&tier, subnet::ZONES.name));
        }
        (site.vpc()?.zones.len() >= 2).then_some(Fix { title, edits })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "the first two zones of its tier",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a cluster made in one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{"control_plane_zones":[1]},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw cluster of one subnet",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"SubnetIds":["subnet-1"]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a tier of one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"app":{"properties":{"access":"private","slot":1,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw cluster whose subnets are a parameter",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"SubnetIds":[{"Ref":"Subnets"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw cluster of two",
                design: r#"{"nodes":{"cluster":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Cluster","properties":{"ResourcesVpcConfig":{"SubnetIds":[{"Ref":"A"},{"Ref":"B"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no cluster", design: r#"{}"# },
        ]
    }
}
