//! The names of a distribution lead to it.

use design::{ConnectionKind, Words};
use services::kinds::{cloudfront_distribution, route53_zone};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionNamesResolve;

static ABOUT: About = About {
    id: "distribution-names-resolve",
    title: Words::new("Names of distributions lead to them", "Los nombres de la distribución llevan a ella"),
    rationale: Words::new(
        "A name without a record is a site nobody can open, however well it is built.",
        "Un nombre sin registro es un sitio que nadie puede abrir, por bien construido que esté.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:G-EDGE-04", "groundplan:R53-001"],
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionNamesResolve {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let aliases = site.texts(&cloudfront_distribution::ALIASES);
        if aliases.is_empty() {
            return Vec::new();
        }
        let leading = site.from(ConnectionKind::Origin).chain(site.from(ConnectionKind::Attached));
        let zones: Vec<_> =
            leading.map(|(_, zone)| zone).filter(|zone| zone.is(route53_zone::KIND)).collect();
        if zones.is_empty() {
            return vec![Verdict::cannot_tell(
                Message::say(
                    "No zone of the design leads to “{0}”: does one elsewhere?",
                    "Ninguna zona del diseño lleva a «{0}»: ¿lo hace otra?",
                )
                .with(site.name.clone()),
            )];
        }
        let lost = aliases.iter().find(|alias| !zones.iter().any(|zone| route53_zone::holds(zone, alias)));
        let verdict = match lost {
            Some(alias) => Verdict::violated(
                Message::say(
                    "No zone that leads to “{0}” holds {1}.",
                    "Ninguna zona que lleva a «{0}» contiene {1}.",
                )
                .with(site.name.clone())
                .with((*alias).to_owned()),
            ),
            None => Verdict::satisfied(
                Message::say("Every name of “{0}” leads to it.", "Cada nombre de «{0}» lleva a ella.")
                    .with(site.name.clone()),
            ),
        };
        vec![verdict.on(cloudfront_distribution::ALIASES.name)]
    }
}

impl Examples for DistributionNamesResolve {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a name of another domain",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com","app.example.org"]}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cdn":{"from":"dns","kind":"origin","to":"cdn","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a domain that only ends alike",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.myexample.com"]}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cdn":{"from":"dns","kind":"origin","to":"cdn","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a zone that holds it",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"dns":{"kind":"route53_zone","properties":{"domain":"example.com"}}},"connections":{"dns-cdn":{"from":"dns","kind":"origin","to":"cdn","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one zone for each",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["example.com","example.org"]}},"com":{"kind":"route53_zone","properties":{"domain":"example.com"}},"org":{"kind":"route53_zone","properties":{"domain":"example.org"}}},"connections":{"com-cdn":{"from":"com","kind":"origin","to":"cdn","properties":{}},"org-cdn":{"from":"org","kind":"attached","to":"cdn","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "no zone",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no name of its own",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{}}}}"#,
            },
        ]
    }
}
