//! Queues with sensitive content have a key of their own.

use design::Words;
use services::kinds::{cfn_resource, kms_key, sqs_queue};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct SqsCustomerKey;

static BUILT: Built = Built {
    types: &["AWS::SQS::Queue"],
    path: "KmsMasterKeyId",
    holds: |given| match given {
        // By name or by ARN.
        Given::Known(key) => Some(!key.as_str().is_some_and(|key| key.ends_with("alias/aws/sqs"))),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "sqs-customer-key",
    title: Words::new(
        "Queues with sensitive content have a key of your own",
        "Con contenido sensible, las colas tienen clave propia",
    ),
    rationale: Words::new(
        "A key of your own shows each use in CloudTrail, and closing it closes the data at once. Keys of AWS can do neither.",
        "Una clave propia muestra cada uso en CloudTrail, y cerrarla cierra los datos de inmediato. Las de AWS no pueden.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:SQS-002", "guard:SQS_QUEUE_KMS_MASTER_KEY_ID_RULE", "trivy:AWS-0135"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    scope: Scope::Neighbours,
    kinds: &[sqs_queue::KIND, cfn_resource::KIND],
};

impl Rule for SqsCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is encrypted with a key of AWS; is its content sensitive?",
            "«{0}» se cifra con una clave de AWS; ¿es sensible su contenido?",
        );
        let satisfied = Message::say(
            "“{0}” is encrypted with a key of your own.",
            "«{0}» se cifra con una clave propia.",
        );
        if site.is(sqs_queue::KIND) {
            let name = site.name.clone();
            return vec![match site.attached(kms_key::KIND) {
                Some(_) => Verdict::satisfied(satisfied.with(name)),
                None => Verdict::cannot_tell(violated.with(name)),
            }];
        }
        // Only a person knows what is sensitive.
        BUILT.judge(site, violated, satisfied).map(Verdict::asked).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SqsCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a key of AWS",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, a key of AWS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key of its own",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"own-key":{"from":"own","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a key of its own",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"KmsMasterKeyId":"alias/own"}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, the key of AWS by name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::Queue","properties":{"KmsMasterKeyId":"alias/aws/sqs"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
