//! The role of nodes holds what nodes need, no more.

use design::Words;
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, eks_node_group, eks_workers, iam_role},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies,
};

pub struct EksNodeRoleMinimal;

static ABOUT: About = About {
    id: "eks-node-role-minimal",
    title: Words::new(
        "The role of nodes holds what nodes need, no more",
        "El rol de los nodos tiene lo que necesitan los nodos, no más",
    ),
    rationale: Words::new(
        "Every pod on a node can act as the node. Each policy that is added to its role is given to all of them.",
        "Cada pod en un nodo puede actuar como el nodo. Cada política que se agrega a su rol se da a todos ellos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:EKS-013", "cdk-nag:AwsSolutions-IAM4"],
    source: "https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html",
    scope: Scope::Whole,
    kinds: &[eks_node_group::KIND, eks_workers::KIND, cfn_resource::KIND],
};

impl Rule for EksNodeRoleMinimal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(held) = named(site) else { return Vec::new() };
        let more: Vec<&str> =
            held.iter().flatten().map(String::as_str).filter(|name| !needed(name)).collect();
        let own = policies::raw(site, "Policies");
        let name = site.name.clone();
        let verdict = if !more.is_empty() {
            Verdict::violated(
                Message::say(
                    "“{0}” holds more than nodes need: {1}.",
                    "«{0}» tiene más de lo que necesitan los nodos: {1}.",
                )
                .with(name)
                .with(more.join(", ")),
            )
        } else if held.contains(&None) || !matches!(own, Given::Absent) {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” holds policies that cannot be read here: do all nodes need them?",
                    "«{0}» tiene políticas que no se pueden leer aquí: ¿las necesitan todos los nodos?",
                )
                .with(name),
            )
        } else {
            Verdict::satisfied(
                Message::say(
                    "“{0}” holds what nodes need, no more.",
                    "«{0}» tiene lo que necesitan los nodos, no más.",
                )
                .with(name),
            )
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Keep what nodes need", "Dejar lo que necesitan los nodos");
        if site.is(cfn_resource::KIND) {
            let mut properties = site.record(&cfn_resource::PROPERTIES)?.clone();
            let list = properties.get_mut("ManagedPolicyArns")?.as_array_mut()?;
            list.retain(|policy| policies::policy_name(policy).is_none_or(needed));
            return Some(Fix { title, edits: companions::rewrite(site, properties) });
        }
        let own = role_in_its_place(site)?;
        let mut kept = own.texts(&iam_role::MANAGED);
        kept.retain(|policy| needed(policy.rsplit('/').next().unwrap_or(policy)));
        Some(Fix::set(&own, iam_role::MANAGED.name, kept, title))
    }
}

impl Examples for EksNodeRoleMinimal {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw role that may read all buckets",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]},"ManagedPolicyArns":["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy","arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly","arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw role of a node",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]},"ManagedPolicyArns":["arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy","arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy","arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every node group of this kind",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a role of one’s own in its place, with more",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"own":{"kind":"iam_role","replaces":"nodes/role","properties":{"managed_policies":["AmazonS3ReadOnlyAccess"]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw role whose policies are put together",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":[{"Fn::Sub":"arn:${AWS::Partition}:iam::aws:policy/AmazonEKSWorkerNodePolicy"},{"Ref":"Further"},{"Fn::Sub":"arn:${AWS::Partition}:iam::aws:policy/AmazonS3FullAccess"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw role with statements of its own",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"ManagedPolicyArns":["arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy"],"Policies":[{"PolicyName":"more","PolicyDocument":{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw role of something else",
                design: r#"{"nodes":{"role":{"kind":"cfn_resource","properties":{"type":"AWS::IAM::Role","properties":{"AssumeRolePolicyDocument":{"Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]},"ManagedPolicyArns":["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no nodes", design: r#"{}"# },
        ]
    }
}

/// What a node needs. Source: EKS user guide, “Amazon EKS node IAM role”.
const NEEDED: [&str; 8] = [
    "AmazonEC2ContainerRegistryPullOnly",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEKSWorkerNodeMinimalPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_IPv6_Policy",
    "AmazonEKS_CNI_Policy",
    "AmazonSSMManagedInstanceCore",
    "CloudWatchAgentServerPolicy",
];

fn needed(name: &str) -> bool {
    NEEDED.contains(&name)
}

/// The role that takes the place of the derived one.
fn role_in_its_place<'a>(site: &Case<'a>) -> Option<Site<'a>> {
    site.part(architecture::ROLE)?.explicit.map(|ix| site.at(ix))
}

/// The names of the managed policies on the role of nodes beside those every derived role has; `None` in the list
/// where one is known only when it is built. `None`: this is no role of nodes.
fn named(site: &Case<'_>) -> Option<Vec<Option<String>>> {
    if !site.is(cfn_resource::KIND) {
        let own = role_in_its_place(site).map(|own| {
            let stated = own.texts(&iam_role::MANAGED).into_iter();
            stated.map(|policy| policy.rsplit('/').next().map(str::to_owned)).collect()
        });
        return Some(own.unwrap_or_default());
    }
    // A raw role is one of nodes if it holds their policy.
    policies::attached(site)?.into_iter().find(|name| name.starts_with("AmazonEKSWorkerNode"))?;
    let Given::Known(Value::Array(list)) = policies::raw(site, "ManagedPolicyArns") else { return None };
    Some(list.iter().map(|policy| policies::policy_name(policy).map(str::to_owned)).collect())
}
