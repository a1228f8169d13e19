//! A web ACL filters what comes to a distribution.

use design::Words;
use services::kinds::{cloudfront_distribution, waf_web_acl};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct DistributionHasWebAcl;

static ABOUT: About = About {
    id: "distribution-has-web-acl",
    title: Words::new("Distributions are filtered by WAF", "Las distribuciones se filtran con WAF"),
    rationale: Words::new(
        "Everything on the internet is probed for known holes. AWS WAF turns most of it away at the edge.",
        "Todo en internet es sondeado en busca de fallas conocidas. AWS WAF rechaza la mayoría en el borde.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:CF-006",
        "groundplan:G-EDGE-02",
        "cdk-nag:AwsSolutions-CFR2",
        "checkov:CKV_AWS_68",
        "guard:CLOUDFRONT_ASSOCIATED_WITH_WAF",
        "security-hub:CloudFront.6",
        "trivy:AWS-0011",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionHasWebAcl {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let open = site.attached(waf_web_acl::KIND).is_none();
        vec![Verdict::either(
            open,
            Message::say(
                "No web ACL filters what comes to “{0}”.",
                "Ninguna ACL web filtra lo que llega a «{0}».",
            )
            .with(site.name.clone()),
            Message::say(
                "A web ACL filters what comes to “{0}”.",
                "Una ACL web filtra lo que llega a «{0}».",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Attach a web ACL", "Adjuntar una ACL web");
        Some(Fix { title, edits: companions::web_acl(site)? })
    }
}

impl Examples for DistributionHasWebAcl {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "attached",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}},"waf":{"kind":"waf_web_acl","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}},"waf-cdn":{"from":"waf","kind":"attached","to":"cdn","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no distribution", design: r#"{}"# },
        ]
    }
}
