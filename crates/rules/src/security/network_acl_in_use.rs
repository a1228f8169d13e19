//! Network ACLs stand before a subnet.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, references,
};

pub struct NetworkAclInUse;

static ABOUT: About = About {
    id: "network-acl-in-use",
    title: Words::new("Network ACLs stand before a subnet", "Las ACL de red protegen alguna subred"),
    rationale: Words::new(
        "A list that no subnet is under filters nothing, and whoever reads it believes that it does.",
        "Una lista sin subred no filtra nada, y quien la lee cree que sí.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:VPC-012", "security-hub:EC2.16"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NetworkAclInUse {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw_type(site) != Some("AWS::EC2::NetworkAcl") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let used = references::of_types(site, &["AWS::EC2::SubnetNetworkAclAssociation"])
            .any(|association| references::names(&association, &own));
        vec![Verdict::either(
            !used,
            Message::say("No subnet stands under “{0}”.", "Ninguna subred está bajo «{0}».")
                .with(site.name.clone()),
            Message::say("A subnet stands under “{0}”.", "Una subred está bajo «{0}».")
                .with(site.name.clone()),
        )]
    }
}

impl Examples for NetworkAclInUse {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a list alone",
                design: r#"{"nodes":{"list":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAcl","properties":{"VpcId":{"Ref":"Vpc"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "only entries name it",
                design: r#"{"nodes":{"list":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAcl","properties":{"VpcId":{"Ref":"Vpc"}}}},"web":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":{"Ref":"List"},"RuleNumber":100,"RuleAction":"allow","Protocol":6,"CidrBlock":"10.0.0.0/16","PortRange":{"From":443,"To":443}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a subnet under it",
                design: r#"{"nodes":{"filter":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAcl","properties":{"VpcId":{"Ref":"Vpc"}}}},"filter-app":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SubnetNetworkAclAssociation","properties":{"NetworkAclId":{"Ref":"Filter"},"SubnetId":{"Ref":"AppSubnet1"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no list", design: r#"{}"# },
        ]
    }
}
