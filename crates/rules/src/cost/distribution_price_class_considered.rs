//! Somebody chose the price class by where visitors are.

use design::Words;
use services::kinds::cloudfront_distribution;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionPriceClassConsidered;

static ABOUT: About = About {
    id: "distribution-price-class-considered",
    title: Words::new(
        "The price class is chosen for its visitors",
        "La clase de precio se elige según los visitantes",
    ),
    rationale: Words::new(
        "Edges in South America, Asia and Australia cost more per GiB than those in North America and Europe, and all are used unless a class is chosen. Too few make distant visitors wait.",
        "Los puntos de presencia en Sudamérica, Asia y Australia cuestan más por GiB que los de Norteamérica y Europa, y se usan todos si no se elige una clase. Con muy pocos, los visitantes lejanos esperan.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:CF-018"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionPriceClassConsidered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let stated = site.properties.get(cloudfront_distribution::PRICE_CLASS.name).is_some();
        let verdict = if stated {
            Verdict::satisfied(
                Message::say(
                    "The edges of “{0}” are chosen: {1}.",
                    "Los puntos de presencia de «{0}» están elegidos: {1}.",
                )
                .with(site.name.clone())
                .with(site.text(&cloudfront_distribution::PRICE_CLASS).to_owned()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” uses every edge, the dearest too: where are its visitors?",
                    "«{0}» usa todos los puntos de presencia, también los más caros: ¿dónde están sus visitantes?",
                )
                .with(site.name.clone()),
            )
        };
        vec![verdict.on(cloudfront_distribution::PRICE_CLASS.name)]
    }
}

impl Examples for DistributionPriceClassConsidered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "not stated",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every edge, by choice",
                design: r#"{"nodes":{"own":{"kind":"cloudfront_distribution","properties":{"price_class":"PriceClass_All"}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
