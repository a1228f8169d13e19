//! A domain that names who may issue certificates names Amazon.

use design::Words;
use serde_json::Value;
use services::kinds::{acm_certificate, route53_zone};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, dns_records,
};

pub struct DnsCaaAdmitsAmazon;

static ABOUT: About = About {
    id: "dns-caa-admits-amazon",
    title: Words::new("CAA records admit Amazon", "Los registros CAA admiten a Amazon"),
    rationale: Words::new(
        "A CAA record that names only other issuers makes ACM fail, first when a certificate is asked for and later when it is renewed.",
        "Un registro CAA que nombra solo a otros emisores hace fallar a ACM, al pedir el certificado y luego al renovarlo.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &[],
    source: "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
    scope: Scope::Neighbours,
    kinds: &[route53_zone::KIND],
};

impl Rule for DnsCaaAdmitsAmazon {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let refused = [refuses(site, "issue"), refuses(site, "issuewild")];
        if refused == [None, None] {
            return Vec::new();
        }
        let mut certificates = site.all_attached(acm_certificate::KIND).peekable();
        let wanted = certificates.peek().is_some();
        let wildcard = certificates.any(|one| {
            // Without a domain it is for all names of the zone.
            let Some(domain) = one.element().optional_text(&acm_certificate::DOMAIN) else { return true };
            let others = one.element().texts(&acm_certificate::ALTERNATIVE_NAMES);
            others.into_iter().chain([domain]).any(|name| name.starts_with("*."))
        });
        // Where wildcards are not spoken of, they are under the same issuers.
        let broken = refused[0] == Some(true) || wildcard && refused[1] == Some(true);
        let name = site.name.clone();
        let verdict = match (broken, wanted) {
            (true, true) => Verdict::violated(
                Message::say(
                    "“{0}” lets others issue certificates, but not Amazon, which is asked for one.",
                    "«{0}» deja emitir certificados a otros, pero no a Amazon, a quien se le pide uno.",
                )
                .with(name),
            ),
            (true, false) => Verdict::cannot_tell(
                Message::say(
                    "“{0}” does not let Amazon issue certificates: will any be asked of it?",
                    "«{0}» no deja a Amazon emitir certificados: ¿se le pedirá alguno?",
                )
                .with(name),
            ),
            (false, _) => Verdict::satisfied(
                Message::say(
                    "“{0}” lets Amazon issue certificates.",
                    "«{0}» deja a Amazon emitir certificados.",
                )
                .with(name),
            ),
        };
        vec![verdict.on(route53_zone::RECORDS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut records = site.properties.get(route53_zone::RECORDS.name)?.clone();
        let at = dns_records::stated(site).iter().position(of_the_domain)?;
        let values = records.get_mut(at)?.get_mut("values").and_then(Value::as_array_mut)?;
        for tag in ["issue", "issuewild"] {
            if refuses(site, tag) == Some(true) {
                values.push(format!("0 {tag} \"amazon.com\"").into());
            }
        }
        let title = Message::say("Admit Amazon too", "Admitir también a Amazon");
        Some(Fix::set(site, route53_zone::RECORDS.name, records, title))
    }
}

impl Examples for DnsCaaAdmitsAmazon {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "only another issuer, and a certificate",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"type":"CAA","values":["0 issue \"letsencrypt.org\""]}]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cert-own":{"from":"cert","kind":"attached","to":"own","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "wildcards only from another issuer, and a certificate for one",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"type":"CAA","values":["0 issue \"amazon.com\"","0 issuewild \"letsencrypt.org\""]}]}},"cert":{"kind":"acm_certificate","properties":{}}},"connections":{"cert-own":{"from":"cert","kind":"attached","to":"own","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "nobody may issue, and no certificate is drawn",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"type":"CAA","values":["0 issue \";\""]}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "Amazon too",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"type":"CAA","values":["0 issue \"letsencrypt.org\"","0 issue \"amazon.com; validationmethods=dns-01\""]}]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cert-own":{"from":"cert","kind":"attached","to":"own","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "another issuer for one name below",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"name":"status","type":"CAA","values":["0 issue \"letsencrypt.org\""]}]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no CAA record",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com","records":[{"type":"TXT","values":["v=spf1 -all"]}]}}}}"#,
            },
        ]
    }
}

/// Any of these lets ACM issue. Source: AWS Certificate Manager user guide, “Configure a CAA record”.
const AMAZON: [&str; 4] = ["amazon.com", "amazonaws.com", "amazontrust.com", "awstrust.com"];

/// Records of names below are about these names only.
fn of_the_domain(record: &dns_records::Record<'_>) -> bool {
    record.of == "CAA" && record.name.is_empty()
}

/// Whether the domain names issuers under a tag, and not Amazon; `None`: it names none.
fn refuses(site: &Case<'_>, tag: &str) -> Option<bool> {
    let records = dns_records::stated(site).into_iter().filter(of_the_domain);
    let issuers: Vec<String> = records
        .flat_map(|record| record.values)
        .filter_map(|value| {
            let mut words = value.splitn(3, char::is_whitespace);
            let (_flags, named, issuer) = (words.next()?, words.next()?, words.next()?);
            let issuer = issuer.trim().trim_matches('"').split(';').next()?;
            named.eq_ignore_ascii_case(tag).then(|| issuer.trim().to_ascii_lowercase())
        })
        .collect();
    (!issuers.is_empty()).then(|| !issuers.iter().any(|issuer| AMAZON.contains(&issuer.as_str())))
}
