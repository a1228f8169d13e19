//! Messages in queues are encrypted.

use design::Words;
use services::kinds::{cfn_resource, sqs_queue};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct SqsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::SQS::Queue"],
    path: "SqsManagedSseEnabled",
    // SQS encrypts unless told not to.
    holds: |given| Some(!given.is_one_of(&["false"])?),
};

static ABOUT: About = About {
    id: "sqs-encrypted",
    title: Words::new("Messages in queues are encrypted", "Los mensajes en las colas están cifrados"),
    rationale: Words::new(
        "Messages carry what applications tell each other, personal data included. Encryption costs nothing with keys of SQS.",
        "Los mensajes llevan lo que se dicen las aplicaciones, incluso datos personales. Cifrar con claves de SQS no cuesta nada.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:SQS-001",
        "cdk-nag:AwsSolutions-SQS2",
        "checkov:CKV_AWS_27",
        "security-hub:SQS.1",
        "trivy:AWS-0096",
    ],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    scope: Scope::Node,
    kinds: &[sqs_queue::KIND, cfn_resource::KIND],
};

impl Rule for SqsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let keyed =
            site.record(&cfn_resource::PROPERTIES).is_some_and(|table| table.contains_key("KmsMasterKeyId"));
        let violated = Message::say("“{0}” keeps messages unencrypted.", "«{0}» guarda mensajes sin cifrar.");
        let satisfied = Message::say("“{0}” encrypts its messages.", "«{0}» cifra sus mensajes.");
        if site.is(sqs_queue::KIND) || keyed && BUILT.concerns(site) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Encrypt with keys of SQS", "Cifrar con claves de SQS"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SqsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "turned off",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"SqsManagedSseEnabled":false}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "with a key instead",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"SqsManagedSseEnabled":false,"KmsMasterKeyId":"alias/own"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "as SQS does it",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every queue of this kind",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
