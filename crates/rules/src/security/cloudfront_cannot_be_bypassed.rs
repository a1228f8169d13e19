//! Behind CloudFront, a load balancer takes requests from nowhere else.

use design::Words;
use network::{Answer, Place, words::INTERNET};
use services::kinds::alb;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CloudfrontCannotBeBypassed;

static ABOUT: About = About {
    id: "cloudfront-cannot-be-bypassed",
    title: Words::new("CloudFront cannot be bypassed", "No se puede esquivar CloudFront"),
    rationale: Words::new(
        "If the load balancer also answers the internet, attackers go around the web ACL and the limits at the edge.",
        "Si el balanceador también responde a internet, los atacantes rodean la ACL web y los límites del borde.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:CF-019", "groundplan:G-EDGE-01"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
    scope: Scope::Vpc,
    kinds: &[alb::KIND],
};

impl Rule for CloudfrontCannotBeBypassed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !alb::behind_cloudfront(site) {
            return Vec::new();
        }
        let verdict = match site.network.any_port(Place::Internet, site.ix) {
            Answer::Passes(witness) => Verdict::violated(
                Message::say(
                    "“{0}” stands behind CloudFront, but the internet reaches it as well: {1}.",
                    "«{0}» está detrás de CloudFront, pero internet también llega: {1}.",
                )
                .with(site.name.clone())
                .with(witness.path(site.architecture)),
            ),
            Answer::Blocked(_) => Verdict::satisfied(
                Message::say(
                    "Only CloudFront reaches “{0}” from outside.",
                    "Solo CloudFront llega a «{0}» desde afuera.",
                )
                .with(site.name.clone()),
            ),
            Answer::CannotTell(unknown) => site.depends(INTERNET, &site.name, unknown),
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say(
            "Make it internal: only CloudFront reaches it then",
            "Hacerlo interno: así solo llega CloudFront",
        );
        Some(Fix::set(site, alb::SCHEME.name, "internal", title))
    }
}

impl Examples for CloudfrontCannotBeBypassed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "visited past it",
                design: r#"{"nodes":{"users":{"kind":"users","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}},"connections":{"users-alb":{"from":"users","kind":"traffic","to":"alb","properties":{"port":443}},"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "only through it",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no distribution",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
