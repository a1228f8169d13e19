//! A message is tried more than once.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, sqs_queue};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct QueueTriesAgain;

static BUILT: Built = Built {
    types: &["AWS::SQS::Queue"],
    path: "RedrivePolicy",
    holds: |given| match given.at("maxReceiveCount") {
        // One that gives nothing up tries until the message is too old; SQS tries ten times unless told otherwise.
        Given::Absent => Some(true),
        count => count.at_least(2.0),
    },
};

static COUNT: Built = Built {
    types: &["AWS::SQS::Queue"],
    path: "RedrivePolicy.maxReceiveCount",
    holds: |given| given.at_least(2.0),
};

static ABOUT: About = About {
    id: "queue-tries-again",
    title: Words::new("Messages are tried more than once", "Los mensajes se intentan más de una vez"),
    rationale: Words::new(
        "With a single try every restart of a consumer or short outage puts good messages among the failed ones.",
        "Con un solo intento, cada reinicio de un consumidor o corte breve manda mensajes buenos a los fallidos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &["groundplan:SQS-003"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, sqs_queue::KIND],
};

impl Rule for QueueTriesAgain {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” gives a message up after one try.",
            "«{0}» da por fallido un mensaje tras un intento.",
        );
        let satisfied =
            Message::say("“{0}” tries a message more than once.", "«{0}» intenta un mensaje más de una vez.");
        if site.is(sqs_queue::KIND) {
            let drawn = site.to(ConnectionKind::Event).next().is_some();
            let takes_failed = site.from(ConnectionKind::Event).any(|(_, from)| from.is(sqs_queue::KIND));
            if !drawn && (takes_failed || !site.flag(&sqs_queue::DEAD_LETTERS)) {
                return Vec::new();
            }
            let name = site.name.clone();
            let once = site.integer(&sqs_queue::MAX_RECEIVES) < 2;
            return vec![
                Verdict::either(once, violated.with(name.clone()), satisfied.with(name))
                    .on(sqs_queue::MAX_RECEIVES.name),
            ];
        }
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Try five times", "Intentar cinco veces");
        let set = || Fix::set(site, sqs_queue::MAX_RECEIVES.name, 5, title.clone());
        Some(COUNT.fix(site, 5, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for QueueTriesAgain {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "once",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{"max_receive_count":1}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "raw, once",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"RedrivePolicy":{"maxReceiveCount":1}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "five times",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, three times",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"RedrivePolicy":{"maxReceiveCount":3}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"RedrivePolicy":{"maxReceiveCount":{"Ref":"Tries"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing takes what fails",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{"dead_letter_queue":false,"max_receive_count":1}}}}"#,
            },
        ]
    }
}
