//! An alarm watches each queue.

use design::Words;
use services::kinds::sqs_queue;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms};

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
        vec![alarms::judge(site)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        alarms::add(site)
    }
}

impl Examples for QueueWatched {
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
