//! Instances have one network interface.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct SingleNetworkInterface;

static BUILT: Built = Built {
    types: &["AWS::EC2::Instance"],
    path: "NetworkInterfaces",
    holds: |given| match given {
        Given::Computed => None,
        given if given.items().count() <= 1 => Some(true),
        // A function may leave one out.
        given if given.items().any(|one| one == Given::Computed) => None,
        _ => Some(false),
    },
};

static ABOUT: About = About {
    id: "single-network-interface",
    title: Words::new(
        "Instances have one network interface",
        "Las instancias tienen una sola interfaz de red",
    ),
    rationale: Words::new(
        "A machine with two interfaces is a bridge between subnets that routes and groups do not show.",
        "Una máquina con dos interfaces es un puente entre subredes que rutas y grupos no muestran.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:EC2-019", "security-hub:EC2.17"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for SingleNetworkInterface {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” has several network interfaces.", "«{0}» tiene varias interfaces de red.");
        let satisfied =
            Message::say("“{0}” has one network interface.", "«{0}» tiene una sola interfaz de red.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // A router or firewall says so by passing on packets, and needs several.
        if policies::raw(site, "SourceDestCheck").is_one_of(&["false"]) == Some(true) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SingleNetworkInterface {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance with two",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"NetworkInterfaces":[{"DeviceIndex":"0"},{"DeviceIndex":"1"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a firewall between two networks",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"SourceDestCheck":false,"NetworkInterfaces":[{"DeviceIndex":"0"},{"DeviceIndex":"1"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a second one that depends on a condition",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"NetworkInterfaces":[{"DeviceIndex":"0"},{"Fn::If":["Two",{"DeviceIndex":"1"},{"Ref":"AWS::NoValue"}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
