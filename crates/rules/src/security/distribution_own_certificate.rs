//! A distribution answers under a certificate of one’s own, from TLS 1.2 on.

use design::{Map, Words};
use services::kinds::{acm_certificate, cloudfront_distribution};
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

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
        "groundplan:CF-010",
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

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut names = site.texts(&cloudfront_distribution::ALIASES).into_iter();
        let domain = names.next()?;
        let (mut add, id) = companions::new(site, "certificate", acm_certificate::KIND)?;
        if let Edit::Add { node, .. } = &mut add {
            let mut properties = Map::new();
            properties.insert(acm_certificate::DOMAIN.name.to_owned(), domain.into());
            let others: Vec<&str> = names.collect();
            if !others.is_empty() {
                properties.insert(acm_certificate::ALTERNATIVE_NAMES.name.to_owned(), others.into());
            }
            node.properties = properties.into();
        }
        let title =
            Message::say("Attach a certificate for its names", "Adjuntar un certificado para sus nombres");
        Some(Fix { title, edits: vec![add, companions::attach(&site.id, &id)?] })
    }
}

impl Examples for DistributionOwnCertificate {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "names, but no certificate for them",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com","www.example.com"]}}}}"#,
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
