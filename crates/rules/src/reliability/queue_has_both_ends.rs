//! A queue is written by one side and read by another.

use architecture::Access;
use design::{ConnectionKind, Words};
use services::kinds::sqs_queue;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct QueueHasBothEnds;

static ABOUT: About = About {
    id: "queue-has-both-ends",
    title: Words::new("Queues have a producer and a consumer", "Las colas tienen productor y consumidor"),
    rationale: Words::new(
        "A queue nobody reads fills until messages expire; one that nobody writes is a leftover or a forgotten connection.",
        "Una cola que nadie lee se llena hasta que los mensajes vencen; una que nadie escribe es un resto o una conexión olvidada.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &["groundplan:G-MSG-02"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-architecture.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for QueueHasBothEnds {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let users = site.from(ConnectionKind::Uses).map(|(edge, _)| Access::parse(edge.text("access")));
        let (mut written, mut read) = (site.from(ConnectionKind::Event).next().is_some(), false);
        for access in users {
            written |= access.writes();
            read |= access.reads();
        }
        // Users in the workload environments of a shared queue.
        for edge in site.architecture.cross.iter().filter(|edge| edge.here == site.ix && !edge.outgoing) {
            match edge.kind {
                ConnectionKind::Event => written = true,
                ConnectionKind::Uses => {
                    let access = Access::parse(
                        edge.properties.get("access").and_then(|word| word.as_str()).unwrap_or("read"),
                    );
                    written |= access.writes();
                    read |= access.reads();
                }
                _ => {}
            }
        }
        // What failed waits in a dead-letter queue for a person.
        read |= site.from(ConnectionKind::Event).any(|(_, from)| from.is(sqs_queue::KIND));
        let verdict = match (written, read) {
            (true, true) => Verdict::satisfied(
                Message::say("“{0}” is written and read.", "«{0}» se escribe y se lee.")
                    .with(site.name.clone()),
            ),
            (true, false) => Verdict::violated(
                Message::say("Nothing reads “{0}”.", "Nada lee «{0}».").with(site.name.clone()),
            ),
            (false, true) => Verdict::violated(
                Message::say("Nothing writes to “{0}”.", "Nada escribe en «{0}».").with(site.name.clone()),
            ),
            (false, false) => return Vec::new(),
        };
        vec![verdict]
    }
}

impl Examples for QueueHasBothEnds {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "only written",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{"access":"write"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "only read",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "both",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"worker":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{"access":"write"}},"worker-jobs":{"from":"worker","kind":"uses","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "not connected yet",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}}}}"#,
            },
        ]
    }
}
