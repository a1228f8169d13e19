//! Requests to a load balancer are logged.

use design::{ConnectionKind, Words};
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbAccessLogs;

static ABOUT: About = About {
    id: "alb-access-logs",
    title: Words::new("Load balancers log requests", "Los balanceadores registran las solicitudes"),
    rationale: Words::new(
        "Without access logs nobody can tell who asked for what, during an attack or after it.",
        "Sin registros de acceso nadie sabe quién pidió qué, durante un ataque o después.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "cdk-nag:AwsSolutions-ELB2",
        "checkov:CKV_AWS_91",
        "guard:ELBV2_ACCESS_LOGGING_RULE",
        "security-hub:ELB.5",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbAccessLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let silent = site.to(ConnectionKind::Logs).next().is_none();
        vec![Verdict::either(
            silent,
            Message::say("Requests to “{0}” are not logged.", "Las solicitudes a «{0}» no se registran.")
                .with(site.name.clone()),
            Message::say("Requests to “{0}” are logged.", "Las solicitudes a «{0}» se registran.")
                .with(site.name.clone()),
        )]
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "not logged",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "logged",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"logs":{"kind":"s3_bucket","properties":{"purpose":"logs"}}},"connections":{"alb-logs":{"from":"alb","kind":"logs","to":"logs","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
