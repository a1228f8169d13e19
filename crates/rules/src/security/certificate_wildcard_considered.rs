//! Wildcard certificates are meant.

use design::Words;
use services::kinds::acm_certificate;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateWildcardConsidered;

static ABOUT: About = About {
    id: "certificate-wildcard-considered",
    title: Words::new("Wildcard certificates are meant", "Los certificados comodín son intencionales"),
    rationale: Words::new(
        "Whoever gets hold of one server with a wildcard can speak for every name under the domain.",
        "Quien tome un servidor con un comodín puede hablar por cada nombre del dominio.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:ACM-002", "checkov:CKV2_AWS_71"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html",
    scope: Scope::Neighbours,
    kinds: &[acm_certificate::KIND],
};

impl Rule for CertificateWildcardConsidered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let names = acm_certificate::names(site);
        if names.is_empty() {
            return Vec::new();
        }
        vec![match names.iter().find(|name| name.starts_with("*.")) {
            Some(name) => Verdict::cannot_tell(
                Message::say(
                    "“{0}” is valid for {1}: are all those names needed?",
                    "«{0}» vale para {1}: ¿hacen falta todos esos nombres?",
                )
                .with(site.name.clone())
                .with(name.clone()),
            ),
            None => Verdict::satisfied(
                Message::say("“{0}” names what it is valid for.", "«{0}» nombra para qué vale.")
                    .with(site.name.clone()),
            ),
        }]
    }
}

impl Examples for CertificateWildcardConsidered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "every name under a domain",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"*.example.com"}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "by its zone",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one name",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
