//! What a topic cannot deliver is put aside.

use design::Words;
use serde_json::json;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct SnsKeepsUndelivered;

static BUILT: Built =
    Built { types: &["AWS::SNS::Subscription"], path: "RedrivePolicy", holds: |given| given.present() };

static ABOUT: About = About {
    id: "sns-keeps-undelivered",
    title: Words::new(
        "Topics put aside what they cannot deliver",
        "Los temas apartan lo que no pueden entregar",
    ),
    rationale: Words::new(
        "After its retries SNS throws a message away. A dead-letter queue on the subscription keeps it.",
        "Tras sus reintentos SNS descarta el mensaje. Una cola de mensajes fallidos en la suscripción lo conserva.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL05",
    peers: &[],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for SnsKeepsUndelivered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let to_code = site.record(&cfn_resource::PROPERTIES).and_then(|table| {
            Given::read(table, "Protocol").is_one_of(&["firehose", "http", "https", "lambda"])
        });
        if to_code != Some(true) {
            return Vec::new();
        }
        let violated =
            Message::say("What “{0}” cannot deliver is lost.", "Lo que «{0}» no puede entregar se pierde.");
        let satisfied = Message::say(
            "What “{0}” cannot deliver is put aside.",
            "Lo que «{0}» no puede entregar se aparta.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Put it aside in a queue", "Apartarlo en una cola");
        let mut properties = companions::raw_properties(site);
        let queue = json!({
            "type": "AWS::SQS::Queue",
            "properties": { "MessageRetentionPeriod": 1_209_600, "SqsManagedSseEnabled": true }
        });
        let (add_queue, queue) = companions::raw(site, "undelivered", queue)?;
        let arn = json!({ "Fn::GetAtt": [queue, "Arn"] });
        let only_from = json!({ "ArnEquals": { "aws:SourceArn": properties.get("TopicArn")? } });
        let policy = json!({
            "type": "AWS::SQS::QueuePolicy",
            "properties": {
                "Queues": [{ "Ref": queue }],
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": { "Service": "sns.amazonaws.com" },
                            "Action": "sqs:SendMessage",
                            "Resource": arn,
                            "Condition": only_from
                        },
                        {
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "sqs:*",
                            "Resource": arn,
                            "Condition": { "Bool": { "aws:SecureTransport": "false" } }
                        }
                    ]
                }
            }
        });
        let (add_policy, _) = companions::raw(site, "undelivered-policy", policy)?;
        properties.insert(BUILT.path.to_owned(), json!({ "deadLetterTargetArn": arn }));
        let mut edits = vec![add_queue, add_policy];
        edits.extend(companions::rewrite(site, properties));
        Some(Fix { title, edits })
    }
}

impl Examples for SnsKeepsUndelivered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an endpoint",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Subscription","properties":{"TopicArn":{"Ref":"News"},"Protocol":"https","Endpoint":"https://example.com"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a queue for what fails",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Subscription","properties":{"Protocol":"lambda","RedrivePolicy":{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:111111111111:failed"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "to people",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Subscription","properties":{"Protocol":"email","Endpoint":"ops@example.com"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
