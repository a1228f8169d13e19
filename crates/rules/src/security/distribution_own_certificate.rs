//! A distribution answers under a certificate of one’s own, from TLS 1.2 on.

use design::Words;
use services::kinds::{acm_certificate, cloudfront_distribution};
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DistributionOwnCertificate;

static ABOUT: About = About {
    id: "distribution-own-certificate",
    title: Words::new("Distributions ask for TLS 1.2", "Las distribuciones exigen TLS 1.2"),
    rationale: Words::new(
        "Under CloudFront’s own certificate viewers may use TLS 1.0, which is broken. A minimum can only be set with a certificate of your own.",
        "Con el certificado de CloudFront los clientes pueden usar TLS 1.0, que está roto. El mínimo solo se fija con un certificado propio.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "cdk-nag:AwsSolutions-CFR4",
        "checkov:CKV_AWS_174",
        "checkov:CKV2_AWS_42",
        "guard:CLOUDFRONT_MINIMUM_PROTOCOL_VERSION_RULE",
        "guard:CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
        "security-hub:CloudFront.7",
        "trivy:AWS-0013",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND],
};

impl Rule for DistributionOwnCertificate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let default = acm_certificate::of(site).is_empty();
        vec![Verdict::either(
            default,
            Message::say(
                "“{0}” has no certificate of its own, so old TLS versions are accepted.",
                "«{0}» no tiene certificado propio, así que acepta versiones antiguas de TLS.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” has a certificate of its own and asks for TLS 1.2 or newer.",
                "«{0}» tiene certificado propio y exige TLS 1.2 o superior.",
            )
            .with(site.name.clone()),
        )]
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "attached",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"cert":{"kind":"acm_certificate","properties":{"domain":"app.example.com"}}},"connections":{"cdn-cert":{"from":"cdn","kind":"attached","to":"cert","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no distribution", design: r#"{}"# },
        ]
    }
}
