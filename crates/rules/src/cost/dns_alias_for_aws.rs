//! Names of AWS are reached by alias.

use design::Words;
use services::kinds::route53_zone;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, dns_records};

pub struct DnsAliasForAws;

static ABOUT: About = About {
    id: "dns-alias-for-aws",
    title: Words::new("Names of AWS are reached by alias", "A los nombres de AWS se llega por alias"),
    rationale: Words::new(
        "Queries through a CNAME are charged and take one more step; an alias is free and follows when the address changes.",
        "Las consultas por CNAME se cobran y dan un paso más; un alias es gratis y sigue a la dirección cuando cambia.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:R53-001"],
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
    scope: Scope::Node,
    kinds: &[route53_zone::KIND],
};

impl Rule for DnsAliasForAws {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut cnames =
            dns_records::stated(site).into_iter().filter(|record| record.of == "CNAME").peekable();
        if cnames.peek().is_none() {
            return Vec::new();
        }
        let of_aws = |target: &&str| {
            let target = target.trim_end_matches('.').to_ascii_lowercase();
            [".cloudfront.net", ".elb.amazonaws.com"].iter().any(|end| target.ends_with(end))
        };
        let found = cnames.flat_map(|record| record.values).find(of_aws);
        let verdict = match found {
            Some(target) => Verdict::violated(
                Message::say(
                    "“{0}” leads to {1} by a CNAME: draw a connection instead.",
                    "«{0}» lleva a {1} por un CNAME: dibuje una conexión en su lugar.",
                )
                .with(site.name.clone())
                .with(target.trim_end_matches('.')),
            ),
            None => Verdict::satisfied(
                Message::say(
                    "No CNAME of “{0}” leads to CloudFront or a load balancer.",
                    "Ningún CNAME de «{0}» lleva a CloudFront ni a un balanceador.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict.on(route53_zone::RECORDS.name)]
    }
}

impl Examples for DnsAliasForAws {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a distribution",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"name": "www", "type": "CNAME", "values": ["d1.cloudfront.net"]}]}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a load balancer, written as DNS shows it",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"name": "api", "values": ["API-1.us-east-1.elb.amazonaws.com."]}]}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a name elsewhere",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"name": "mail", "type": "CNAME", "values": ["mail.example.org"]}]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no CNAME",
                design: r#"{"nodes":{"own":{"kind":"route53_zone","properties":{"domain": "example.com", "records": [{"type": "TXT", "values": ["v=spf1 -all"]}]}}}}"#,
            },
        ]
    }
}
