//! A distribution’s certificate covers the names it answers to.

use design::Words;
use services::kinds::{acm_certificate, cloudfront_distribution};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateCoversNames;

static ABOUT: About = About {
    id: "certificate-covers-names",
    title: Words::new("Certificates cover the names in use", "Los certificados cubren los nombres usados"),
    rationale: Words::new(
        "A name the certificate does not cover shows visitors a warning page instead of the site.",
        "Un nombre que el certificado no cubre muestra a los visitantes una advertencia en vez del sitio.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:ACM-005", "groundplan:G-EDGE-03"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for CertificateCoversNames {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let aliases = site.texts(&cloudfront_distribution::ALIASES);
        if aliases.is_empty() {
            return Vec::new();
        }
        let names: Vec<String> = acm_certificate::of(site).iter().flat_map(acm_certificate::names).collect();
        let bare: Vec<&str> =
            aliases.into_iter().filter(|alias| !names.iter().any(|name| covers(name, alias))).collect();
        let verdict = if bare.is_empty() {
            Verdict::satisfied(
                Message::say(
                    "A certificate covers every name of “{0}”.",
                    "Un certificado cubre cada nombre de «{0}».",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say("No certificate of “{0}” covers {1}.", "Ningún certificado de «{0}» cubre {1}.")
                    .with(site.name.clone())
                    .with(bare.join(", ")),
            )
        };
        vec![verdict.on(cloudfront_distribution::ALIASES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let certificates = acm_certificate::of(site);
        let [certificate] = certificates.as_slice() else { return None };
        let covered = acm_certificate::names(certificate);
        let mut names: Vec<String> =
            certificate.texts(&acm_certificate::ALTERNATIVE_NAMES).into_iter().map(str::to_owned).collect();
        for alias in site.texts(&cloudfront_distribution::ALIASES) {
            if !covered.iter().any(|name| covers(name, alias)) {
                names.push(alias.to_owned());
            }
        }
        let title = Message::say("Add them to the certificate", "Agregarlos al certificado");
        Some(Fix::set(certificate, acm_certificate::ALTERNATIVE_NAMES.name, names, title))
    }
}

impl Examples for CertificateCoversNames {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another name",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["www.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-cert":{"from":"cdn","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a wildcard covers one level only",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["a.b.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"*.example.com"}}},"connections":{"cdn-cert":{"from":"cdn","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the same name",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-cert":{"from":"cdn","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a wildcard",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"*.example.com"}}},"connections":{"cdn-cert":{"from":"cdn","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no name of its own",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{}}}}"#,
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
