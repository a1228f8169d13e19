//! No rule opens a port of databases, consoles or old protocols to the internet.

use design::Words;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, open_ports};

pub struct RiskyPortsClosed;

/// Source: Security Hub, EC2.19, but for SSH and RDP, which have a rule of their own.
const RISKY: [u16; 22] = [
    20, 21, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 4333, 5000, 5432, 5500, 5601, 8080, 8088,
    8888, 9200, 9300,
];

static ABOUT: About = About {
    id: "risky-ports-closed",
    title: Words::new(
        "Risky ports are closed to the internet",
        "Los puertos riesgosos están cerrados a internet",
    ),
    rationale: Words::new(
        "Databases, search engines, file shares and development servers are scanned for all day; open to all, one weak password or known flaw is enough.",
        "Bases de datos, buscadores, carpetas compartidas y servidores de desarrollo se rastrean todo el día; abiertos a todos, basta una clave débil o una falla conocida.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:SG-004",
        "groundplan:SG-014",
        "guard:RESTRICTED_INCOMING_TRAFFIC",
        "security-hub:EC2.19",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Neighbours,
    kinds: open_ports::KINDS,
};

impl Rule for RiskyPortsClosed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        open_ports::judge(
            site,
            &RISKY,
            open_ports::open(),
            Message::say(
                "No rule opens a risky port of “{0}” to the internet.",
                "Ninguna regla abre a internet un puerto riesgoso de «{0}».",
            ),
        )
        .into_iter()
        .collect()
    }
}

impl Examples for RiskyPortsClosed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a database",
                design: r#"{"nodes":{"world":{"kind":"on_premises","properties":{"cidrs":["0.0.0.0/0"]}},"db":{"kind":"rds_instance","properties":{},"parent":"public"}},"connections":{"world-db":{"from":"world","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a range of ports with one of them",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":8000,"to_port":8100}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group, by IPv6",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":9200,"ToPort":9200,"CidrIpv6":"::/0"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw rule of all protocols",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroupIngress","properties":{"GroupId":"sg-0123456789abcdef0","IpProtocol":"-1","CidrIp":"0.0.0.0/0"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "HTTPS",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"front":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-front":{"from":"users","kind":"traffic","to":"front","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group, from the office",
                design: r#"{"nodes":{"desk":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"CidrIp":"203.0.113.0/24"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group, from where a parameter says",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"CidrIp":{"Ref":"Office"}}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machine", design: r#"{}"# },
        ]
    }
}
