//! Readers of a queue wait for messages instead of asking again and again.

use design::Words;
use services::kinds::sqs_queue;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct SqsLongPolling;

static ABOUT: About = About {
    id: "sqs-long-polling",
    title: Words::new("Queues use long polling", "Las colas usan espera larga"),
    rationale: Words::new(
        "With short polling a reader pays for thousands of empty answers a day.",
        "Con espera corta un lector paga miles de respuestas vacías al día.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST09",
    peers: &["groundplan:SQS-010"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html",
    scope: Scope::Node,
    kinds: &[sqs_queue::KIND],
};

impl Rule for SqsLongPolling {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.integer(&sqs_queue::WAIT) == 0,
            Message::say(
                "Readers of “{0}” get empty answers at once.",
                "Los lectores de «{0}» reciben respuestas vacías al instante.",
            )
            .with(site.name.clone()),
            Message::say("Readers of “{0}” wait for messages.", "Los lectores de «{0}» esperan mensajes.")
                .with(site.name.clone()),
        );
        vec![verdict.on(sqs_queue::WAIT.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            sqs_queue::WAIT.name,
            20,
            Message::say("Wait up to 20 seconds", "Esperar hasta 20 segundos"),
        ))
    }
}

impl Examples for SqsLongPolling {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no wait",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"receive_wait_seconds":0}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no queue", design: r#"{}"# },
        ]
    }
}
