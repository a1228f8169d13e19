//! Subnets hand out no public addresses by themselves.

use design::Words;
use services::kinds::{cfn_resource, subnet};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct SubnetNoAutomaticAddress;

static BUILT: Built =
    Built { types: &["AWS::EC2::Subnet"], path: "MapPublicIpOnLaunch", holds: |given| given.off() };

static ABOUT: About = About {
    id: "subnet-no-automatic-address",
    title: Words::new(
        "Subnets hand out no public addresses by themselves",
        "Las subredes no dan direcciones públicas por sí solas",
    ),
    rationale: Words::new(
        "Whatever starts in such a subnet is on the internet before anyone decides it.",
        "Lo que inicia en esa subred queda en internet antes de que alguien lo decida.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:VPC-004",
        "checkov:CKV_AWS_130",
        "guard:SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED",
        "security-hub:EC2.15",
        "trivy:AWS-0164",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, subnet::KIND],
};

impl Rule for SubnetNoAutomaticAddress {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” gives a public address to all that starts in it.",
            "«{0}» da una dirección pública a todo lo que inicia en ella.",
        );
        let satisfied = Message::say(
            "“{0}” gives public addresses only where asked.",
            "«{0}» da direcciones públicas solo donde se piden.",
        );
        if site.is(subnet::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(
            site,
            false,
            Message::say("Give no address automatically", "No dar direcciones automáticamente"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SubnetNoAutomaticAddress {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw subnet that does",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"MapPublicIpOnLaunch":true}}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "every tier", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Subnet","properties":{"MapPublicIpOnLaunch":{"Ref":"Public"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no subnet",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
