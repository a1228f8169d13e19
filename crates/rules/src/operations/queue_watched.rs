//! An alarm watches each queue.

use design::{ConnectionKind, Words};
use services::kinds::{cloudwatch_alarm, sqs_queue};
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions};

pub struct QueueWatched;

static ABOUT: About = About {
    id: "queue-watched",
    title: Words::new("Queues are watched by an alarm", "Una alarma vigila cada cola"),
    rationale: Words::new(
        "Messages that nobody takes get older quietly, until the queue drops them.",
        "Los mensajes que nadie toma envejecen en silencio, hasta que la cola los descarta.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-005", "groundplan:G-OBS-01", "groundplan:SQS-011"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/set-cloudwatch-alarms-for-metrics.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for QueueWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let watched = site.from(ConnectionKind::Attached).any(|(_, from)| from.is(cloudwatch_alarm::KIND));
        let name = site.name.clone();
        vec![Verdict::either(
            !watched,
            Message::say("No alarm watches “{0}”.", "Ninguna alarma vigila «{0}».").with(name.clone()),
            Message::say("An alarm watches “{0}”.", "Una alarma vigila «{0}».").with(name),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Add an alarm", "Agregar una alarma");
        Some(Fix { title, edits: companions::alarm(site)? })
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"orders":{"kind":"sqs_queue","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-on":{"from":"alarm","kind":"attached","to":"orders","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
