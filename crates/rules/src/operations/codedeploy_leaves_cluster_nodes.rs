//! CodeDeploy does not deliver to nodes of a Kubernetes cluster.

use design::{ConnectionKind, Words};
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, codedeploy_group, eks_node_group, eks_workers},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies, references,
};

pub struct CodedeployLeavesClusterNodes;

static ABOUT: About = About {
    id: "codedeploy-leaves-cluster-nodes",
    title: Words::new(
        "Cluster nodes get containers from Kubernetes alone",
        "Los nodos del clúster reciben contenedores solo de Kubernetes",
    ),
    rationale: Words::new(
        "Two systems that both decide what runs on a machine undo each other's work.",
        "Dos sistemas que deciden qué corre en una máquina se deshacen el trabajo mutuamente.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:G-CICD-02"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-EKS.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, codedeploy_group::KIND],
};

impl Rule for CodedeployLeavesClusterNodes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let name = site.name.clone();
        let satisfied = Message::say(
            "“{0}” delivers to no node of a cluster.",
            "«{0}» no entrega a nodos de un clúster.",
        );
        if site.is(codedeploy_group::KIND) {
            let delivers = site.to(ConnectionKind::Delivery).next().is_some();
            return delivers.then(|| Verdict::satisfied(satisfied.with(name))).into_iter().collect();
        }
        let properties = site.record(&cfn_resource::PROPERTIES);
        let groups = properties.and_then(|table| table.get("AutoScalingGroups"));
        let (Some(groups), Some("AWS::CodeDeploy::DeploymentGroup")) = (groups, policies::raw_type(site))
        else {
            return Vec::new();
        };
        let drawn = site.architecture.own().find(|(_, element)| {
            let parts = element.parts.iter().map(|part| part.name.as_str()).chain(["", "group"]);
            let mut ids = parts.map(|part| cloudformation::logical_id(element.id.as_str(), part));
            [eks_workers::KIND, eks_node_group::KIND].contains(&element.kind.name)
                && ids.any(|id| references::value_names(groups, &id))
        });
        let drawn = drawn.map(|(_, element)| element.name.clone());
        let raw = || {
            let all = references::raw(site).into_iter();
            let mut nodes = all.filter(|(one, id, of)| {
                *of == "AWS::AutoScaling::AutoScalingGroup"
                    && references::value_names(groups, id)
                    && in_cluster(one)
            });
            nodes.next().map(|(one, ..)| one.name.clone())
        };
        let foreign = || {
            let own = site.architecture.own().flat_map(|(_, element)| {
                let parts = element.parts.iter().map(|part| part.name.as_str()).chain([""]);
                parts.map(|part| cloudformation::logical_id(element.id.as_str(), part)).collect::<Vec<_>>()
            });
            let own: Vec<String> = own.collect();
            let known = |group: &Value| own.iter().any(|id| references::value_names(group, id));
            !groups.as_array().is_some_and(|list| list.iter().all(known))
        };
        vec![match drawn.or_else(raw) {
            Some(nodes) => Verdict::violated(
                Message::say(
                    "“{0}” delivers to “{1}”, whose containers a cluster decides on.",
                    "«{0}» entrega a «{1}», cuyos contenedores decide un clúster.",
                )
                .with(name)
                .with(nodes),
            ),
            None if foreign() => Verdict::cannot_tell(
                Message::say(
                    "“{0}” delivers to groups outside the design: do they belong to a cluster?",
                    "«{0}» entrega a grupos fuera del diseño: ¿pertenecen a un clúster?",
                )
                .with(name),
            ),
            None => Verdict::satisfied(satisfied.with(name)),
        }]
    }
}

impl Examples for CodedeployLeavesClusterNodes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group of nodes",
                design: r#"{"nodes":{"nodes":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Tags":[{"Key":"kubernetes.io/cluster/main","Value":"owned","PropagateAtLaunch":true}]}}},"rollout":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AutoScalingGroups":[{"Ref":"Nodes"}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "drawn workers",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","parent":"app","properties":{}},"workers":{"kind":"eks_workers","parent":"cluster","properties":{}},"rollout":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AutoScalingGroups":[{"Ref":"Workers"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a drawn group",
                design: r#"{"nodes":{"rollout":{"kind":"codedeploy_group","properties":{}},"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}},"connections":{"rollout-web":{"from":"rollout","kind":"delivery","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group of web servers",
                design: r#"{"nodes":{"web":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Tags":[{"Key":"Team","Value":"web","PropagateAtLaunch":true}]}}},"rollout":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AutoScalingGroups":[{"Ref":"Web"}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a group by its name alone",
                design: r#"{"nodes":{"rollout":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AutoScalingGroups":["web"]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}

/// Whether a raw group's tags make its machines nodes of a cluster.
fn in_cluster(group: &Site<'_>) -> bool {
    let tags = group.record(&cfn_resource::PROPERTIES).and_then(|table| table.get("Tags"));
    let tags = tags.and_then(|tags| tags.as_array()).into_iter().flatten();
    let mut keys = tags.filter_map(|tag| tag.get("Key")?.as_str());
    keys.any(|key| key.starts_with("kubernetes.io/cluster/"))
}
