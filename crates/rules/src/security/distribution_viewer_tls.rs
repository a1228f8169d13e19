//! Viewers must speak TLS 1.2 or newer.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict,
    raw_distribution,
};

pub struct DistributionViewerTls;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig.ViewerCertificate.MinimumProtocolVersion",
    holds: |given| {
        given.is_one_of(&["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"])
    },
};

static ABOUT: About = About {
    id: "distribution-viewer-tls",
    title: Words::new("Viewers speak TLS 1.2 or newer", "Los visitantes usan TLS 1.2 o superior"),
    rationale: Words::new(
        "Older versions of TLS are broken; whoever listens can force a connection down to the oldest that is accepted.",
        "Las versiones antiguas de TLS están rotas; quien escucha puede rebajar la conexión a la más antigua que se acepte.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:CF-002",
        "security-hub:CloudFront.15",
        "guard:CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionViewerTls {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” accepts TLS older than 1.2.", "«{0}» acepta TLS anterior a 1.2.");
        let satisfied =
            Message::say("“{0}” asks viewers for TLS 1.2 or newer.", "«{0}» exige TLS 1.2 o superior.");
        if site.is(cloudfront_distribution::KIND) {
            let named = !acm_certificate::of(site).is_empty();
            return named
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        if !raw_distribution::own_certificate(&raw_distribution::config(site)) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "TLSv1.2_2021", Message::say("Ask for TLS 1.2", "Exigir TLS 1.2"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionViewerTls {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "TLS 1.1",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:us-east-1:111111111111:certificate/1","SslSupportMethod":"sni-only","MinimumProtocolVersion":"TLSv1.1_2016"}}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a certificate kept in IAM, and TLS 1.0 as where nothing is said",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"ViewerCertificate":{"IamCertificateId":"ASCAEXAMPLE","SslSupportMethod":"sni-only"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "TLS 1.2",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:us-east-1:111111111111:certificate/1","SslSupportMethod":"sni-only","MinimumProtocolVersion":"TLSv1.2_2021"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no certificate",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"edge":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-alb":{"from":"cdn","kind":"origin","to":"alb","properties":{}},"edge-cdn":{"from":"edge","kind":"attached","to":"cdn","properties":{}},"cert-alb":{"from":"cert","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
