//! Trails are also sent to CloudWatch Logs.

use design::Words;
use serde_json::json;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct TrailIntoLogGroup;

static BUILT: Built = Built {
    types: &["AWS::CloudTrail::Trail"],
    path: "CloudWatchLogsLogGroupArn",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "trail-into-log-group",
    title: Words::new("Trails reach CloudWatch Logs", "Los trails llegan a CloudWatch Logs"),
    rationale: Words::new(
        "Files in a bucket are read after the damage. In a log group, a filter can raise an alarm while it happens.",
        "Los archivos de un bucket se leen después del daño. En un grupo de registros, un filtro da la alarma mientras ocurre.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["checkov:CKV2_AWS_10", "security-hub:CloudTrail.5", "trivy:AWS-0162"],
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailIntoLogGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "No alarm can see what “{0}” records.",
            "Ninguna alarma puede ver lo que registra «{0}».",
        );
        let satisfied = Message::say(
            "What “{0}” records reaches CloudWatch Logs.",
            "Lo que registra «{0}» llega a CloudWatch Logs.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let group = json!({
            "type": "AWS::Logs::LogGroup",
            "properties": { "RetentionInDays": 365 },
            "attributes": { "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain" }
        });
        let (add_group, group) = companions::raw(site, "log-group", group)?;
        let role = json!({
            "type": "AWS::IAM::Role",
            "properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{
                        "Effect": "Allow",
                        "Principal": { "Service": "cloudtrail.amazonaws.com" },
                        "Action": "sts:AssumeRole",
                        "Condition": { "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } }
                    }]
                },
                "Policies": [{
                    "PolicyName": "write-log",
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [{
                            "Effect": "Allow",
                            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                            "Resource": { "Fn::GetAtt": [group, "Arn"] }
                        }]
                    }
                }]
            }
        });
        let (add_role, role) = companions::raw(site, "log-role", role)?;
        let mut properties = companions::raw_properties(site);
        properties.insert(BUILT.path.to_owned(), json!({ "Fn::GetAtt": [group, "Arn"] }));
        properties.insert("CloudWatchLogsRoleArn".to_owned(), json!({ "Fn::GetAtt": [role, "Arn"] }));
        let mut edits = vec![add_group, add_role];
        edits.extend(companions::rewrite(site, properties));
        let title = Message::say("Send it to a log group", "Enviarlo a un grupo de registros");
        Some(Fix { title, edits })
    }
}

impl Examples for TrailIntoLogGroup {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "files only",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a log group",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"CloudWatchLogsLogGroupArn":{"Fn::GetAtt":["Trails","Arn"]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no trail", design: r#"{}"# },
        ]
    }
}
