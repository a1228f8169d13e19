//! Network ACLs keep administration ports closed.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, network_acl,
    network_acl::{Entry, both, either},
    references,
};

pub struct NetworkAclClosesAdminPorts;

/// SSH and RDP.
const PORTS: [(&[&str], u64); 2] = [(&["6"], 22), (&["6", "17"], 3389)];

static ABOUT: About = About {
    id: "network-acl-closes-admin-ports",
    title: Words::new(
        "Network ACLs keep administration ports closed",
        "Las ACL de red mantienen cerrados los puertos de administración",
    ),
    rationale: Words::new(
        "SSH and RDP open to all are guessed at day and night; the network ACL is the second door behind the security group.",
        "SSH y RDP abiertos a todos reciben intentos día y noche; la ACL de red es la segunda puerta tras el grupo de seguridad.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:VPC-010",
        "cdk-nag:AwsSolutions-VPC3",
        "checkov:CKV_AWS_229",
        "security-hub:EC2.21",
        "trivy:AWS-0105",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for NetworkAclClosesAdminPorts {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(entry) = Entry::of(&site.site) else { return Vec::new() };
        let inward = entry.inward("allow");
        if inward == Some(false) {
            return Vec::new();
        }
        let from_everywhere = both(inward, entry.anywhere());
        // Entries with a lower number that deny come first.
        let denied = |protocols: &[&str], port| {
            references::raw(site)
                .iter()
                .filter_map(|(other, ..)| Entry::of(other))
                .any(|other| other.inward("deny") == Some(true) && entry.comes_after(other, protocols, port))
        };
        let open = |(protocols, port): (&[&str], u64)| {
            let this = both(from_everywhere, entry.covers(protocols, port));
            if this == Some(true) && denied(protocols, port) { Some(false) } else { this }
        };
        let [ssh, rdp] = PORTS.map(open);
        vec![network_acl::judge(
            site,
            either(ssh, rdp),
            Message::say(
                "“{0}” admits SSH or RDP from anywhere.",
                "«{0}» admite SSH o RDP desde cualquier parte.",
            ),
            Message::say(
                "“{0}” opens no administration port to everyone.",
                "«{0}» no abre puertos de administración a todos.",
            ),
        )]
    }
}

impl Examples for NetworkAclClosesAdminPorts {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "SSH from anywhere",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-a","RuleNumber":100,"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":22,"To":22}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-b","RuleNumber":100,"RuleAction":"allow","Protocol":-1,"Ipv6CidrBlock":"::/0"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "HTTPS from anywhere",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-c","RuleNumber":100,"RuleAction":"allow","Protocol":"6","CidrBlock":"0.0.0.0/0","PortRange":{"From":"443","To":"443"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everything but what entries before it deny",
                design: r#"{"nodes":{"admin":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-d","RuleNumber":90,"RuleAction":"deny","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":22,"To":3389}}}},"rest":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-d","RuleNumber":100,"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":0,"To":65535}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an entry that denies too late",
                design: r#"{"nodes":{"late":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-e","RuleNumber":110,"RuleAction":"deny","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":22,"To":3389}}}},"open":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-e","RuleNumber":100,"RuleAction":"allow","Protocol":6,"CidrBlock":"0.0.0.0/0","PortRange":{"From":0,"To":65535}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a source that a parameter names",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-f","RuleNumber":100,"RuleAction":"allow","Protocol":6,"CidrBlock":{"Ref":"Office"},"PortRange":{"From":22,"To":22}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an outbound entry",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::NetworkAclEntry","properties":{"NetworkAclId":"acl-g","RuleNumber":100,"RuleAction":"allow","Egress":true,"Protocol":-1,"CidrBlock":"0.0.0.0/0"}}}}}"#,
            },
        ]
    }
}
