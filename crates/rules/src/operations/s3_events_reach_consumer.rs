//! Buckets tell those who are ready to hear of new objects.

use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{cfn_resource, s3_bucket},
};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    references,
};

pub struct S3EventsReachConsumer;

/// What lets S3 call somebody.
const CONSUMERS: [&str; 3] = ["AWS::Lambda::Permission", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy"];

static ABOUT: About = About {
    id: "s3-events-reach-consumer",
    title: Words::new(
        "Buckets tell those who wait for their objects",
        "Los buckets avisan a quienes esperan sus objetos",
    ),
    rationale: Words::new(
        "A queue, topic or function that a bucket may call, and that it never calls, waits for objects that arrived long ago.",
        "Una cola, un tema o una función que un bucket puede llamar, y nunca llama, espera objetos que llegaron hace rato.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:S3-020", "checkov:CKV2_AWS_62", "security-hub:S3.11"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND, s3_bucket::KIND],
};

impl Rule for S3EventsReachConsumer {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let told = |other: &Site<'_>| {
            Message::say(
                "“{0}” tells of its objects, as “{1}” expects.",
                "«{0}» avisa de sus objetos, como espera «{1}».",
            )
            .with(site.name.clone())
            .with(other.name.clone())
        };
        if site.is(s3_bucket::KIND) {
            // A connection is both: what it tells, and the permission to.
            let targets = site.to(ConnectionKind::Event);
            return targets.take(1).map(|(_, target)| Verdict::satisfied(told(&target))).collect();
        }
        if policies::raw_type(site) != Some("AWS::S3::Bucket") {
            return Vec::new();
        }
        let own = cloudformation::logical_id(site.node(), "");
        let name = policies::raw(site, "BucketName").known().and_then(|name| name.as_str());
        let waits = |other: &Site<'_>| {
            let text =
                || other.element().properties.get(cfn_resource::PROPERTIES.name).map(ToString::to_string);
            let said = |text: &String| text.contains("s3.amazonaws.com");
            let by_name = |text: &String| name.is_some_and(|name| text.contains(&format!(":s3:::{name}\"")));
            text().filter(said).is_some_and(|text| references::names(other, &own) || by_name(&text))
        };
        let Some(consumer) = references::of_types(site, &CONSUMERS).find(waits) else { return Vec::new() };
        let silent = policies::raw(site, "NotificationConfiguration") == Given::Absent;
        let message = Message::say(
            "“{0}” tells nobody of its objects, though “{1}” lets it.",
            "«{0}» no avisa a nadie de sus objetos, aunque «{1}» se lo permite.",
        )
        .with(site.name.clone())
        .with(consumer.name.clone());
        vec![Verdict::either(silent, message, told(&consumer)).on(cfn_resource::PROPERTIES.name)]
    }
}

impl Examples for S3EventsReachConsumer {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a function that it may call and does not",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"may-call":{"kind":"cfn_resource","properties":{"type":"AWS::Lambda::Permission","properties":{"Action":"lambda:InvokeFunction","FunctionName":"thumbs","Principal":"s3.amazonaws.com","SourceArn":{"Fn::GetAtt":["Files","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw bucket that calls it",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"NotificationConfiguration":{"LambdaConfigurations":[{"Event":"s3:ObjectCreated:*","Function":"arn:aws:lambda:us-east-1:333333333333:function:thumbs"}]}}}},"may-call":{"kind":"cfn_resource","properties":{"type":"AWS::Lambda::Permission","properties":{"Action":"lambda:InvokeFunction","FunctionName":"thumbs","Principal":"s3.amazonaws.com","SourceArn":{"Fn::GetAtt":["Files","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a connection to a queue",
                design: r#"{"nodes":{"media":{"kind":"s3_bucket","properties":{}},"jobs":{"kind":"sqs_queue","properties":{}}},"connections":{"media-jobs":{"from":"media","kind":"event","to":"jobs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nobody waits",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
        ]
    }
}
