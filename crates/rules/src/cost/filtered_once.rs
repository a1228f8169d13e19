//! Requests are not filtered and charged twice.

use design::{ConnectionKind, Words};
use network::{Answer, Place, words::INTERNET};
use services::kinds::{alb, waf_web_acl};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct FilteredOnce;

static ABOUT: About = About {
    id: "filtered-once",
    title: Words::new("Requests pass one web ACL", "Las solicitudes pasan por una sola ACL web"),
    rationale: Words::new(
        "With a web ACL at CloudFront and another at the load balancer behind it, each request is charged twice for one protection.",
        "Con una ACL web en CloudFront y otra en el balanceador de detrás, cada solicitud se cobra dos veces por una protección.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST08",
    peers: &["groundplan:G-EDGE-02"],
    source: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html",
    scope: Scope::Vpc,
    kinds: &[alb::KIND],
};

impl Rule for FilteredOnce {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.attached(waf_web_acl::KIND).is_none() || !alb::behind_cloudfront(site) {
            return Vec::new();
        }
        let outer =
            site.from(ConnectionKind::Origin).find(|(_, from)| from.attached(waf_web_acl::KIND).is_some());
        let straight = site.network.any_port(Place::Internet, site.ix);
        let verdict = match outer.map(|(_, distribution)| (distribution, straight)) {
            Some((_, Answer::CannotTell(unknown))) => site.depends(INTERNET, &site.name, unknown),
            Some((distribution, Answer::Blocked(_))) => Verdict::violated(
                Message::say(
                    "Requests to “{0}” pass the web ACL of “{1}” and then its own.",
                    "Las solicitudes a «{0}» pasan por la ACL web de «{1}» y luego por la suya.",
                )
                .with(site.name.clone())
                .with(distribution.name.clone()),
            ),
            _ => Verdict::satisfied(
                Message::say(
                    "The web ACL of “{0}” is the only one on the way.",
                    "La ACL web de «{0}» es la única en el camino.",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict]
    }
}

impl Examples for FilteredOnce {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one at each",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"outer":{"kind":"waf_web_acl","properties":{}},"inner":{"kind":"waf_web_acl","properties":{}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"outer-cdn":{"from":"outer","kind":"attached","to":"cdn","properties":{}},"inner-alb":{"from":"inner","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "only at the load balancer",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"inner":{"kind":"waf_web_acl","properties":{}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"inner-alb":{"from":"inner","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only at the edge",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"outer":{"kind":"waf_web_acl","properties":{}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"outer-cdn":{"from":"outer","kind":"attached","to":"cdn","properties":{}}}}"#,
            },
        ]
    }
}
