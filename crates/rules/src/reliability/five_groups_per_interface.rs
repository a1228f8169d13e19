//! Interfaces carry at most five security groups.

use design::{ConnectionKind, Words};
use services::kinds::{alb, auto_scaling_group, ec2_instance, rds_instance, security_group, vpc_endpoint};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct FiveGroupsPerInterface;

static ABOUT: About = About {
    id: "five-groups-per-interface",
    title: Words::new(
        "Interfaces carry at most five security groups",
        "Las interfaces llevan a lo más cinco grupos de seguridad",
    ),
    rationale: Words::new(
        "AWS refuses a sixth group on a network interface unless the quota was raised: the deployment stops half way.",
        "AWS rechaza un sexto grupo en una interfaz si no se amplió la cuota: el despliegue se detiene a medias.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:G-SG-06"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, auto_scaling_group::KIND, ec2_instance::KIND, rds_instance::KIND, vpc_endpoint::KIND],
};

impl Rule for FiveGroupsPerInterface {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let attached =
            site.from(ConnectionKind::Attached).filter(|(_, from)| from.is(security_group::KIND)).count();
        if attached == 0 {
            return Vec::new();
        }
        // Its own group counts too.
        vec![Verdict::either(
            attached + 1 > MOST,
            Message::say(
                "“{0}” carries {1} security groups, and AWS takes five.",
                "«{0}» lleva {1} grupos de seguridad, y AWS admite cinco.",
            )
            .with(site.name.clone())
            .with((attached + 1).to_string()),
            Message::say(
                "“{0}” carries no more security groups than AWS takes.",
                "«{0}» no lleva más grupos de seguridad de los que AWS admite.",
            )
            .with(site.name.clone()),
        )]
    }
}

impl Examples for FiveGroupsPerInterface {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "five attached and its own",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"g1":{"kind":"security_group","parent":"vpc","properties":{}},"g2":{"kind":"security_group","parent":"vpc","properties":{}},"g3":{"kind":"security_group","parent":"vpc","properties":{}},"g4":{"kind":"security_group","parent":"vpc","properties":{}},"g5":{"kind":"security_group","parent":"vpc","properties":{}}},"connections":{"g1-api":{"from":"g1","kind":"attached","to":"api","properties":{}},"g2-api":{"from":"g2","kind":"attached","to":"api","properties":{}},"g3-api":{"from":"g3","kind":"attached","to":"api","properties":{}},"g4-api":{"from":"g4","kind":"attached","to":"api","properties":{}},"g5-api":{"from":"g5","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "on a load balancer",
                design: r#"{"nodes":{"web":{"kind":"alb","properties":{},"parent":"public"},"g1":{"kind":"security_group","parent":"vpc","properties":{}},"g2":{"kind":"security_group","parent":"vpc","properties":{}},"g3":{"kind":"security_group","parent":"vpc","properties":{}},"g4":{"kind":"security_group","parent":"vpc","properties":{}},"g5":{"kind":"security_group","parent":"vpc","properties":{}}},"connections":{"g1-web":{"from":"g1","kind":"attached","to":"web","properties":{}},"g2-web":{"from":"g2","kind":"attached","to":"web","properties":{}},"g3-web":{"from":"g3","kind":"attached","to":"web","properties":{}},"g4-web":{"from":"g4","kind":"attached","to":"web","properties":{}},"g5-web":{"from":"g5","kind":"attached","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one attached",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"g1":{"kind":"security_group","parent":"vpc","properties":{}}},"connections":{"g1-api":{"from":"g1","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "four attached and its own",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"g1":{"kind":"security_group","parent":"vpc","properties":{}},"g2":{"kind":"security_group","parent":"vpc","properties":{}},"g3":{"kind":"security_group","parent":"vpc","properties":{}},"g4":{"kind":"security_group","parent":"vpc","properties":{}}},"connections":{"g1-api":{"from":"g1","kind":"attached","to":"api","properties":{}},"g2-api":{"from":"g2","kind":"attached","to":"api","properties":{}},"g3-api":{"from":"g3","kind":"attached","to":"api","properties":{}},"g4-api":{"from":"g4","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only its own",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// Groups of a network interface. Source: Amazon VPC quotas.
const MOST: usize = 5;
