//! A load balancer’s certificate covers the name CloudFront asks for.

use design::{ConnectionKind, Words};
use serde_json::Value;
use services::{
    Site,
    kinds::{acm_certificate, alb, cloudfront_distribution},
};
use text::Message;

use crate::{About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OriginCertificateMatches;

static ABOUT: About = About {
    id: "origin-certificate-matches",
    title: Words::new(
        "Origin certificates cover the names asked for",
        "Los certificados de origen cubren los nombres pedidos",
    ),
    rationale: Words::new(
        "CloudFront asks the load balancer under the name the visitor typed. If its certificate covers another, every answer is error 502.",
        "CloudFront pide al balanceador el nombre que escribió el visitante. Si su certificado cubre otro, cada respuesta es error 502.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-EDGE-03", "groundplan:ACM-005"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    scope: Scope::Whole,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for OriginCertificateMatches {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let aliases = site.texts(&cloudfront_distribution::ALIASES);
        if aliases.is_empty() {
            return Vec::new();
        }
        let judged = |origin: Site<'_>| {
            let names: Vec<String> =
                acm_certificate::of(&origin).iter().flat_map(acm_certificate::names).collect();
            if names.is_empty() {
                return None;
            }
            let bare = aliases.iter().find(|alias| !names.iter().any(|name| covers(name, alias)));
            Some(match bare {
                Some(alias) => Verdict::violated(
                    Message::say(
                        "No certificate of “{1}” covers {2}, under which “{0}” asks it.",
                        "Ningún certificado de «{1}» cubre {2}, el nombre con que «{0}» le pide.",
                    )
                    .with(site.name.clone())
                    .with(origin.name.clone())
                    .with((*alias).to_owned()),
                ),
                None => Verdict::satisfied(
                    Message::say(
                        "The certificates of “{1}” cover every name “{0}” asks for.",
                        "Los certificados de «{1}» cubren cada nombre que pide «{0}».",
                    )
                    .with(site.name.clone())
                    .with(origin.name.clone()),
                ),
            })
        };
        let balancers =
            site.to(ConnectionKind::Origin).map(|(_, origin)| origin).filter(|origin| origin.is(alb::KIND));
        balancers.filter_map(judged).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let aliases = site.texts(&cloudfront_distribution::ALIASES);
        let mut edits: Vec<Edit> = Vec::new();
        for (_, origin) in site.to(ConnectionKind::Origin).filter(|(_, origin)| origin.is(alb::KIND)) {
            let certificates = acm_certificate::of(&origin);
            let Some(first) = certificates.first() else { continue };
            let names: Vec<String> = certificates.iter().flat_map(acm_certificate::names).collect();
            let bare: Vec<&str> = aliases
                .iter()
                .copied()
                .filter(|alias| !names.iter().any(|name| covers(name, alias)))
                .collect();
            if bare.is_empty() {
                continue;
            }
            let stated = first.texts(&acm_certificate::ALTERNATIVE_NAMES);
            let more: Vec<Value> = stated.into_iter().chain(bare).map(Value::from).collect();
            let property = acm_certificate::ALTERNATIVE_NAMES.name;
            edits.push(Edit::Set { id: first.id.clone(), property, value: more.into() });
        }
        let title = Message::say("Add the names to the certificate", "Agregar los nombres al certificado");
        Some(Fix { title, edits })
    }
}

impl Examples for OriginCertificateMatches {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another name",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"origin.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a wildcard of another level",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"*.app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the same name",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a wildcard",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"*.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only a bucket",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
        ]
    }
}

/// Whether a certificate's name covers a host: the same, or a wildcard for one more label.
fn covers(name: &str, host: &str) -> bool {
    let under =
        |domain: &str| host.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(domain));
    name.eq_ignore_ascii_case(host) || name.strip_prefix("*.").is_some_and(under)
}
