//! Trails are encrypted with a key of the account.

use design::Words;
use serde_json::json;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct TrailEncrypted;

static BUILT: Built =
    Built { types: &["AWS::CloudTrail::Trail"], path: "KMSKeyId", holds: |given| given.present() };

static ABOUT: About = About {
    id: "trail-encrypted",
    title: Words::new(
        "Trails are encrypted with a key of your own",
        "Los trails se cifran con una clave propia",
    ),
    rationale: Words::new(
        "A trail is a map of the account. With a key of your own, reading the bucket is not enough to read it.",
        "Un trail es un mapa de la cuenta. Con una clave propia, no basta leer el bucket para leerlo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:CT-002", "checkov:CKV_AWS_35", "security-hub:CloudTrail.2", "trivy:AWS-0015"],
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” has no key of your own.", "«{0}» no tiene una clave propia.");
        let satisfied = Message::say("A key of your own encrypts “{0}”.", "Una clave propia cifra «{0}».");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let key = json!({
            "type": "AWS::KMS::Key",
            "properties": {
                "EnableKeyRotation": true,
                "KeyPolicy": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {
                                "AWS": { "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root" }
                            },
                            "Action": "kms:*",
                            "Resource": "*"
                        },
                        {
                            "Effect": "Allow",
                            "Principal": { "Service": "cloudtrail.amazonaws.com" },
                            "Action": ["kms:DescribeKey", "kms:GenerateDataKey*"],
                            "Resource": "*",
                            "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } }
                        }
                    ]
                }
            },
            "attributes": { "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain" }
        });
        let (add, key) = companions::raw(site, "key", key)?;
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        let mut fix = BUILT.fix(site, json!({ "Fn::GetAtt": [key, "Arn"] }), title)?;
        fix.edits.insert(0, add);
        Some(fix)
    }
}

impl Examples for TrailEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"KMSKeyId":{"Fn::GetAtt":["Key","Arn"]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no trail", design: r#"{}"# },
        ]
    }
}
