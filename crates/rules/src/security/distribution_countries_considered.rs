//! Somebody has decided which countries are served.

use design::Words;
use services::kinds::cloudfront_distribution;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionCountriesConsidered;

static ABOUT: About = About {
    id: "distribution-countries-considered",
    title: Words::new("Countries to serve are decided", "Está decidido a qué países se sirve"),
    rationale: Words::new(
        "A shop that sells in three countries gets most of its attacks from others; licences and sanctions may forbid some.",
        "Una tienda que vende en tres países recibe de otros la mayoría de sus ataques; licencias y sanciones pueden prohibir algunos.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:CF-012", "cdk-nag:AwsSolutions-CFR1", "checkov:CKV_AWS_374"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionCountriesConsidered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let stated = site.properties.get(cloudfront_distribution::GEO.name).is_some();
        let verdict = if stated {
            let decided = match site.text(&cloudfront_distribution::GEO) {
                "none" => Message::say(
                    "“{0}” serves every country, as it states.",
                    "«{0}» sirve a todos los países, como declara.",
                ),
                _ => Message::say(
                    "“{0}” states which countries it serves.",
                    "«{0}» declara a qué países sirve.",
                ),
            };
            Verdict::satisfied(decided.with(site.name.clone()))
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” serves every country: is that meant? Then state “none” as its restriction.",
                    "«{0}» sirve a todos los países: ¿es la intención? Declare entonces «none» como restricción.",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(cloudfront_distribution::GEO.name)]
    }
}

impl Examples for DistributionCountriesConsidered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "not stated",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every country, on purpose",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{"geo_restriction":"none"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two countries",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{"geo_restriction":"whitelist","countries":["CL","PE"]}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
