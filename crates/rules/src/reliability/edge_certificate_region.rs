//! A certificate for CloudFront lies in us-east-1.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict,
    raw_distribution,
};

pub struct EdgeCertificateRegion;

static BUILT: Built = Built {
    types: &["AWS::CloudFront::Distribution"],
    path: "DistributionConfig.ViewerCertificate.AcmCertificateArn",
    holds: |given| match given {
        Given::Known(serde_json::Value::String(arn)) => Some(arn.contains(":acm:us-east-1:")),
        Given::Absent => Some(false),
        _ => None,
    },
};

static ABOUT: About = About {
    id: "edge-certificate-region",
    title: Words::new(
        "Certificates for CloudFront lie in us-east-1",
        "Los certificados de CloudFront están en us-east-1",
    ),
    rationale: Words::new(
        "CloudFront only takes certificates of us-east-1; with one of another region the deployment fails.",
        "CloudFront solo acepta certificados de us-east-1; con uno de otra región el despliegue falla.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:ACM-004", "groundplan:G-EDGE-03"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for EdgeCertificateRegion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” has a certificate of another region than us-east-1.",
            "«{0}» tiene un certificado de otra región que us-east-1.",
        );
        let satisfied =
            Message::say("“{0}” has a certificate of us-east-1.", "«{0}» tiene un certificado de us-east-1.");
        if site.is(cloudfront_distribution::KIND) {
            let certificates = acm_certificate::of(site);
            let elsewhere = certificates.iter().any(|certificate| certificate.built_in() != "us-east-1");
            let verdict = Verdict::either(
                elsewhere,
                violated.with(site.name.clone()),
                satisfied.with(site.name.clone()),
            );
            return (!certificates.is_empty()).then_some(verdict).into_iter().collect();
        }
        if raw_distribution::config(site).at("ViewerCertificate.AcmCertificateArn") == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for EdgeCertificateRegion {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another region",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:sa-east-1:111111111111:certificate/1"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "us-east-1",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:us-east-1:111111111111:certificate/1"}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a certificate of the design",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"ViewerCertificate":{"AcmCertificateArn":{"Ref":"Certificate"}}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "drawn in another region, built at the edge",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{"aliases":["app.example.com"]}},"cert":{"kind":"acm_certificate","region":"sa-east-1","properties":{"domain":"app.example.com"}}},"connections":{"cert-cdn":{"from":"cert","kind":"attached","to":"cdn","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
