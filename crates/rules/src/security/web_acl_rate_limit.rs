//! A web ACL limits requests from one address.

use design::Words;
use services::kinds::waf_web_acl;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclRateLimit;

static ABOUT: About = About {
    id: "web-acl-rate-limit",
    title: Words::new("Web ACLs limit the rate of requests", "Las ACL web limitan la tasa de solicitudes"),
    rationale: Words::new(
        "Guessing passwords and flooding need many requests; a limit stops both cheaply.",
        "Adivinar contraseñas e inundar requieren muchas solicitudes; un límite detiene ambas sin costo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:WAF-006"],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND],
};

impl Rule for WebAclRateLimit {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.integer(&waf_web_acl::RATE) == 0,
            Message::say(
                "“{0}” lets one address send any number of requests.",
                "«{0}» deja que una dirección envíe cualquier cantidad de solicitudes.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” limits the requests of one address.",
                "«{0}» limita las solicitudes de una dirección.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(waf_web_acl::RATE.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            waf_web_acl::RATE.name,
            2000,
            Message::say("Limit to 2,000 requests", "Limitar a 2.000 solicitudes"),
        ))
    }
}

impl Examples for WebAclRateLimit {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no limit",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{"rate_limit":0}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no web ACL", design: r#"{}"# },
        ]
    }
}
