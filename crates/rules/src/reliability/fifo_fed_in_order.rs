//! A FIFO queue is fed by what keeps the order.

use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{cfn_resource, s3_bucket, sns_topic, sqs_queue},
};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct FifoFedInOrder;

static ABOUT: About = About {
    id: "fifo-fed-in-order",
    title: Words::new("FIFO queues are fed in order", "Las colas FIFO reciben en orden"),
    rationale: Words::new(
        "Standard topics and buckets keep no order, and AWS refuses to connect them to a FIFO queue.",
        "Los temas estándar y los buckets no guardan el orden, y AWS rechaza conectarlos a una cola FIFO.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL04",
    peers: &["groundplan:G-MSG-01", "groundplan:SQS-007", "cfn-lint:E3502"],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND],
};

impl Rule for FifoFedInOrder {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.flag(&sqs_queue::FIFO) {
            return Vec::new();
        }
        site.from(ConnectionKind::Event)
            .filter_map(|(_, from)| {
                let say = |en: &'static str, es: &'static str| {
                    Message::say(en, es).with(site.name.clone()).with(from.name.clone())
                };
                let orderly = match from.kind.name {
                    sns_topic::KIND => from.flag(&sns_topic::FIFO),
                    sqs_queue::KIND => from.flag(&sqs_queue::FIFO),
                    s3_bucket::KIND => false,
                    cfn_resource::KIND => {
                        return Some(Verdict::cannot_tell(say(
                            "Whether “{1}” keeps the order “{0}” asks for is not known.",
                            "No se sabe si «{1}» guarda el orden que pide «{0}».",
                        )));
                    }
                    // An application sends its messages in the order it wants.
                    _ => return None,
                };
                Some(Verdict::either(
                    !orderly,
                    say(
                        "“{1}” keeps no order, which “{0}” asks for.",
                        "«{1}» no guarda el orden que pide «{0}».",
                    ),
                    say("“{1}” feeds “{0}” in order.", "«{1}» alimenta a «{0}» en orden."),
                ))
            })
            .collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let feeders: Vec<Site<'_>> = site.from(ConnectionKind::Event).map(|(_, from)| from).collect();
        // Failed messages of standard queues go to a standard one.
        if feeders.iter().all(|from| from.is(sqs_queue::KIND) && !from.flag(&sqs_queue::FIFO)) {
            let title = Message::say("Make it a standard queue", "Dejarla como cola estándar");
            return Some(Fix::set(site, sqs_queue::FIFO.name, false, title));
        }
        // A FIFO topic takes FIFO queues only, and no addresses.
        let turns = |from: &Site<'_>| {
            from.is(sns_topic::KIND)
                && from.texts(&sns_topic::EMAILS).is_empty()
                && from.to(ConnectionKind::Event).all(|(_, queue)| queue.flag(&sqs_queue::FIFO))
        };
        let edits = feeders.iter().map(|from| {
            turns(from).then(|| Edit::Set {
                id: from.id.clone(),
                property: sns_topic::FIFO.name,
                value: true.into(),
            })
        });
        let edits = edits.collect::<Option<Vec<_>>>()?;
        Some(Fix { title: Message::say("Make the topic FIFO", "Hacer FIFO el tema"), edits })
    }
}

impl Examples for FifoFedInOrder {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a standard topic",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{}},"jobs":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"news-jobs":{"from":"news","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a standard queue fails into it",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{}},"failed":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a bucket",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"jobs":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"files-jobs":{"from":"files","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw rule",
                design: r#"{"nodes":{"rule":{"kind":"cfn_resource","properties":{"type":"AWS::Events::Rule","properties":{}}},"jobs":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"rule-jobs":{"from":"rule","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a FIFO topic",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{"fifo":true}},"jobs":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"news-jobs":{"from":"news","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a FIFO queue fails into it",
                design: r#"{"nodes":{"jobs":{"kind":"sqs_queue","properties":{"fifo":true}},"failed":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"jobs-failed":{"from":"jobs","kind":"event","to":"failed","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an application",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"jobs":{"kind":"sqs_queue","properties":{"fifo":true}}},"connections":{"nodes-jobs":{"from":"nodes","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a standard queue",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{}},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"news-jobs":{"from":"news","kind":"event","to":"jobs","properties":{}}}}"#,
            },
        ]
    }
}
