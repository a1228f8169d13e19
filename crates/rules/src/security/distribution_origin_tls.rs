//! Origins are asked over TLS 1.2.

use design::{ConnectionKind, Words};
use services::kinds::{alb, cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_distribution,
};

pub struct DistributionOriginTls;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig",
    holds: |given| {
        let modern = |custom: Given<'_>| match custom.at("OriginSSLProtocols") {
            // Left out, CloudFront offers TLS 1.0 as well.
            Given::Absent => Some(false),
            Given::Computed => None,
            list => policies::all(list.items(), |item| item.is_one_of(&["TLSv1.2"])),
        };
        policies::all(encrypted(given), modern)
    },
};

static ABOUT: About = About {
    id: "distribution-origin-tls",
    title: Words::new("Origins are asked over TLS 1.2", "A los orígenes se llega con TLS 1.2"),
    rationale: Words::new(
        "Older versions of TLS can be broken on the way between CloudFront and the origin, where nobody looks.",
        "Las versiones antiguas de TLS se pueden romper entre CloudFront y el origen, donde nadie mira.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:CF-003",
        "cdk-nag:AwsSolutions-CFR5",
        "checkov:CKV2_AWS_54",
        "security-hub:CloudFront.10",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionOriginTls {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” asks an origin over TLS older than 1.2.",
            "«{0}» llega a un origen con un TLS anterior a 1.2.",
        );
        let satisfied =
            Message::say("“{0}” asks its origins over TLS 1.2.", "«{0}» llega a sus orígenes con TLS 1.2.");
        if site.is(cloudfront_distribution::KIND) {
            let asked = site.to(ConnectionKind::Origin).any(|(_, origin)| origin.is(alb::KIND));
            return asked
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        if encrypted(&raw_distribution::config(site)).next().is_none() {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        raw_distribution::set_in_custom_origins(
            site,
            "OriginSSLProtocols",
            serde_json::json!(["TLSv1.2"]),
            Message::say("Ask over TLS 1.2 only", "Usar solo TLS 1.2"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionOriginTls {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "TLS 1.0 as well",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1","TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "TLS 1.2",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "only a bucket",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "an origin that is asked over HTTP, of which another rule speaks",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"http-only"}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// The origins that may be asked over TLS.
fn encrypted<'v>(config: &Given<'v>) -> impl Iterator<Item = Given<'v>> + use<'v> {
    let plain =
        |custom: &Given<'_>| custom.at("OriginProtocolPolicy").is_one_of(&["http-only"]) == Some(true);
    raw_distribution::custom_origins(config).filter(move |custom| !plain(custom))
}
