//! Requests that risk desynchronisation are not passed on.

use design::Words;
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbDesyncMitigation;

static ABOUT: About = About {
    id: "alb-desync-mitigation",
    title: Words::new("Load balancers mitigate HTTP desync", "Los balanceadores mitigan el desync de HTTP"),
    rationale: Words::new(
        "Where two servers read a request differently, an attacker slips a second one in.",
        "Donde dos servidores leen distinto una solicitud, un atacante cuela una segunda.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["checkov:CKV_AWS_328", "security-hub:ELB.12"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    scope: Scope::Node,
    kinds: &[alb::KIND],
};

impl Rule for AlbDesyncMitigation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&alb::DESYNC) == "monitor",
            Message::say(
                "“{0}” only watches requests that risk desync.",
                "«{0}» solo observa las solicitudes con riesgo de desync.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” mitigates requests that risk desync.",
                "«{0}» mitiga las solicitudes con riesgo de desync.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(alb::DESYNC.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            alb::DESYNC.name,
            "defensive",
            Message::say("Mitigate defensively", "Mitigar de forma defensiva"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "changed",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{"desync_mitigation":"monitor"},"parent":"public"}}}"#,
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
