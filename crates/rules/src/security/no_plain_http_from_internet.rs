//! Only load balancers hear plain HTTP from the internet.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource, ec2_instance, eks_node_group, eks_workers};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, open_ports};

pub struct NoPlainHttpFromInternet;

const HTTP: u16 = 80;

static ABOUT: About = About {
    id: "no-plain-http-from-internet",
    title: Words::new(
        "Machines hear no plain HTTP from the internet",
        "Las máquinas no oyen HTTP sin cifrar desde internet",
    ),
    rationale: Words::new(
        "Plain HTTP can be read and changed on its way. A load balancer may hear it to send visitors on to HTTPS; a machine has no reason to.",
        "HTTP sin cifrar se puede leer y alterar en el camino. Un balanceador puede oírlo para enviar a HTTPS; una máquina no tiene razón.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:SG-003",
        "groundplan:SG-014",
        "cdk-nag:AwsSolutions-EC23",
        "checkov:CKV_AWS_260",
        "security-hub:EC2.18",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    scope: Scope::Neighbours,
    kinds: &[
        auto_scaling_group::KIND,
        cfn_resource::KIND,
        ec2_instance::KIND,
        eks_node_group::KIND,
        eks_workers::KIND,
    ],
};

impl Rule for NoPlainHttpFromInternet {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let raw = site.is(cfn_resource::KIND);
        let violated = match raw {
            // Who stands behind a raw group is not said in it.
            true => Message::say(
                "Port {1} of “{0}” is open to the internet, by rules of “{2}”: does it guard a load balancer that sends visitors on to HTTPS?",
                "El puerto {1} de «{0}» está abierto a internet, por reglas de «{2}»: ¿protege a un balanceador que envía a HTTPS?",
            ),
            false => open_ports::open(),
        };
        let satisfied = Message::say(
            "No rule opens plain HTTP of “{0}” to the internet.",
            "Ninguna regla abre a internet el HTTP sin cifrar de «{0}».",
        );
        let verdict = open_ports::judge(site, &[HTTP], violated, satisfied);
        verdict.map(|verdict| if raw { verdict.asked() } else { verdict }).into_iter().collect()
    }
}

impl Examples for NoPlainHttpFromInternet {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a machine on port 80",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"web":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-web":{"from":"users","kind":"traffic","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group, whoever it is for",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"0.0.0.0/0"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a machine on port 443",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"front":{"kind":"ec2_instance","properties":{},"parent":"public"}},"connections":{"users-front":{"from":"users","kind":"traffic","to":"front","properties":{"port":443}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group for the network alone",
                design: r#"{"nodes":{"inner":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"doors","VpcId":{"Ref":"Vpc"},"SecurityGroupIngress":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIp":"10.0.0.0/16"}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a load balancer",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"}},"connections":{"users-alb":{"from":"users","kind":"traffic","to":"alb","properties":{}}}}"#,
            },
        ]
    }
}
