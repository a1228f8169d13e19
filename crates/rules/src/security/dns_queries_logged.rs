//! Queries to public zones are logged.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DnsQueriesLogged;

static BUILT: Built = Built {
    types: &["AWS::Route53::HostedZone"],
    path: "QueryLoggingConfig",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "dns-queries-logged",
    title: Words::new("Public zones log queries", "Las zonas públicas registran consultas"),
    rationale: Words::new(
        "The log of queries shows who looks for names that should be unknown, and what still asks for a name before it goes.",
        "El registro muestra quién busca nombres que debieran ser desconocidos, y qué consulta aún un nombre antes de retirarlo.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["checkov:CKV2_AWS_39", "security-hub:Route53.2"],
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for DnsQueriesLogged {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.record(&cfn_resource::PROPERTIES).is_some_and(|table| table.contains_key("VPCs")) {
            return Vec::new();
        }
        let violated =
            Message::say("Queries to “{0}” are not logged.", "Las consultas a «{0}» no se registran.");
        let satisfied = Message::say("Queries to “{0}” are logged.", "Las consultas a «{0}» se registran.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for DnsQueriesLogged {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a public zone",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::Route53::HostedZone","properties":{"Name":"example.com"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "logged",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::Route53::HostedZone","properties":{"Name":"example.com","QueryLoggingConfig":{"CloudWatchLogsLogGroupArn":{"Ref":"Log"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a private zone",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::Route53::HostedZone","properties":{"Name":"example.com","VPCs":[{"VPCId":"vpc-1"}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
