//! Viewers are sent to HTTPS.

use design::Words;
use services::kinds::{cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_distribution,
};

pub struct DistributionRedirectsHttps;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig",
    holds: |given| {
        let secure = |behaviour: Given<'_>| {
            behaviour.at("ViewerProtocolPolicy").is_one_of(&["https-only", "redirect-to-https"])
        };
        policies::all(raw_distribution::behaviours(given), secure)
    },
};

static ABOUT: About = About {
    id: "distribution-redirects-https",
    title: Words::new("Viewers are sent to HTTPS", "Los visitantes pasan a HTTPS"),
    rationale: Words::new(
        "Over plain HTTP, passwords and session cookies travel readable through every network between.",
        "Por HTTP simple, contraseñas y cookies de sesión viajan legibles por cada red intermedia.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:CF-001",
        "checkov:CKV_AWS_34",
        "guard:CLOUDFRONT_VIEWER_POLICY_HTTPS",
        "security-hub:CloudFront.3",
        "trivy:AWS-0012",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionRedirectsHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” answers over plain HTTP.", "«{0}» responde por HTTP simple.");
        let satisfied = Message::say("“{0}” answers over HTTPS only.", "«{0}» responde solo por HTTPS.");
        if site.is(cloudfront_distribution::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        raw_distribution::set_in_behaviours(
            site,
            "ViewerProtocolPolicy",
            "redirect-to-https".into(),
            Message::say("Send viewers to HTTPS", "Enviar a los visitantes a HTTPS"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionRedirectsHttps {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everything",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"allow-all","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "one path",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"CacheBehaviors":[{"PathPattern":"/a/*","TargetOriginId":"app","ViewerProtocolPolicy":"allow-all"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "redirected",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":{"Ref":"P"},"CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "other paths left to a condition",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"CacheBehaviors":{"Fn::If":["Extra",[],{"Ref":"AWS::NoValue"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
