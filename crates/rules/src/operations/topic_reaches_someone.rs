//! What is published to a topic reaches somebody.

use design::{ConnectionKind, Words};
use services::kinds::sns_topic;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct TopicReachesSomeone;

static ABOUT: About = About {
    id: "topic-reaches-someone",
    title: Words::new("Topics have a subscriber", "Los temas tienen un suscriptor"),
    rationale: Words::new(
        "A topic without subscribers swallows every message: alarms are raised and nobody is told.",
        "Un tema sin suscriptores se traga cada mensaje: las alarmas suenan y nadie se entera.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:G-OBS-01", "groundplan:G-MSG-02"],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
    scope: Scope::Neighbours,
    kinds: &[sns_topic::KIND],
};

impl Rule for TopicReachesSomeone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let nobody =
            site.texts(&sns_topic::EMAILS).is_empty() && site.to(ConnectionKind::Event).next().is_none();
        vec![
            Verdict::either(
                nobody,
                Message::say("Nobody subscribes to “{0}”.", "Nadie se suscribe a «{0}».")
                    .with(site.name.clone()),
                Message::say("“{0}” has a subscriber.", "«{0}» tiene un suscriptor.").with(site.name.clone()),
            )
            .on(sns_topic::EMAILS.name),
        ]
    }
}

impl Examples for TopicReachesSomeone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no subscriber",
                design: r#"{"nodes":{"topic":{"kind":"sns_topic","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an address",
                design: r#"{"nodes":{"topic":{"kind":"sns_topic","properties":{"emails":["ops@example.com"]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a queue",
                design: r#"{"nodes":{"topic":{"kind":"sns_topic","properties":{}},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"topic-jobs":{"from":"topic","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no topic", design: r#"{}"# },
        ]
    }
}
