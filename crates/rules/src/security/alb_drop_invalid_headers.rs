//! Invalid header fields do not reach the application.

use design::Words;
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbDropInvalidHeaders;

static ABOUT: About = About {
    id: "alb-drop-invalid-headers",
    title: Words::new(
        "Load balancers drop invalid headers",
        "Los balanceadores descartan cabeceras inválidas",
    ),
    rationale: Words::new(
        "Malformed headers are used to smuggle a second request past the load balancer.",
        "Las cabeceras malformadas se usan para colar una segunda solicitud por el balanceador.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "checkov:CKV_AWS_131",
        "guard:ALB_HTTP_DROP_INVALID_HEADER_ENABLED",
        "security-hub:ELB.4",
        "trivy:AWS-0052",
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND],
};

impl Rule for AlbDropInvalidHeaders {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&alb::DROP_INVALID),
            Message::say("“{0}” passes invalid headers on.", "«{0}» reenvía cabeceras inválidas.")
                .with(site.name.clone()),
            Message::say("“{0}” drops invalid headers.", "«{0}» descarta cabeceras inválidas.")
                .with(site.name.clone()),
        );
        vec![verdict.on(alb::DROP_INVALID.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            alb::DROP_INVALID.name,
            true,
            Message::say("Drop invalid headers", "Descartar cabeceras inválidas"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "changed",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"drop_invalid_headers":false},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no load balancer", design: r#"{}"# },
        ]
    }
}
