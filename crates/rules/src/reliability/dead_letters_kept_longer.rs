//! Failed messages outlive the queue they come from.

use design::{ConnectionKind, Words};
use services::{Site, kinds::sqs_queue};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DeadLettersKeptLonger;

static ABOUT: About = About {
    id: "dead-letters-kept-longer",
    title: Words::new(
        "Dead-letter queues keep messages longer",
        "Las colas de fallidos retienen por más tiempo",
    ),
    rationale: Words::new(
        "In a standard queue the age of a message goes on counting after it failed: it can vanish before anybody has looked at it.",
        "En una cola estándar la edad del mensaje sigue contando tras fallar: puede desaparecer antes de que alguien lo mire.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &["groundplan:SQS-009", "groundplan:G-MSG-01"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for DeadLettersKeptLonger {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let failed = |(_, to): &(_, Site<'_>)| to.is(sqs_queue::KIND);
        let Some((_, failed)) = site.to(ConnectionKind::Event).find(failed) else { return Vec::new() };
        // The age of messages starts anew in FIFO dead-letter queues.
        if site.flag(&sqs_queue::FIFO) {
            return Vec::new();
        }
        let (own, there) = (site.integer(&sqs_queue::RETENTION), failed.integer(&sqs_queue::RETENTION));
        let message = if there > own {
            Message::say(
                "“{1}” keeps messages for {3} hours, longer than “{0}” with {2}.",
                "«{1}» retiene mensajes {3} horas, más que «{0}» con {2}.",
            )
        } else {
            Message::say(
                "“{1}” keeps messages for {3} hours, no longer than “{0}” with {2}.",
                "«{1}» retiene mensajes {3} horas, no más que «{0}» con {2}.",
            )
        };
        let message = message
            .with(site.name.clone())
            .with(failed.name.clone())
            .with(own.to_string())
            .with(there.to_string());
        vec![if there > own { Verdict::satisfied(message) } else { Verdict::violated(message) }]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (_, failed) = site.to(ConnectionKind::Event).find(|(_, to)| to.is(sqs_queue::KIND))?;
        // Two weeks is the longest there is.
        if site.integer(&sqs_queue::RETENTION) >= 336 {
            return None;
        }
        let edit =
            Edit::Set { id: failed.id.clone(), property: sqs_queue::RETENTION.name, value: 336.into() };
        Some(Fix {
            title: Message::say("Keep failed messages for two weeks", "Retener los fallidos dos semanas"),
            edits: vec![edit],
        })
    }
}

impl Examples for DeadLettersKeptLonger {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "as long as its source",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"failed":{"kind":"sqs_queue","properties":{}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "shorter",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"retention_hours":200}},"failed":{"kind":"sqs_queue","properties":{"retention_hours":100}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two weeks",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"failed":{"kind":"sqs_queue","properties":{"retention_hours":336}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "FIFO: its age starts anew",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"fifo":true}},"failed":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "its own: always two weeks",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{}}"#,
            },
        ]
    }
}
