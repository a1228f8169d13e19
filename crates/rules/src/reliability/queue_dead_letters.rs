//! Messages that fail again and again are put aside.

use design::{ConnectionKind, Words};
use services::{Site, kinds::sqs_queue};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct QueueDeadLetters;

static ABOUT: About = About {
    id: "queue-dead-letters",
    title: Words::new("Queues put failed messages aside", "Las colas apartan los mensajes fallidos"),
    rationale: Words::new(
        "One message that always fails is otherwise tried until it expires, and holds up those behind it.",
        "Un mensaje que siempre falla se reintenta hasta que vence, y frena a los que siguen.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &["groundplan:SQS-003", "groundplan:G-MSG-01", "cdk-nag:AwsSolutions-SQS3"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for QueueDeadLetters {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let of_queue = |other: &Site<'_>| other.is(sqs_queue::KIND);
        if site.from(ConnectionKind::Event).any(|(_, from)| of_queue(&from)) {
            return Vec::new();
        }
        let drawn = site.to(ConnectionKind::Event).any(|(_, to)| of_queue(&to));
        let lost = !drawn && !site.flag(&sqs_queue::DEAD_LETTERS);
        vec![
            Verdict::either(
                lost,
                Message::say("“{0}” has no dead-letter queue.", "«{0}» no tiene cola de mensajes fallidos.")
                    .with(site.name.clone()),
                Message::say("“{0}” puts failed messages aside.", "«{0}» aparta los mensajes fallidos.")
                    .with(site.name.clone()),
            )
            .on(sqs_queue::DEAD_LETTERS.name),
        ]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            sqs_queue::DEAD_LETTERS.name,
            true,
            Message::say("Add a dead-letter queue", "Añadir una cola de mensajes fallidos"),
        ))
    }
}

impl Examples for QueueDeadLetters {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "turned off",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"dead_letter_queue":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one of its own",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"dead_letter_queue":false}},"failed":{"kind":"sqs_queue","properties":{"dead_letter_queue":false}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no queue", design: r#"{}"# },
        ]
    }
}
