//! Queue policies refuse requests without TLS.

use design::Words;
use services::kinds::{cfn_resource, sqs_queue};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, clear_text,
};

pub struct SqsTlsOnly;

static BUILT: Built = Built {
    types: &["AWS::SQS::QueuePolicy"],
    path: "PolicyDocument",
    holds: |given| clear_text::denied(given, &["sqs:ReceiveMessage", "sqs:SendMessage"]),
};

static ABOUT: About = About {
    id: "sqs-tls-only",
    title: Words::new(
        "Queue policies refuse requests without TLS",
        "Las políticas de cola rechazan solicitudes sin TLS",
    ),
    rationale: Words::new(
        "A request in clear text can be read and changed by whoever stands on the way.",
        "Una solicitud en texto claro puede ser leída y cambiada por quien esté en el camino.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:SQS-004", "cdk-nag:AwsSolutions-SQS4"],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    scope: Scope::Node,
    kinds: &[sqs_queue::KIND, cfn_resource::KIND],
};

impl Rule for SqsTlsOnly {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” accepts requests without TLS.", "«{0}» acepta solicitudes sin TLS.");
        let satisfied =
            Message::say("“{0}” accepts requests over TLS only.", "«{0}» solo acepta solicitudes con TLS.");
        if site.is(sqs_queue::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        clear_text::deny(site, "sqs:*")
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SqsTlsOnly {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "nothing about TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111111111111:jobs"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "allowed where it was to be denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "denied to one role only",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Ref":"Policy"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
