//! Plain HTTP is sent to HTTPS.

use design::Words;
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbHttpRedirect;

static ABOUT: About = About {
    id: "alb-http-redirect",
    title: Words::new("Load balancers redirect HTTP to HTTPS", "Los balanceadores redirigen HTTP a HTTPS"),
    rationale: Words::new(
        "Who types a bare name comes over HTTP first. A redirect brings them to HTTPS instead of an error.",
        "Quien escribe un nombre sin esquema llega primero por HTTP. Una redirección lo lleva a HTTPS en vez de un error.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:ALB-002",
        "checkov:CKV2_AWS_20",
        "guard:ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
        "security-hub:ELB.1",
        "trivy:AWS-0054",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbHttpRedirect {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !alb::secure(site) || alb::behind_cloudfront(site) {
            return Vec::new();
        }
        let verdict = Verdict::either(
            !site.flag(&alb::REDIRECT),
            Message::say(
                "“{0}” does not answer those who come over HTTP.",
                "«{0}» no responde a quienes llegan por HTTP.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” sends HTTP to HTTPS.", "«{0}» envía HTTP a HTTPS.").with(site.name.clone()),
        );
        vec![verdict.on(alb::REDIRECT.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            alb::REDIRECT.name,
            true,
            Message::say("Redirect HTTP to HTTPS", "Redirigir HTTP a HTTPS"),
        ))
    }
}

impl Examples for AlbHttpRedirect {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"http_redirect":false},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
