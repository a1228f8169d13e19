//! Machines of a group have no public addresses.

use design::Words;
use serde_json::Value;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct GroupWithoutPublicAddresses;

/// What a launch template says; a group's own says it for its tier.
static BUILT: Built = Built {
    types: &["AWS::EC2::LaunchTemplate"],
    path: "LaunchTemplateData.NetworkInterfaces",
    holds: |given| match given {
        Given::Computed => None,
        given => policies::all(given.items(), |one| one.at("AssociatePublicIpAddress").off()),
    },
};

static CONFIGURATION: Built = Built {
    types: &["AWS::AutoScaling::LaunchConfiguration"],
    path: "AssociatePublicIpAddress",
    holds: |given| given.off(),
};

static ABOUT: About = About {
    id: "group-without-public-addresses",
    title: Words::new(
        "Machines of a group have no public addresses",
        "Las máquinas de un grupo no tienen direcciones públicas",
    ),
    rationale: Words::new(
        "A load balancer takes requests from the internet; machines with addresses of their own can be reached past it.",
        "Un balanceador recibe las peticiones de internet; a máquinas con dirección propia se llega sin pasar por él.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:ASG-004",
        "checkov:CKV_AWS_88",
        "guard:AUTOSCALING_LAUNCH_CONFIG_PUBLIC_IP_DISABLED",
        "security-hub:AutoScaling.5",
        "security-hub:EC2.25",
        "trivy:AWS-0009",
    ],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupWithoutPublicAddresses {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return judge_raw(site).into_iter().collect();
        }
        vec![Verdict::either(
            network::public_address(site),
            Message::say(
                "Machines of “{0}” get public addresses: its tier is public.",
                "Las máquinas de «{0}» reciben direcciones públicas: su capa es pública.",
            )
            .with(site.name.clone()),
            Message::say(
                "Machines of “{0}” have private addresses only.",
                "Las máquinas de «{0}» solo tienen direcciones privadas.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Give no public addresses", "No dar direcciones públicas");
        if CONFIGURATION.concerns(site) {
            return CONFIGURATION.fix(site, false, title);
        }
        let mut interfaces = policies::raw(site, BUILT.path).known()?.clone();
        for interface in interfaces.as_array_mut()?.iter_mut().filter_map(Value::as_object_mut) {
            interface.insert("AssociatePublicIpAddress".to_owned(), false.into());
        }
        BUILT.fix(site, interfaces, title)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupWithoutPublicAddresses {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in a public tier",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a private tier",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw launch template that asks for one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"NetworkInterfaces":[{"DeviceIndex":0,"AssociatePublicIpAddress":true}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw launch template that refuses one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"NetworkInterfaces":[{"DeviceIndex":0,"AssociatePublicIpAddress":"false"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw launch configuration that asks for one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::LaunchConfiguration","properties":{"AssociatePublicIpAddress":true}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw launch template that leaves it to a function",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"NetworkInterfaces":[{"AssociatePublicIpAddress":{"Ref":"Public"}}]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw launch template that leaves it to the subnet",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"InstanceType":"m7g.large"}}}}}}"#,
            },
        ]
    }
}

/// What a raw launch template or configuration states; silence leaves it to the subnet.
fn judge_raw(site: &Case<'_>) -> Option<Verdict> {
    let stated = match policies::raw(site, BUILT.path) {
        Given::Computed => true,
        given => given.items().any(|one| one.at("AssociatePublicIpAddress") != Given::Absent),
    };
    let built = if CONFIGURATION.concerns(site) { &CONFIGURATION } else { &BUILT };
    if !stated && policies::raw(site, CONFIGURATION.path) == Given::Absent {
        return None;
    }
    let violated = Message::say("“{0}” asks for public addresses.", "«{0}» pide direcciones públicas.");
    let satisfied =
        Message::say("“{0}” asks for no public addresses.", "«{0}» no pide direcciones públicas.");
    built.judge(site, violated, satisfied)
}
