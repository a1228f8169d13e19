//! Network ACLs name the ports they admit.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, network_acl,
    network_acl::{Entry, both},
};

pub struct NetworkAclNamesPorts;

static ABOUT: About = About {
    id: "network-acl-names-ports",
    title: Words::new(
        "Network ACLs name the ports they admit",
        "Las ACL de red indican los puertos que admiten",
    ),
    rationale: Words::new(
        "An entry for all ports from everywhere passes whatever no entry before it denies: the list catches nothing that a security group lets through by mistake.",
        "Una entrada para todos los puertos desde cualquier parte deja pasar lo que ninguna anterior niegue: la lista no detiene nada que un grupo de seguridad admita por error.",
    ),
    // Blocking a few and admitting the rest is a way to use the list, and AWS’s own list admits everything.
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:VPC-011",
        "checkov:CKV_AWS_352",
        "guard:EC2_NETWORK_ACL_PORT_RANGE_RULE",
        "trivy:AWS-0102",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NetworkAclNamesPorts {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(entry) = Entry::of(&site.site) else { return Vec::new() };
        let inward = entry.inward("allow");
        if inward == Some(false) {
            return Vec::new();
        }
        vec![network_acl::judge(
            site,
            both(inward, both(entry.anywhere(), entry.every_port())),
            Message::say(
                "“{0}” admits every port from anywhere.",
                "«{0}» admite todo puerto desde cualquier parte.",
            ),
            Message::say(
                "“{0}” names the ports it admits, or from where.",
                "«{0}» indica los puertos que admite, o desde dónde.",
            ),
        )]
    }
}

impl Examples for NetworkAclNamesPorts {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"allow","Protocol":-1,"CidrBlock":"0.0.0.0/0"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "from the network",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"allow","Protocol":-1,"CidrBlock":"10.0.0.0/16"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a denying entry",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"deny","Protocol":-1,"CidrBlock":"0.0.0.0/0"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no entry", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "every port of TCP",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":1,"To":65535}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "answers, which come back to high ports",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":1024,"To":65535}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "ports that parameters name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":{"Ref":"From"},"To":{"Ref":"To"}}}}}}}"#,
            },
        ]
    }
}
