//! An alarm tells somebody.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, cloudwatch_alarm};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct AlarmTellsSomeone;

static BUILT: Built = Built {
    types: &["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"],
    path: "AlarmActions",
    holds: |given| match given {
        Given::Known(value) => Some(value.as_array().is_none_or(|list| !list.is_empty())),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "alarm-tells-someone",
    title: Words::new("Alarms tell somebody", "Las alarmas avisan a alguien"),
    rationale: Words::new(
        "An alarm without an action turns red in a console nobody is looking at.",
        "Una alarma sin acción se pone roja en una consola que nadie mira.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &[
        "groundplan:CW-001",
        "groundplan:G-OBS-01",
        "checkov:CKV_AWS_319",
        "guard:CLOUDWATCH_ALARM_ACTION_CHECK",
        "security-hub:CloudWatch.15",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, cloudwatch_alarm::KIND],
};

impl Rule for AlarmTellsSomeone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let raw = BUILT.judge(
            site,
            Message::say(
                "“{0}” tells nobody: give it an action.",
                "«{0}» no avisa a nadie: dele una acción.",
            ),
            Message::say("“{0}” has an action.", "«{0}» tiene una acción."),
        );
        if raw.is_some() || !site.is(cloudwatch_alarm::KIND) {
            return raw.into_iter().collect();
        }
        let silent = site.to(ConnectionKind::Event).next().is_none();
        vec![Verdict::either(
            silent,
            Message::say(
                "“{0}” tells nobody: connect it to a topic.",
                "«{0}» no avisa a nadie: conéctela a un tema.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” tells a topic.", "«{0}» avisa a un tema.").with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if !site.is(cloudwatch_alarm::KIND) {
            return None;
        }
        let title = Message::say("Connect it to a topic", "Conectarla a un tema");
        Some(Fix { title, edits: companions::topic(site, true)? })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlarmTellsSomeone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no topic",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-db":{"from":"alarm","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a topic",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"alarm":{"kind":"cloudwatch_alarm","properties":{}},"topic":{"kind":"sns_topic","properties":{"emails":["ops@example.com"]}}},"connections":{"alarm-db":{"from":"alarm","kind":"attached","to":"db","properties":{}},"alarm-topic":{"from":"alarm","kind":"event","to":"topic","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw alarm with no action",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":[]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw alarm that tells a topic",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"AlarmActions":[{"Ref":"Topic"}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no alarm", design: r#"{}"# },
        ]
    }
}
