//! Messages stay hidden for longer than handling them takes.

use architecture::Access;
use design::{ConnectionKind, Words};
use services::kinds::sqs_queue;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct QueueVisibilityStated;

static ABOUT: About = About {
    id: "queue-visibility-stated",
    title: Words::new(
        "Messages stay hidden while they are handled",
        "Los mensajes quedan ocultos mientras se procesan",
    ),
    rationale: Words::new(
        "A message that shows up again before it is done is handled twice: two e-mails, two charges.",
        "Un mensaje que reaparece antes de terminar se procesa dos veces: dos correos, dos cobros.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &["groundplan:SQS-008", "groundplan:G-MSG-02", "cfn-lint:E3505"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for QueueVisibilityStated {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let reads = |(edge, _): (&architecture::Edge, _)| Access::parse(edge.text("access")).reads();
        if !site.from(ConnectionKind::Uses).any(reads) {
            return Vec::new();
        }
        let seconds = site.integer(&sqs_queue::VISIBILITY);
        let stated = site.properties.get(sqs_queue::VISIBILITY.name).is_some();
        let verdict = if seconds == 0 {
            Verdict::violated(
                Message::say(
                    "“{0}” hides no message while it is handled: every reader gets it.",
                    "«{0}» no oculta el mensaje que se procesa: cada lector lo recibe.",
                )
                .with(site.name.clone()),
            )
        } else if stated {
            Verdict::satisfied(
                Message::say(
                    "“{0}” hides messages for {1} s, as stated.",
                    "«{0}» oculta los mensajes {1} s, según se indicó.",
                )
                .with(site.name.clone())
                .with(seconds.to_string()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” hides messages for {1} s unless stated otherwise: does handling one take less?",
                    "«{0}» oculta los mensajes {1} s si no se indica otra cosa: ¿procesar uno toma menos?",
                )
                .with(site.name.clone())
                .with(seconds.to_string()),
            )
        };
        vec![verdict.on(sqs_queue::VISIBILITY.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            sqs_queue::VISIBILITY.name,
            120,
            Message::say("Hide messages for two minutes", "Ocultar los mensajes dos minutos"),
        ))
    }
}

impl Examples for QueueVisibilityStated {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "not hidden at all",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"jobs":{"kind":"sqs_queue","properties":{"visibility_timeout_seconds":0}}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "stated",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"jobs":{"kind":"sqs_queue","properties":{"visibility_timeout_seconds":900}}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "not stated",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nobody reads it",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"api-jobs":{"from":"api","kind":"uses","to":"jobs","properties":{"access":"write"}}}}"#,
            },
        ]
    }
}
