//! A load balancer behind CloudFront answers over HTTPS, as CloudFront asks.

use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{alb, cloudfront_distribution},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct OriginAnswersHttps;

static ABOUT: About = About {
    id: "origin-answers-https",
    title: Words::new("Origins answer over HTTPS", "Los orígenes responden por HTTPS"),
    rationale: Words::new(
        "CloudFront asks its load balancers over HTTPS only. One without a certificate answers every visitor with error 502.",
        "CloudFront pregunta a sus balanceadores solo por HTTPS. Uno sin certificado responde a cada visitante con error 502.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &[
        "groundplan:CF-004",
        "groundplan:G-EDGE-05",
        "groundplan:G-EDGE-03",
        "checkov:CKV2_AWS_72",
        "security-hub:CloudFront.9",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
    scope: Scope::Vpc,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for OriginAnswersHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = |origin: Site<'_>| {
            Verdict::either(
                !alb::secure(&origin),
                Message::say(
                    "“{0}” asks “{1}” over HTTPS, which has no certificate.",
                    "«{0}» pregunta por HTTPS a «{1}», que no tiene certificado.",
                )
                .with(site.name.clone())
                .with(origin.name.clone()),
                Message::say("“{1}” answers “{0}” over HTTPS.", "«{1}» responde a «{0}» por HTTPS.")
                    .with(site.name.clone())
                    .with(origin.name.clone()),
            )
        };
        site.to(ConnectionKind::Origin)
            .filter(|(_, origin)| origin.is(alb::KIND))
            .map(|(_, origin)| verdict(origin))
            .collect()
    }
}

impl Examples for OriginAnswersHttps {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a certificate",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"alb-cert":{"from":"alb","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no load balancer behind it",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}}}}"#,
            },
        ]
    }
}
