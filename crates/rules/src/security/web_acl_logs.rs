//! What a web ACL decides is logged.

use design::Words;
use services::kinds::waf_web_acl;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct WebAclLogs;

static ABOUT: About = About {
    id: "web-acl-logs",
    title: Words::new("Web ACLs log requests", "Las ACL web registran las solicitudes"),
    rationale: Words::new(
        "Only the log tells whether a block was an attack or a customer.",
        "Solo el registro dice si un bloqueo fue un ataque o un cliente.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &[
        "groundplan:WAF-002",
        "checkov:CKV2_AWS_31",
        "guard:WAFV2_LOGGING_ENABLED",
        "security-hub:WAF.11",
    ],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
    scope: Scope::Node,
    kinds: &[waf_web_acl::KIND],
};

impl Rule for WebAclLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&waf_web_acl::LOGGED) == "off",
            Message::say("“{0}” logs nothing.", "«{0}» no registra nada.").with(site.name.clone()),
            Message::say("“{0}” logs requests.", "«{0}» registra solicitudes.").with(site.name.clone()),
        );
        vec![verdict.on(waf_web_acl::LOGGED.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            waf_web_acl::LOGGED.name,
            "not-allowed",
            Message::say("Log what is not allowed", "Registrar lo que no se permite"),
        ))
    }
}

impl Examples for WebAclLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"waf":{"kind":"waf_web_acl","properties":{"logged_requests":"off"}}}}"#,
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
