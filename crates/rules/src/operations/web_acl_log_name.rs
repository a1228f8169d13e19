//! The log of a web ACL has the name AWS WAF asks for.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclLogName;

static BUILT: Built = Built {
    types: &["AWS::WAFv2::LoggingConfiguration"],
    path: "LogDestinationConfigs.0",
    holds: |given| match given {
        Given::Known(serde_json::Value::String(arn)) => Some(named(arn)),
        Given::Absent => Some(false),
        _ => None,
    },
};

static ABOUT: About = About {
    id: "web-acl-log-name",
    title: Words::new(
        "Web ACL logs are named as AWS WAF asks",
        "Los registros de WAF llevan el nombre exigido",
    ),
    rationale: Words::new(
        "AWS WAF writes only to destinations whose name begins with aws-waf-logs-, and refuses all others.",
        "AWS WAF escribe solo en destinos cuyo nombre empieza con aws-waf-logs-, y rechaza los demás.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:WAF-008"],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for WebAclLogName {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” logs to a destination AWS WAF refuses.",
            "«{0}» registra en un destino que AWS WAF rechaza.",
        );
        let satisfied = Message::say(
            "“{0}” logs to a destination named as AWS WAF asks.",
            "«{0}» registra en un destino con el nombre que exige AWS WAF.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for WebAclLogName {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"LogDestinationConfigs":["arn:aws:logs:us-east-1:111111111111:log-group:waf"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"LogDestinationConfigs":["arn:aws:logs:us-east-1:111111111111:log-group:aws-waf-logs-shop"]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a group of the design",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"LogDestinationConfigs":[{"Fn::GetAtt":["Group","Arn"]}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a log group in a folder",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"LogDestinationConfigs":["arn:aws:logs:us-east-1:111111111111:log-group:/shop/aws-waf-logs-shop"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a stream",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::WAFv2::LoggingConfiguration","properties":{"LogDestinationConfigs":["arn:aws:firehose:us-east-1:111111111111:deliverystream/aws-waf-logs-shop"]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// Whether the name in the ARN of a log group, bucket or Firehose stream begins as it must.
fn named(arn: &str) -> bool {
    let name = arn.trim_end_matches(":*").rsplit(':').next().unwrap_or_default();
    name.trim_start_matches("deliverystream/").starts_with("aws-waf-logs-")
}
