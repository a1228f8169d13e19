//! A security group is attached to what stands in its own VPC.

use design::Words;
use services::kinds::security_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupInSameNetwork;

static ABOUT: About = About {
    id: "group-in-same-network",
    title: Words::new(
        "Security groups serve their own network",
        "Los grupos de seguridad sirven a su propia red",
    ),
    rationale: Words::new(
        "AWS refuses a security group on an interface of another VPC: the deployment stops half way.",
        "AWS rechaza un grupo de seguridad en una interfaz de otra VPC: el despliegue se detiene a medias.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-SG-07", "groundplan:SG-013"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    scope: Scope::Vpc,
    kinds: &[security_group::KIND],
};

impl Rule for GroupInSameNetwork {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let own = site.vpc().map(|vpc| vpc.ix);
        let verdict = |member: usize| {
            let member = site.at(member);
            let apart = member.vpc().map(|vpc| vpc.ix) != own;
            Verdict::either(
                apart,
                Message::say(
                    "“{0}” is attached to “{1}”, which stands in another VPC.",
                    "«{0}» está adjunto a «{1}», que está en otra VPC.",
                )
                .with(site.name.clone())
                .with(member.name.clone()),
                Message::say(
                    "“{0}” and “{1}” stand in the same VPC.",
                    "«{0}» y «{1}» están en la misma VPC.",
                )
                .with(site.name.clone())
                .with(member.name.clone()),
            )
        };
        network::members(site.architecture, site.ix).into_iter().map(verdict).collect()
    }
}

impl Examples for GroupInSameNetwork {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another VPC",
                design: r#"{"nodes":{"other":{"kind":"vpc","properties":{"cidr":"10.1.0.0/16"}},"other-app":{"kind":"subnet","properties":{},"parent":"other"},"api":{"kind":"ec2_instance","properties":{},"parent":"other-app"},"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[]}}},"connections":{"sg-api":{"from":"security-group","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the same VPC",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[]}}},"connections":{"sg-api":{"from":"security-group","kind":"attached","to":"api","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "attached to nothing",
                design: r#"{"nodes":{"security-group":{"kind":"security_group","parent":"vpc","properties":{"ingress":[]}}}}"#,
            },
        ]
    }
}
