//! Tags of a group reach its instances.

use design::Words;
use serde_json::Value;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct GroupTagsPropagate;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "Tags",
    holds: |given| match given {
        Given::Computed => None,
        given => policies::all(given.items(), |tag| {
            if for_the_group_only(&tag) { Some(true) } else { tag.at("PropagateAtLaunch").on() }
        }),
    },
};

static ABOUT: About = About {
    id: "group-tags-propagate",
    title: Words::new(
        "Tags of a group reach its instances",
        "Las etiquetas de un grupo llegan a sus instancias",
    ),
    rationale: Words::new(
        "Instances without tags are costs nobody can assign.",
        "Instancias sin etiquetas son costos que nadie puede asignar.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST03",
    peers: &["groundplan:ASG-011", "checkov:CKV_AWS_153"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupTagsPropagate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps a tag that its instances do not get.",
            "«{0}» tiene una etiqueta que sus instancias no reciben.",
        );
        let satisfied = Message::say(
            "“{0}” passes its tags on to its instances.",
            "«{0}» pasa sus etiquetas a sus instancias.",
        );
        if site.is(auto_scaling_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // Without tags of its own, those of the stack or of the launch template reach the instances.
        let tags = policies::raw(site, BUILT.path);
        if tags != Given::Computed && tags.items().next().is_none() {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut tags = policies::raw(site, BUILT.path).known()?.clone();
        for tag in tags.as_array_mut()? {
            let passed = !for_the_group_only(&Given::Known(tag));
            if let Value::Object(tag) = tag
                && passed
            {
                tag.insert("PropagateAtLaunch".to_owned(), true.into());
            }
        }
        BUILT.fix(site, tags, Message::say("Pass the tags on", "Pasar las etiquetas"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupTagsPropagate {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group that keeps its tag",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Tags":[{"Key":"Project","Value":"x","PropagateAtLaunch":false}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw group without tags",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with a tag for the Kubernetes autoscaler",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Tags":[{"Key":"Project","Value":"x","PropagateAtLaunch":"true"},{"Key":"k8s.io/cluster-autoscaler/enabled","Value":"true","PropagateAtLaunch":false}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group that leaves its tags to a function",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"Tags":{"Fn::If":["Prod",[],[]]}}}}}}"#,
            },
        ]
    }
}

/// Whether a tag speaks to the Kubernetes autoscaler, which reads it from the group.
fn for_the_group_only(tag: &Given<'_>) -> bool {
    tag.at("Key").known().and_then(Value::as_str).is_some_and(|key| key.starts_with("k8s.io/"))
}
