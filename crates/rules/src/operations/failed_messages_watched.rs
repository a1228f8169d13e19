//! An alarm tells when messages are put aside.

use design::{ConnectionKind, Words};
use services::kinds::{cloudwatch_alarm, sqs_queue};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms, companions,
};

pub struct FailedMessagesWatched;

/// The metric of messages in a queue's own dead-letter queue.
const DEAD_LETTERS: &str = "dead-letters";

static ABOUT: About = About {
    id: "failed-messages-watched",
    title: Words::new("Failed messages raise an alarm", "Los mensajes fallidos activan una alarma"),
    rationale: Words::new(
        "A message in the dead-letter queue is an order that nobody handled. Without an alarm it stays there until somebody complains, or it is dropped.",
        "Un mensaje en la cola de fallidos es un pedido que nadie atendió. Sin alarma queda allí hasta que alguien reclama, o se descarta.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:SQS-011", "groundplan:G-MSG-01"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for FailedMessagesWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let own = site.part(sqs_queue::DEAD_LETTER).is_some();
        if !own && !takes_failed(site) {
            return Vec::new();
        }
        let watched =
            alarms::on(site).any(|alarm| !own || alarm.text(&cloudwatch_alarm::METRIC) == DEAD_LETTERS);
        vec![Verdict::either(
            !watched,
            Message::say(
                "No alarm watches the failed messages of “{0}”.",
                "Ninguna alarma vigila los mensajes fallidos de «{0}».",
            )
            .with(site.name.clone()),
            Message::say(
                "An alarm watches the failed messages of “{0}”.",
                "Una alarma vigila los mensajes fallidos de «{0}».",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        alarms::fix(match site.part(sqs_queue::DEAD_LETTER) {
            Some(_) => companions::alarm_on(site, "failed-alarm", DEAD_LETTERS),
            None => companions::alarm_on(site, "alarm", "depth"),
        })
    }
}

impl Examples for FailedMessagesWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "only the age of messages is watched",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}},"age":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"age-orders":{"from":"age","kind":"attached","to":"orders","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a drawn dead-letter queue without an alarm",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}},"aside":{"kind":"sqs_queue","properties":{}}},"connections":{"orders-aside":{"from":"orders","kind":"event","to":"aside","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm on its dead-letter queue",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}},"failed":{"kind":"cloudwatch_alarm","properties":{"metric":"dead-letters"}}},"connections":{"failed-orders":{"from":"failed","kind":"attached","to":"orders","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm on a drawn dead-letter queue",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}},"aside":{"kind":"sqs_queue","properties":{}},"depth":{"kind":"cloudwatch_alarm","properties":{"metric":"depth"}}},"connections":{"orders-aside":{"from":"orders","kind":"event","to":"aside","properties":{}},"depth-aside":{"from":"depth","kind":"attached","to":"aside","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a queue that puts nothing aside",
                design: r#"{"nodes":{"clicks":{"kind":"sqs_queue","properties":{"dead_letter_queue":false}}}}"#,
            },
        ]
    }
}

/// Whether another queue puts its failed messages here.
fn takes_failed(site: &Case<'_>) -> bool {
    site.from(ConnectionKind::Event).any(|(_, from)| from.is(sqs_queue::KIND))
}
