//! Something changes the size of raw groups with their load.

use design::Words;
use serde_json::json;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct GroupFollowsLoad;

/// What changes the size of a group.
const SCALERS: [&str; 3] =
    ["AWS::AutoScaling::ScalingPolicy", "AWS::AutoScaling::ScheduledAction", "AWS::ECS::CapacityProvider"];

static ABOUT: About = About {
    id: "group-follows-load",
    title: Words::new("Raw groups follow the load", "Los grupos sin modelo siguen a la carga"),
    rationale: Words::new(
        "A group with room to grow that nothing scales stays at its first size: visitors wait while machines could be added.",
        "Un grupo con espacio para crecer que nada escala queda en su tamaño inicial: los visitantes esperan aunque se podrían agregar máquinas.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL07",
    peers: &["groundplan:ASG-005"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for GroupFollowsLoad {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw_type(site) != Some("AWS::AutoScaling::AutoScalingGroup") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let followed = references::of_types(site, &SCALERS).any(|scaler| references::names(&scaler, &own))
            || by_cluster(policies::raw(site, "Tags"));
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        let (min, max) = (policies::raw(site, "MinSize"), policies::raw(site, "MaxSize"));
        let verdict = if followed {
            Verdict::satisfied(say("Something scales “{0}”.", "Algo escala «{0}»."))
        } else if min != Given::Absent && size(min) == size(max) {
            Verdict::cannot_tell(say(
                "Nothing scales “{0}”: is its size meant to stay as it is?",
                "Nada escala «{0}»: ¿debe quedar de ese tamaño?",
            ))
        } else {
            Verdict::violated(say(
                "“{0}” may grow, but nothing scales it.",
                "«{0}» puede crecer, pero nada lo escala.",
            ))
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let group = cloudformation::logical_id(site.node(), "");
        let policy = json!({
            "type": "AWS::AutoScaling::ScalingPolicy",
            "properties": {
                "AutoScalingGroupName": { "Ref": group },
                "PolicyType": "TargetTrackingScaling",
                "TargetTrackingConfiguration": {
                    "PredefinedMetricSpecification": { "PredefinedMetricType": "ASGAverageCPUUtilization" },
                    "TargetValue": 60
                }
            }
        });
        let (edit, _) = companions::raw(site, "scaling", policy)?;
        let title = Message::say("Scale it by processor load", "Escalarlo por carga de procesador");
        Some(Fix { title, edits: vec![edit] })
    }
}

impl Examples for GroupFollowsLoad {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "room to grow, and no policy",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2","MaxSize":"6"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a fixed size",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2","MaxSize":2}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a scaling policy",
                design: r#"{"nodes":{"fleet":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2","MaxSize":"6"}}},"fleet-policy":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::ScalingPolicy","properties":{"AutoScalingGroupName":{"Ref":"Fleet"},"PolicyType":"TargetTrackingScaling"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the cluster autoscaler",
                design: r#"{"nodes":{"pool":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2","MaxSize":"6","Tags":[{"Key":"k8s.io/cluster-autoscaler/enabled","Value":"true","PropagateAtLaunch":true}]}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "drawn groups, of which their sizes decide",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
        ]
    }
}

/// Whether a group carries the tag by which the cluster autoscaler finds it.
fn by_cluster(tags: Given<'_>) -> bool {
    let keys = tags.items().filter_map(|tag| tag.at("Key").known());
    let mut words = keys.filter_map(|key| key.as_str());
    words.any(|key| key.starts_with("k8s.io/cluster-autoscaler/"))
}

/// A size, which CloudFormation takes as text too.
fn size(given: Given<'_>) -> Option<String> {
    let value = given.known()?;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
