//! The domain itself has no CNAME.

use design::Words;
use services::kinds::route53_zone;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, dns_records};

pub struct DnsApexWithoutCname;

static ABOUT: About = About {
    id: "dns-apex-without-cname",
    title: Words::new("The domain itself has no CNAME", "El dominio mismo no tiene CNAME"),
    rationale: Words::new(
        "DNS forbids a CNAME beside the other records of a domain, and Route 53 refuses it: only an alias can lead on from there.",
        "DNS prohíbe un CNAME junto a los demás registros del dominio, y Route 53 lo rechaza: desde ahí solo un alias lleva a otro sitio.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:R53-001", "cfn-lint:E3023"],
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
    scope: Scope::Node,
    kinds: &[route53_zone::KIND],
};

impl Rule for DnsApexWithoutCname {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let records = dns_records::stated(site);
        if records.is_empty() {
            return Vec::new();
        }
        let apex = records.iter().any(|record| record.of == "CNAME" && record.name.is_empty());
        vec![
            Verdict::either(
                apex,
                Message::say(
                    "“{0}” has a CNAME for the domain itself.",
                    "«{0}» tiene un CNAME para el dominio mismo.",
                )
                .with(site.name.clone()),
                Message::say(
                    "“{0}” has no CNAME for the domain itself.",
                    "«{0}» no tiene un CNAME para el dominio mismo.",
                )
                .with(site.name.clone()),
            )
            .on(route53_zone::RECORDS.name),
        ]
    }
}

impl Examples for DnsApexWithoutCname {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "at the top",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"type": "CNAME", "values": ["d1.cloudfront.net"]}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "where no type is said",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"values": ["other.example.org"]}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "further down",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"name": "mail", "type": "CNAME", "values": ["mail.example.org"]}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "another type at the top",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"type": "TXT", "values": ["v=spf1 -all"]}]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no records of its own",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain":"example.com"}}}}"#,
            },
        ]
    }
}
