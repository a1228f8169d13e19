//! Buckets behind a distribution answer to it alone.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, cloudfront_distribution, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    raw_distribution,
};

pub struct DistributionOriginAccess;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig",
    holds: |given| {
        let signed = |origin: Given<'_>| match origin {
            Given::Computed => None,
            origin => named(origin.at("OriginAccessControlId")),
        };
        policies::all(raw_distribution::bucket_origins(given), signed)
    },
};

static ABOUT: About = About {
    id: "distribution-origin-access",
    title: Words::new(
        "Buckets behind CloudFront answer to it alone",
        "Los buckets tras CloudFront solo le responden a él",
    ),
    rationale: Words::new(
        "Without access control for the origin the bucket must be public, and everything in it can be fetched past the distribution and its web ACL. The older identity reads no objects under keys of KMS.",
        "Sin control de acceso de origen el bucket debe ser público, y todo se puede obtener esquivando la distribución y su ACL web. La identidad antigua no lee objetos con claves de KMS.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:S3-018",
        "groundplan:CF-007",
        "groundplan:G-EDGE-06",
        "cdk-nag:AwsSolutions-CFR7",
        "checkov:CKV2_AWS_46",
        "guard:CLOUDFRONT_ORIGIN_ACCESS_IDENTITY_ENABLED",
        "security-hub:CloudFront.13",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionOriginAccess {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” asks a bucket without signing its requests.",
            "«{0}» llega a un bucket sin firmar sus solicitudes.",
        );
        let satisfied = Message::say(
            "“{0}” signs its requests to buckets, which answer to it alone.",
            "«{0}» firma sus solicitudes a los buckets, que solo le responden a él.",
        );
        if site.is(cloudfront_distribution::KIND) {
            let asked = site.to(ConnectionKind::Origin).any(|(_, origin)| origin.is(s3_bucket::KIND));
            return asked
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        if raw_distribution::bucket_origins(&raw_distribution::config(site)).next().is_none() {
            return Vec::new();
        }
        // The older identity signs too, but neither uploads nor requests for objects under keys of KMS.
        let open = |origin: Given<'_>| {
            named(origin.at("OriginAccessControlId")) == Some(false)
                && named(origin.at("S3OriginConfig.OriginAccessIdentity")) == Some(false)
        };
        let older = Message::say(
            "“{0}” reaches a bucket by an origin access identity, which origin access control replaces.",
            "«{0}» llega a un bucket con una identidad de acceso de origen, que el control de acceso reemplaza.",
        );
        let mut origins = raw_distribution::bucket_origins(&raw_distribution::config(site));
        let violated = if origins.any(open) { violated } else { older };
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionOriginAccess {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "open bucket",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""}}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the older identity",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":"origin-access-identity/cloudfront/E127"}}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "signed",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""},"OriginAccessControlId":"E2QWRUHEXAMPLE"}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "origins that a condition decides on",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":{"Fn::If":["Old",[],[]]},"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no bucket",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
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

/// Whether an id is given; an empty text is none.
fn named(given: Given<'_>) -> Option<bool> {
    match given {
        Given::Known(value) => Some(value.as_str() != Some("")),
        given => given.present(),
    }
}
