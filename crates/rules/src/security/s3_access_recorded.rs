//! It is known who read what.

use design::{ConnectionKind, Words};
use services::{
    artifacts,
    kinds::{cfn_resource, codecommit_repository, codepipeline, s3_bucket},
};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3AccessRecorded;

static BUILT: Built =
    Built { types: &["AWS::S3::Bucket"], path: "LoggingConfiguration", holds: |given| given.present() };

static ABOUT: About = About {
    id: "s3-access-recorded",
    title: Words::new("Access to buckets is recorded", "El acceso a los buckets se registra"),
    rationale: Words::new(
        "After a leak the first question is who read which file. Without access logs or CloudTrail data events nobody can answer.",
        "Tras una fuga la primera pregunta es quién leyó qué archivo. Sin registros de acceso ni eventos de datos nadie puede responder.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:S3-007",
        "cdk-nag:AwsSolutions-S1",
        "checkov:CKV_AWS_18",
        "guard:S3_BUCKET_LOGGING_ENABLED",
        "security-hub:S3.9",
        "trivy:AWS-0089",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html",
    scope: Scope::Neighbours,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND, codecommit_repository::KIND, codepipeline::KIND],
};

impl Rule for S3AccessRecorded {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(s3_bucket::KIND) && site.text(&s3_bucket::PURPOSE) == "logs" {
            return Vec::new();
        }
        let name = site.name.clone();
        if site.is(codecommit_repository::KIND) && !codecommit_repository::copied(site) {
            return Vec::new();
        }
        // Data events of CloudTrail are set for an account, not here.
        let asks = Message::say(
            "“{0}” keeps no access log: do data events of CloudTrail record who reads it?",
            "«{0}» no tiene registro de acceso: ¿registran los eventos de datos de CloudTrail quién lo lee?",
        );
        if site.is(s3_bucket::KIND) {
            return vec![match site.to(ConnectionKind::Logs).next() {
                Some((_, log)) => Verdict::satisfied(
                    Message::say(
                        "Access to “{0}” is recorded in “{1}”.",
                        "El acceso a «{0}» se registra en «{1}».",
                    )
                    .with(name)
                    .with(log.name.clone()),
                ),
                None => Verdict::cannot_tell(asks.with(name)),
            }];
        }
        if !site.is(cfn_resource::KIND) {
            let asks = Message::say(
                "The bucket between the steps of “{0}” keeps no access log: do data events of CloudTrail record who reads it?",
                "El bucket entre los pasos de «{0}» no tiene registro de acceso: ¿registran los eventos de datos de CloudTrail quién lo lee?",
            );
            return vec![Verdict::cannot_tell(asks.with(name)).part(artifacts::BUCKET)];
        }
        let recorded = Message::say("Access to “{0}” is recorded.", "El acceso a «{0}» se registra.");
        BUILT.judge(site, asks, recorded).map(Verdict::asked).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3AccessRecorded {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "no log",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a log",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}}},"connections":{"files-logs":{"from":"files","kind":"logs","to":"logs","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "raw, no log",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a log",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"LoggingConfiguration":{"DestinationBucketName":"logs","LogFilePrefix":"files/"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "artifacts of a pipeline",
                design: r#"{"nodes":{"pipeline":{"kind":"codepipeline","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a repository that nothing is copied into",
                design: r#"{"nodes":{"code":{"kind":"codecommit_repository","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "logs themselves",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"purpose":"logs"}}}}"#,
            },
        ]
    }
}
