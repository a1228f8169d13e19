//! Groups tell of failed launches.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, sns_topic};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Status,
    Verdict, companions, policies, references,
};

pub struct GroupNotifies;

static BUILT: Built = Built {
    types: &["AWS::AutoScaling::AutoScalingGroup"],
    path: "NotificationConfigurations",
    holds: |given| match given {
        Given::Known(Value::Array(_)) => {
            let told: Vec<Option<bool>> = given.items().map(of_failures).collect();
            if told.contains(&Some(true)) { Some(true) } else { (!told.contains(&None)).then_some(false) }
        }
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "group-notifies",
    title: Words::new("Groups tell of failed launches", "Los grupos avisan de lanzamientos fallidos"),
    rationale: Words::new(
        "A group that cannot start machines fails silently until load finds out.",
        "Un grupo que no puede iniciar máquinas falla en silencio hasta que la carga lo descubre.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:ASG-007", "cdk-nag:AwsSolutions-AS3"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for GroupNotifies {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” tells nobody of failed launches.",
            "«{0}» no avisa a nadie de lanzamientos fallidos.",
        );
        let satisfied =
            Message::say("“{0}” tells of failed launches.", "«{0}» avisa de lanzamientos fallidos.");
        if !BUILT.concerns(site) {
            return Vec::new();
        }
        if policies::raw(site, "NotificationConfiguration") != Given::Absent {
            return vec![
                Verdict::satisfied(satisfied.with(site.name.clone())).on(cfn_resource::PROPERTIES.name),
            ];
        }
        // EventBridge tells of the same.
        let listens = references::raw(site).into_iter().any(|(rule, _, of)| {
            let pattern =
                rule.element().record(&cfn_resource::PROPERTIES).map(|table| table.get("EventPattern"));
            of == "AWS::Events::Rule"
                && pattern.flatten().is_some_and(|pattern| pattern.to_string().contains("aws.autoscaling"))
        });
        let ask = |verdict: Verdict| match verdict.status {
            Status::Violated if listens => Verdict::cannot_tell(
                Message::say(
                    "A rule of EventBridge listens to groups: does it tell of “{0}”?",
                    "Una regla de EventBridge escucha a los grupos: ¿avisa de «{0}»?",
                )
                .with(site.name.clone()),
            )
            .on(cfn_resource::PROPERTIES.name),
            _ => verdict,
        };
        BUILT.judge(site, violated, satisfied).map(ask).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (add, topic) = companions::new(site, "notices", sns_topic::KIND)?;
        let others = policies::raw(site, BUILT.path).known().and_then(Value::as_array);
        let mut configurations = others.cloned().unwrap_or_default();
        configurations.push(json!({
            "TopicARN": { "Ref": cloudformation::logical_id(topic.as_str(), "") },
            "NotificationTypes": [FAILED_LAUNCH, "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"],
        }));
        let mut fix = BUILT.fix(site, configurations, Message::say("Tell a topic", "Avisar a un tema"))?;
        fix.edits.insert(0, add);
        Some(fix)
    }
}

impl Examples for GroupNotifies {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group that tells nobody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group that tells of launches that went well",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"NotificationConfigurations":[{"TopicARN":"arn:aws:sns:us-east-1:333333333333:alerts","NotificationTypes":["autoscaling:EC2_INSTANCE_LAUNCH"]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group that tells a topic",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"NotificationConfigurations":[{"TopicARN":"arn:aws:sns:us-east-1:333333333333:alerts","NotificationTypes":["autoscaling:EC2_INSTANCE_LAUNCH_ERROR"]}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a rule of EventBridge beside the raw group",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::AutoScaling::AutoScalingGroup","properties":{"MinSize":"2"}}},"rule":{"kind":"cfn_resource","properties":{"type":"AWS::Events::Rule","properties":{"EventPattern":{"source":["aws.autoscaling"],"detail-type":["EC2 Instance Launch Unsuccessful"]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}

const FAILED_LAUNCH: &str = "autoscaling:EC2_INSTANCE_LAUNCH_ERROR";

/// Whether a configuration tells of failed launches, as one does that names no events.
fn of_failures(configuration: Given<'_>) -> Option<bool> {
    match configuration.at("NotificationTypes") {
        Given::Absent => Some(true),
        Given::Computed => None,
        events => Some(events.items().any(|event| event.is_one_of(&[FAILED_LAUNCH]) == Some(true))),
    }
}
