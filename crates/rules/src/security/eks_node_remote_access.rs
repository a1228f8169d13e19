//! Nobody opens SSH to all nodes.

use design::Words;
use services::kinds::{cfn_resource, eks_node_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, remedy,
};

pub struct EksNodeRemoteAccess;

static BUILT: Built = Built {
    types: &["AWS::EKS::Nodegroup"],
    path: "RemoteAccess",
    holds: |given| match given {
        Given::Absent => Some(true),
        Given::Computed => None,
        // Without a key nothing is opened.
        given if given.at("Ec2SshKey") == Given::Absent => Some(true),
        given => match given.at("SourceSecurityGroups") {
            Given::Known(serde_json::Value::Array(groups)) => Some(!groups.is_empty()),
            Given::Computed => None,
            _ => Some(false),
        },
    },
};

static ABOUT: About = About {
    id: "eks-node-remote-access",
    title: Words::new(
        "Nodes admit SSH from nobody, or from a named group",
        "Los nodos admiten SSH de nadie, o de un grupo nombrado",
    ),
    rationale: Words::new(
        "A node group with a key and no source group opens port 22 of every node to the whole internet.",
        "Un grupo de nodos con llave y sin grupo de origen abre el puerto 22 de cada nodo a todo internet.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:EKS-007", "checkov:CKV_AWS_100"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-eks-nodegroup-remoteaccess.html",
    scope: Scope::Node,
    kinds: &[eks_node_group::KIND, cfn_resource::KIND],
};

impl Rule for EksNodeRemoteAccess {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” opens SSH of its nodes to the internet.",
            "«{0}» abre SSH de sus nodos a internet.",
        );
        let satisfied = Message::say(
            "“{0}” opens SSH of its nodes to nobody, or to a named group.",
            "«{0}» no abre SSH de sus nodos a nadie, o solo a un grupo nombrado.",
        );
        if site.is(eks_node_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say(
            "Close SSH; Session Manager reaches the nodes",
            "Cerrar SSH; Session Manager llega a los nodos",
        );
        remedy::without(site, BUILT.path, title)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for EksNodeRemoteAccess {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every node group of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group with a key for everyone",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"RemoteAccess":{"Ec2SshKey":"ops"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group whose source groups are a parameter",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"RemoteAccess":{"Ec2SshKey":"ops","SourceSecurityGroups":{"Ref":"Groups"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with a source group",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"RemoteAccess":{"Ec2SshKey":"ops","SourceSecurityGroups":["sg-0123"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group without a key",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::EKS::Nodegroup","properties":{"AmiType":"BOTTLEROCKET_x86_64"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no node group", design: r#"{}"# },
        ]
    }
}
