//! Services of AWS act only for this account.

use design::{ConnectionKind, Words};
use serde_json::{Value, json};
use services::kinds::{cfn_resource, s3_bucket, sns_topic, sqs_queue};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct ServiceStatesItsSource;

static BUILT: Built = Built {
    types: &["AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy"],
    path: "PolicyDocument",
    holds: |given| policies::none(&policies::statements(*given), for_anybody),
};

static ABOUT: About = About {
    id: "service-states-its-source",
    title: Words::new(
        "AWS services act for your account only",
        "Los servicios de AWS actúan solo para su cuenta",
    ),
    rationale: Words::new(
        "A policy that trusts a service of AWS trusts it on behalf of every customer, unless it asks for whom the service acts: the confused deputy.",
        "Una política que confía en un servicio de AWS lo hace en nombre de cualquier cliente, salvo que pregunte para quién actúa: el suplente confuso.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:IAM-013"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, s3_bucket::KIND, sns_topic::KIND, sqs_queue::KIND],
};

impl Rule for ServiceStatesItsSource {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied = Message::say(
            "Services may use “{0}” on behalf of this account only.",
            "Los servicios usan «{0}» solo en nombre de esta cuenta.",
        );
        if !site.is(cfn_resource::KIND) {
            let by_services = [ConnectionKind::Event, ConnectionKind::Logs, ConnectionKind::Origin]
                .into_iter()
                .any(|kind| site.from(kind).next().is_some());
            return by_services
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        if !policies::raw_type(site).is_some_and(|of| BUILT.types.contains(&of)) {
            return Vec::new();
        }
        let statements = policies::statements(policies::raw(site, BUILT.path));
        if statements.iter().all(|one| policies::principals(*one, "Service").is_empty()) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” lets {1} act for any account.",
            "«{0}» deja que {1} actúe para cualquier cuenta.",
        );
        vec![policies::judge(site, &statements, for_anybody, violated, satisfied)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, BUILT.path).known()?;
        let mended = policies::mend(document, for_anybody, for_this_account);
        let changed = mended != *document;
        let title = Message::say("Ask for this account", "Exigir esta cuenta");
        changed.then(|| BUILT.fix(site, mended, title)).flatten()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for ServiceStatesItsSource {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "any bucket in the world may publish",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"Topics":["t"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sns:Publish","Resource":"*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "one condition that does not help",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"Topics":["t"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sns:Publish","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "any topic in the world may send",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"Queues":["q"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:111111111111:jobs"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "for one topic",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SQS::QueuePolicy","properties":{"Queues":["q"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnEquals":{"AWS:SourceArn":"arn:aws:sns:us-east-1:111111111111:news"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "for this account",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"Topics":["t"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sns:Publish","Resource":"*","Condition":{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bucket that takes logs and a queue that takes events",
                design: r#"{"nodes":{"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}},"files":{"kind":"s3_bucket","properties":{}},"in":{"kind":"sqs_queue","properties":{}}},"connections":{"files-logs":{"from":"files","kind":"logs","to":"logs","properties":{}},"files-in":{"from":"files","kind":"event","to":"in","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a topic that takes alarms",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}},"topic":{"kind":"sns_topic","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"alarm-alb":{"from":"alarm","kind":"attached","to":"alb","properties":{}},"alarm-topic":{"from":"alarm","kind":"event","to":"topic","properties":{}},"topic-key":{"from":"topic","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "trusts no service",
                design: r#"{"nodes":{"policy":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::TopicPolicy","properties":{"Topics":["t"],"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444444444444:root"},"Action":"sns:Publish","Resource":"*"}]}}}}}}"#,
            },
        ]
    }
}

const SOURCES: [&str; 4] = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"];
/// Services that do not say for whom they act when they publish.
const SILENT: [&str; 2] = ["codestar-notifications.amazonaws.com", "events.amazonaws.com"];

fn for_anybody(statement: Given<'_>) -> Option<String> {
    let service = policies::principals(statement, "Service").into_iter().find(|one| !SILENT.contains(one))?;
    let open = policies::allows(statement) && !policies::asks_for(statement, &SOURCES);
    open.then(|| service.to_owned())
}

/// Services that state what they act for, but not the account, and how the ARNs of that begin.
const BY_ARN: [(&str, &str); 2] = [
    ("cloudfront.amazonaws.com", "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:*"),
    ("sns.amazonaws.com", "arn:${AWS::Partition}:sns:*:${AWS::AccountId}:*"),
];

/// Adds the condition that the service acts for this account; none where one condition does not fit all it names.
fn for_this_account(statement: &mut Value) {
    let services = policies::principals(Given::Known(statement), "Service");
    let by_arn = BY_ARN.iter().find(|(service, _)| services.contains(service)).map(|(_, arns)| *arns);
    if by_arn.is_some() && services.len() > 1 {
        return;
    }
    let (operator, key, value) = match by_arn {
        Some(arns) => ("ArnLike", "aws:SourceArn", json!({ "Fn::Sub": arns })),
        None => ("StringEquals", "aws:SourceAccount", json!({ "Ref": "AWS::AccountId" })),
    };
    let Some(statement) = statement.as_object_mut() else { return };
    let condition = statement.entry("Condition").or_insert_with(|| json!({}));
    let asked = condition.as_object_mut().map(|all| all.entry(operator).or_insert_with(|| json!({})));
    if let Some(asked) = asked.and_then(Value::as_object_mut) {
        asked.insert(key.to_owned(), value);
    }
}
