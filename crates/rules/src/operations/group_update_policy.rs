//! Groups say how they are updated.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct GroupUpdatePolicy;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "@UpdatePolicy",
    // What scheduled actions may change says nothing of how instances are replaced.
    holds: |given| match given {
        Given::Absent => Some(false),
        Given::Computed => None,
        Given::Known(policy) => {
            Some(policy.as_object()?.keys().any(|name| name != "AutoScalingScheduledAction"))
        }
    },
};

static ABOUT: About = About {
    id: "group-update-policy",
    title: Words::new("Groups say how they are updated", "Los grupos indican cómo se actualizan"),
    rationale: Words::new(
        "Without a policy a new template changes nothing that runs: machines stay old until they happen to be replaced.",
        "Sin política una plantilla nueva no cambia lo que corre: las máquinas siguen viejas hasta que algo las reemplace.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &["groundplan:ASG-009"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for GroupUpdatePolicy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” does not say how its instances are replaced.",
            "«{0}» no indica cómo se reemplazan sus instancias.",
        );
        let satisfied = Message::say(
            "“{0}” says how its instances are replaced.",
            "«{0}» indica cómo se reemplazan sus instancias.",
        );
        if site.is(auto_scaling_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let attributes = site.record(&cfn_resource::ATTRIBUTES);
        let stated = attributes.and_then(|table| table.get("UpdatePolicy")).and_then(Value::as_object);
        let mut policy = stated.cloned().unwrap_or_default();
        // The minimum in service must stay below the maximum size.
        let stays = policies::raw(site, "MaxSize").at_least(2.0) == Some(true);
        let rolling = json!({
            "MaxBatchSize": 1,
            "MinInstancesInService": i32::from(stays),
            "PauseTime": "PT5M",
            "SuspendProcesses":
                ["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
        });
        policy.insert("AutoScalingRollingUpdate".to_owned(), rolling);
        BUILT.fix(site, policy, Message::say("Replace one after another", "Reemplazar una tras otra"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for GroupUpdatePolicy {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw group that speaks of scheduled actions only",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MaxSize":"4"},"attributes":{"UpdatePolicy":{"AutoScalingScheduledAction":{"IgnoreUnmodifiedGroupSizeProperties":true}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group replaced as a whole",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MaxSize":"4"},"attributes":{"UpdatePolicy":{"AutoScalingReplacingUpdate":{"WillReplace":true}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw group that leaves it to a function",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MaxSize":"4"},"attributes":{"UpdatePolicy":{"Fn::If":["Prod",{},{}]}}}}}}"#,
            },
        ]
    }
}
