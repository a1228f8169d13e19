//! Queue policies say what may be done.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, sqs_queue};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct SqsPolicyNamesActions;

static BUILT: Built =
    Built { types: &["AWS::SQS::QueuePolicy"], path: "PolicyDocument", holds: policies::names_actions };

static ABOUT: About = About {
    id: "sqs-policy-names-actions",
    title: Words::new(
        "Queue policies name the actions they allow",
        "Las políticas de cola nombran las acciones que permiten",
    ),
    rationale: Words::new(
        "All actions include deleting everything and rewriting the policy itself.",
        "Todas las acciones incluyen borrarlo todo y reescribir la propia política.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:SQS-006",
        "checkov:CKV_AWS_72",
        "guard:SQS_QUEUEPOLICY_NO_WILDCARD_ACTION",
        "trivy:AWS-0097",
    ],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
    scope: Scope::Node,
    kinds: &[sqs_queue::KIND, cfn_resource::KIND],
};

impl Rule for SqsPolicyNamesActions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” allows every action.", "«{0}» permite todas las acciones.");
        let satisfied =
            Message::say("“{0}” names the actions it allows.", "«{0}» nombra las acciones que permite.");
        if site.is(sqs_queue::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, BUILT.path).known()?;
        let mended = policies::mend(document, policies::whole_service, send_and_receive);
        BUILT.fix(site, mended, Message::say("Allow sending and receiving", "Permitir enviar y recibir"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SqsPolicyNamesActions {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "every action",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"sqs:*","Resource":"arn:aws:sqs:us-east-1:111111111111:jobs"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every action, in a list",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":["sqs:SendMessage","*"],"Resource":"arn:aws:sqs:us-east-1:111111111111:jobs"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one allowed, all denied without TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111111111111:jobs"},{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"sqs_queue","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// What producers and consumers of a queue need.
fn send_and_receive(statement: &mut Value) {
    if let Some(statement) = statement.as_object_mut() {
        let actions = json!([
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:SendMessage"
        ]);
        statement.insert("Action".to_owned(), actions);
    }
}
