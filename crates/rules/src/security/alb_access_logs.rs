//! Requests to a load balancer are logged.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, attributes,
    companions,
};

pub struct AlbAccessLogs;

static BUILT: Built = Built {
    types: &["AWS::ElasticLoadBalancingV2::LoadBalancer"],
    path: "LoadBalancerAttributes",
    holds: |given| attributes::read(given, "access_logs.s3.enabled").on(),
};

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
        "groundplan:ALB-005",
        "cdk-nag:AwsSolutions-ELB2",
        "checkov:CKV_AWS_91",
        "guard:ELBV2_ACCESS_LOGGING_RULE",
        "security-hub:ELB.5",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND, cfn_resource::KIND],
};

impl Rule for AlbAccessLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say("Requests to “{0}” are not logged.", "Las solicitudes a «{0}» no se registran."),
                Message::say("Requests to “{0}” are logged.", "Las solicitudes a «{0}» se registran."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let silent = site.to(ConnectionKind::Logs).next().is_none();
        vec![Verdict::either(
            silent,
            Message::say("Requests to “{0}” are not logged.", "Las solicitudes a «{0}» no se registran.")
                .with(site.name.clone()),
            Message::say("Requests to “{0}” are logged.", "Las solicitudes a «{0}» se registran.")
                .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if !site.is(alb::KIND) {
            return None;
        }
        let title = Message::say("Log into a bucket of its own", "Registrar en un bucket propio");
        Some(Fix { title, edits: companions::log_bucket(site)? })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlbAccessLogs {
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
            Example {
                expect: Expect::Violated,
                name: "a raw load balancer that does not say so",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"Scheme":"internal"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw load balancer",
                design: r#"{"nodes":{"lb":{"kind":"cfn_resource","properties":{"type":"AWS::ElasticLoadBalancingV2::LoadBalancer","properties":{"LoadBalancerAttributes":[{"Key":"access_logs.s3.enabled","Value":"true"},{"Key":"access_logs.s3.bucket","Value":{"Ref":"Logs"}}]}}}}}"#,
            },
        ]
    }
}
