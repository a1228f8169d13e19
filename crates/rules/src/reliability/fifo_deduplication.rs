//! Somebody tells doubles apart.

use design::Words;
use services::kinds::sqs_queue;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct FifoDeduplication;

static ABOUT: About = About {
    id: "fifo-deduplication",
    title: Words::new("FIFO queues recognize duplicates", "Las colas FIFO reconocen duplicados"),
    rationale: Words::new(
        "A producer that tries again after a timeout sends twice. FIFO drops the second only by content or by an id the producer gives.",
        "Un productor que reintenta tras una espera envía dos veces. FIFO descarta la segunda solo por contenido o por un id del productor.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL04",
    peers: &["groundplan:SQS-012"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-exactly-once-processing.html",
    scope: Scope::Node,
    kinds: &[sqs_queue::KIND],
};

impl Rule for FifoDeduplication {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.flag(&sqs_queue::FIFO) {
            return Vec::new();
        }
        let verdict = if site.flag(&sqs_queue::DEDUPLICATION) {
            Verdict::satisfied(
                Message::say(
                    "“{0}” recognizes duplicates by their content.",
                    "«{0}» reconoce duplicados por su contenido.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” drops duplicates only if its producers send a deduplication id: do they?",
                    "«{0}» descarta duplicados solo si sus productores envían un id de deduplicación: ¿lo hacen?",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(sqs_queue::DEDUPLICATION.name)]
    }
}

impl Examples for FifoDeduplication {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "left to producers",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{"fifo":true,"content_based_deduplication":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "by content",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{"fifo":true}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a standard queue",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
        ]
    }
}
