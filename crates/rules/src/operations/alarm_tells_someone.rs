//! An alarm tells somebody.

use design::{ConnectionKind, Words};
use services::kinds::cloudwatch_alarm;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlarmTellsSomeone;

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
        "groundplan:G-OBS-01",
        "checkov:CKV_AWS_319",
        "guard:CLOUDWATCH_ALARM_ACTION_CHECK",
        "security-hub:CloudWatch.15",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
    scope: Scope::Neighbours,
    kinds: &[cloudwatch_alarm::KIND],
};

impl Rule for AlarmTellsSomeone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
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
            Example { expect: Expect::NotApplicable, name: "no alarm", design: r#"{}"# },
        ]
    }
}
