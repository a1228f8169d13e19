//! Caching is stated by policies.

use design::Words;
use services::kinds::{cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_distribution,
};

pub struct DistributionCachePolicy;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig",
    holds: |given| {
        let modern = |behaviour: Given<'_>| match behaviour.at("ForwardedValues") {
            Given::Computed => None,
            values => Some(values == Given::Absent),
        };
        policies::all(raw_distribution::behaviours(given), modern)
    },
};

static ABOUT: About = About {
    id: "distribution-cache-policy",
    title: Words::new("Caching follows cache policies", "La caché sigue políticas de caché"),
    rationale: Words::new(
        "The old settings mix what is cached with what is sent on, and AWS adds nothing to them any more.",
        "Los ajustes antiguos mezclan lo que se guarda con lo que se reenvía, y AWS ya no les agrega nada.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &["groundplan:CF-015"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionCachePolicy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” still caches by ForwardedValues.",
            "«{0}» aún define su caché con ForwardedValues.",
        );
        let satisfied = Message::say("“{0}” caches by policies.", "«{0}» usa políticas de caché.");
        if site.is(cloudfront_distribution::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionCachePolicy {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "forwarded values",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","ForwardedValues":{"QueryString":true}}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a policy",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a behaviour that a condition decides on",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"CacheBehaviors":{"Fn::If":["Old",[],[]]}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
