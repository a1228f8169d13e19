//! Answers carry the headers that protect browsers.

use design::Words;
use services::{Site, kinds::cloudfront_distribution};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionSecurityHeaders;

static ABOUT: About = About {
    id: "distribution-security-headers",
    title: Words::new("Answers carry security headers", "Las respuestas llevan cabeceras de seguridad"),
    rationale: Words::new(
        "These headers keep browsers on HTTPS, out of foreign frames, and away from injected scripts.",
        "Estas cabeceras mantienen a los navegadores en HTTPS, fuera de marcos ajenos y lejos de scripts inyectados.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:CF-013", "checkov:CKV2_AWS_32"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionSecurityHeaders {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let missing = missing(site);
        let verdict = match missing.first() {
            None => Verdict::satisfied(
                Message::say(
                    "Answers of “{0}” carry security headers.",
                    "Las respuestas de «{0}» llevan cabeceras de seguridad.",
                )
                .with(site.name.clone()),
            ),
            Some((property, ..)) => {
                let names: Vec<&str> = missing.iter().map(|(_, name, _)| *name).collect();
                Verdict::violated(
                    Message::say("Answers of “{0}” lack {1}.", "A las respuestas de «{0}» les falta {1}.")
                        .with(site.name.clone())
                        .with(names.join(", ")),
                )
                .on(property)
            }
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edits = missing(site).into_iter().map(|(property, _, value)| Edit::Set {
            id: site.id.clone(),
            property,
            value,
        });
        Some(Fix {
            title: Message::say(
                "Send the usual security headers",
                "Enviar las cabeceras de seguridad habituales",
            ),
            edits: edits.collect(),
        })
    }
}

impl Examples for DistributionSecurityHeaders {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no HSTS",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"hsts_max_age_days":0}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "no policy for scripts, and sniffing",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"content_security_policy":"","content_type_options":false}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no distribution", design: r#"{}"# },
        ]
    }
}

/// Shortest time browsers should insist on HTTPS, in days. Source: the preload list asks for a year.
const LEAST_HSTS_DAYS: i64 = 365;

/// Property, header, and the value that sends it (null: the default), of what is not sent.
fn missing(site: &Site<'_>) -> Vec<(&'static str, &'static str, serde_json::Value)> {
    let checks = [
        (
            site.integer(&cloudfront_distribution::HSTS_DAYS) < LEAST_HSTS_DAYS,
            cloudfront_distribution::HSTS_DAYS.name,
            "Strict-Transport-Security",
        ),
        (
            site.text(&cloudfront_distribution::CSP).is_empty(),
            cloudfront_distribution::CSP.name,
            "Content-Security-Policy",
        ),
        (
            !site.flag(&cloudfront_distribution::NO_SNIFF),
            cloudfront_distribution::NO_SNIFF.name,
            "X-Content-Type-Options",
        ),
        (
            site.text(&cloudfront_distribution::FRAME) == "off",
            cloudfront_distribution::FRAME.name,
            "X-Frame-Options",
        ),
    ];
    checks
        .into_iter()
        .filter(|(lacks, ..)| *lacks)
        .map(|(_, property, name)| (property, name, serde_json::Value::Null))
        .collect()
}
