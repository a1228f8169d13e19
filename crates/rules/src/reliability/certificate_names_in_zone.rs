//! The zone of a certificate holds all its names.

use design::Words;
use services::kinds::{acm_certificate, route53_zone};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct CertificateNamesInZone;

static ABOUT: About = About {
    id: "certificate-names-in-zone",
    title: Words::new(
        "Zones hold the names of their certificates",
        "Las zonas contienen los nombres de sus certificados",
    ),
    rationale: Words::new(
        "A name outside the zone gets no validation record: the deployment waits for it three days and then fails.",
        "Un nombre fuera de la zona no recibe registro de validación: el despliegue lo espera tres días y falla.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-EDGE-04"],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    scope: Scope::Neighbours,
    kinds: &[acm_certificate::KIND],
};

impl Rule for CertificateNamesInZone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(zone) = site.attached(route53_zone::KIND) else { return Vec::new() };
        let outside: Vec<String> = acm_certificate::names(site)
            .into_iter()
            .filter(|name| !route53_zone::holds(&zone, name.strip_prefix("*.").unwrap_or(name)))
            .collect();
        vec![if outside.is_empty() {
            Verdict::satisfied(
                Message::say("“{1}” holds every name of “{0}”.", "«{1}» contiene cada nombre de «{0}».")
                    .with(site.name.clone())
                    .with(zone.name.clone()),
            )
        } else {
            Verdict::violated(
                Message::say("“{1}” does not hold {2} of “{0}”.", "«{1}» no contiene {2} de «{0}».")
                    .with(site.name.clone())
                    .with(zone.name.clone())
                    .with(outside.join(", ")),
            )
        }]
    }
}

impl Examples for CertificateNamesInZone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a name of another domain",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com","alternative_names":["app.example.org"]}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the parent of the zone",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{"domain":"example.com"}},"dns":{"kind":"route53_zone","properties":{"domain":"shop.example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a name under it",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the domain and all under it",
                design: r#"{"nodes":{"cert":{"kind":"acm_certificate","properties":{}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cert":{"from":"dns","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no zone",
                design: r#"{"nodes":{"own":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}}}"#,
            },
        ]
    }
}
