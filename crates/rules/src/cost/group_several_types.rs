//! Groups may start several instance types.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupSeveralTypes;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "MixedInstancesPolicy.LaunchTemplate.Overrides",
    holds: |given| match given {
        Given::Computed => None,
        // Requirements stand for every type that meets them.
        given => Some(
            given.items().nth(1).is_some()
                || given.items().any(|one| one.at("InstanceRequirements") != Given::Absent),
        ),
    },
};

static ABOUT: About = About {
    id: "group-several-types",
    title: Words::new(
        "Groups may start several instance types",
        "Los grupos pueden iniciar varios tipos de instancia",
    ),
    rationale: Words::new(
        "When AWS runs short of the one type in a zone, the group cannot grow; several types also make Spot usable.",
        "Si a AWS le falta ese único tipo en una zona, el grupo no crece; varios tipos además permiten usar Spot.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST07",
    peers: &["groundplan:ASG-010", "security-hub:AutoScaling.6"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for GroupSeveralTypes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” starts a single instance type.", "«{0}» inicia un único tipo de instancia.");
        let satisfied = Message::say(
            "“{0}” may start several instance types.",
            "«{0}» puede iniciar varios tipos de instancia.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for GroupSeveralTypes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group that names none",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group of two types",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MixedInstancesPolicy":{"LaunchTemplate":{"Overrides":[{"InstanceType":"m7g.large"},{"InstanceType":"m6g.large"}]}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "mixed purchase options of one type",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MixedInstancesPolicy":{"InstancesDistribution":{"SpotMaxPrice":"1"},"LaunchTemplate":{"Overrides":[{"InstanceType":"m7g.large"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that states requirements",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MixedInstancesPolicy":{"LaunchTemplate":{"Overrides":[{"InstanceRequirements":{"VCpuCount":{"Min":2},"MemoryMiB":{"Min":4096}}}]}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group that leaves it to a function",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MixedInstancesPolicy":{"LaunchTemplate":{"Overrides":{"Fn::If":["Prod",[],[]]}}}}}}}}"#,
            },
        ]
    }
}
