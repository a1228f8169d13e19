//! A load balancer answers over HTTPS.

use design::Words;
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbHttps;

static ABOUT: About = About {
    id: "alb-https",
    title: Words::new("Load balancers answer over HTTPS", "Los balanceadores responden por HTTPS"),
    rationale: Words::new(
        "Over plain HTTP, passwords and sessions can be read and changed on the way.",
        "Por HTTP simple, las claves y sesiones se pueden leer y cambiar en el camino.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "cdk-nag:AwsSolutions-ELB5",
        "checkov:CKV_AWS_2",
        "guard:ELBV2_LISTENER_PROTOCOL_RULE",
        "security-hub:ELB.1",
        "trivy:AWS-0054",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        vec![Verdict::either(
            !alb::secure(site),
            Message::say(
                "“{0}” has no certificate and answers over plain HTTP.",
                "«{0}» no tiene certificado y responde por HTTP simple.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” answers over HTTPS.", "«{0}» responde por HTTPS.").with(site.name.clone()),
        )]
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
