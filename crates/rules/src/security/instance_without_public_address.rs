//! Machines that nobody calls from the internet have no public address.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, ec2_instance, subnet, users};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct InstanceWithoutPublicAddress;

/// What raw machines say; of others visitors decide too.
static BUILT: Built = Built {
    types: &["AWS::EC2::Instance"],
    path: "NetworkInterfaces",
    holds: |given| match given {
        Given::Computed => None,
        given => policies::all(given.items(), |one| one.at("AssociatePublicIpAddress").off()),
    },
};

static ABOUT: About = About {
    id: "instance-without-public-address",
    title: Words::new(
        "Machines have no public address unless visitors come to them",
        "Las máquinas no tienen dirección pública salvo que lleguen visitantes a ellas",
    ),
    rationale: Words::new(
        "A machine with a public address is one wrong rule away from the whole internet. A load balancer or a session through Systems Manager needs none.",
        "A una máquina con dirección pública la separa de todo internet una sola regla mal puesta. Un balanceador o una sesión de Systems Manager no la necesitan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:EC2-004",
        "checkov:CKV_AWS_88",
        "guard:EC2_INSTANCE_NO_PUBLIC_IP",
        "security-hub:EC2.9",
        "trivy:AWS-0009",
    ],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceWithoutPublicAddress {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return judge_raw(site).into_iter().collect();
        }
        let visited = site.from(ConnectionKind::Traffic).any(|(_, from)| from.is(users::KIND));
        let verdict = match (ec2_instance::public(site), visited) {
            (false, _) => Verdict::satisfied(Message::say(
                "“{0}” has no public address.",
                "«{0}» no tiene dirección pública.",
            )),
            (true, true) => Verdict::satisfied(Message::say(
                "Visitors come to the public address of “{0}”.",
                "A la dirección pública de «{0}» llegan visitantes.",
            )),
            (true, false) => Verdict::violated(Message::say(
                "“{0}” has a public address, and nobody comes to it from the internet.",
                "«{0}» tiene dirección pública, y nadie llega a ella desde internet.",
            )),
        };
        let evidence = verdict.evidence.clone().with(site.name.clone());
        vec![Verdict { evidence, ..verdict }.on(ec2_instance::PUBLIC_ADDRESS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // In a public tier the address is also the way out: there a person must first choose another.
        let private = site.tier().is_some_and(|tier| tier.text(&subnet::ACCESS) != "public");
        let title = Message::say("Give it no public address", "No darle dirección pública");
        (private && site.is(ec2_instance::KIND))
            .then(|| Fix::set(site, ec2_instance::PUBLIC_ADDRESS.name, "never", title))
    }
}

impl Examples for InstanceWithoutPublicAddress {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a bastion in a public tier",
                design: r#"{"nodes":{"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "in a private tier, where it is mended",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{"public_address":"always"},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in a private tier",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "visitors come to it",
                design: r#"{"nodes":{"people":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"people-web":{"from":"people","kind":"traffic","to":"web","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one that asks for it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"NetworkInterfaces":[{"DeviceIndex":"0","AssociatePublicIpAddress":true}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that refuses it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"NetworkInterfaces":[{"DeviceIndex":"0","AssociatePublicIpAddress":false}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw one that leaves it to its subnet",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"ImageId":"ami-1"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}

/// A raw machine is judged where its interfaces say so; otherwise its subnet decides.
fn judge_raw(site: &Case<'_>) -> Option<Verdict> {
    let stated = match policies::raw(site, BUILT.path) {
        Given::Computed => true,
        given => given.items().any(|one| one.at("AssociatePublicIpAddress") != Given::Absent),
    };
    let violated = Message::say("“{0}” asks for a public address.", "«{0}» pide una dirección pública.");
    let satisfied = Message::say("“{0}” asks for no public address.", "«{0}» no pide dirección pública.");
    stated.then(|| BUILT.judge(site, violated, satisfied)).flatten()
}
