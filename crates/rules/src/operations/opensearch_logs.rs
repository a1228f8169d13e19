//! A domain records errors, slow queries and who did what.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchLogs;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "LogPublishingOptions",
    holds: |given| {
        ["ES_APPLICATION_LOGS", "AUDIT_LOGS"]
            .iter()
            .try_fold(true, |all, log| Some(all && given.at(log).at("Enabled").on()?))
    },
};

static ABOUT: About = About {
    id: "opensearch-logs",
    title: Words::new("OpenSearch keeps its logs", "OpenSearch guarda sus registros"),
    rationale: Words::new(
        "What went wrong in a domain, and who asked for what, is in its logs or nowhere.",
        "Lo que falló en un dominio, y quién pidió qué, está en sus registros o en ninguna parte.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &[
        "groundplan:OS-006",
        "groundplan:OS-007",
        "cdk-nag:AwsSolutions-OS9",
        "checkov:CKV_AWS_84",
        "checkov:CKV_AWS_317",
        "guard:OPENSEARCH_APPLICATION_LOGGING_ENABLED",
        "security-hub:Opensearch.4",
        "security-hub:Opensearch.5",
        "trivy:AWS-0042",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "“{0}” does not keep its error and audit logs.",
                    "«{0}» no guarda sus registros de errores y auditoría.",
                ),
                Message::say(
                    "“{0}” keeps its error and audit logs.",
                    "«{0}» guarda sus registros de errores y auditoría.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let kept = site.texts(&opensearch_domain::LOGS);
        let missing: Vec<&str> = WANTED.into_iter().filter(|log| !kept.contains(log)).collect();
        let verdict = if missing.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "“{0}” keeps its error and audit logs.",
                    "«{0}» guarda sus registros de errores y auditoría.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say("“{0}” does not keep these logs: {1}.", "«{0}» no guarda estos registros: {1}.")
                    .with(site.name.clone())
                    .with(missing.join(", ")),
            )
        };
        vec![verdict.on(opensearch_domain::LOGS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        let mut logs: Vec<serde_json::Value> =
            site.texts(&opensearch_domain::LOGS).into_iter().map(Into::into).collect();
        logs.extend(
            WANTED
                .into_iter()
                .map(serde_json::Value::from)
                .filter(|log| !logs.contains(log))
                .collect::<Vec<_>>(),
        );
        Some(Fix::set(
            site,
            opensearch_domain::LOGS.name,
            logs,
            Message::say("Keep both logs", "Guardar ambos registros"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"logs":[]},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that does not say so",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"LogPublishingOptions":{"ES_APPLICATION_LOGS":{"Enabled":true,"CloudWatchLogsLogGroupArn":{"Fn::GetAtt":["Log","Arn"]}},"AUDIT_LOGS":{"Enabled":true,"CloudWatchLogsLogGroupArn":{"Fn::GetAtt":["Log","Arn"]}}}}}}}}"#,
            },
        ]
    }
}

const WANTED: [&str; 2] = ["application", "audit"];
