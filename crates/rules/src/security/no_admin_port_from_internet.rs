//! No rule opens SSH or RDP to the internet.

use design::Words;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, open_ports};

pub struct NoAdminPortFromInternet;

static ABOUT: About = About {
    id: "no-admin-port-from-internet",
    title: Words::new(
        "Administration ports are closed to the internet",
        "Los puertos de administración están cerrados a internet",
    ),
    rationale: Words::new(
        "SSH and RDP open to all are guessed at day and night. Session Manager gives a shell without an open port.",
        "SSH y RDP abiertos a todos reciben intentos día y noche. Session Manager da una consola sin puertos abiertos.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "checkov:CKV_AWS_24",
        "checkov:CKV_AWS_25",
        "cdk-nag:AwsSolutions-EC23",
        "guard:INCOMING_SSH_DISABLED",
        "security-hub:EC2.13",
        "security-hub:EC2.14",
        "trivy:AWS-0107",
        "groundplan:SG-001",
        "groundplan:SG-002",
        "groundplan:SG-004",
        "groundplan:SG-014",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Neighbours,
    kinds: open_ports::KINDS,
};

impl Rule for NoAdminPortFromInternet {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        open_ports::judge(
            site,
            &ADMINISTRATION,
            open_ports::open(),
            Message::say(
                "No rule opens an administration port of “{0}” to the internet.",
                "Ninguna regla abre a internet un puerto de administración de «{0}».",
            ),
        )
        .into_iter()
        .collect()
    }
}

impl Examples for NoAdminPortFromInternet {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "SSH from anywhere",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-bastion":{"from":"users","kind":"traffic","to":"bastion","properties":{"port":22}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "RDP within a range",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-bastion":{"from":"users","kind":"traffic","to":"bastion","properties":{"port":3000,"to_port":4000}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "SSH from the office",
                design: r#"{"nodes":{"office":{"kind":"on_premises","properties":{"cidrs":["203.0.113.0/24"]}},"bastion":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"office-bastion":{"from":"office","kind":"traffic","to":"bastion","properties":{"port":22}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group, by IPv6",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIpv6":"::/0"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw rule, from the office",
                design: r#"{"nodes":{"desk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroupIngress","properties":{"GroupId":"sg-0123456789abcdef0","IpProtocol":"tcp","FromPort":22,"ToPort":22,"CidrIp":"203.0.113.0/24"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group, on a port that a parameter says",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":{"Ref":"Port"},"ToPort":{"Ref":"Port"},"CidrIp":"0.0.0.0/0"}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}

/// SSH and Remote Desktop.
const ADMINISTRATION: [u16; 2] = [22, 3389];
