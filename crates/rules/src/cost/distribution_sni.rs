//! Names share the addresses of CloudFront.

use design::Words;
use services::kinds::{acm_certificate, cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    raw_distribution,
};

pub struct DistributionSni;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig.ViewerCertificate.SslSupportMethod",
    holds: |given| given.is_one_of(&["sni-only"]),
};

static ABOUT: About = About {
    id: "distribution-sni",
    title: Words::new("Distributions use SNI", "Las distribuciones usan SNI"),
    rationale: Words::new(
        "Dedicated addresses cost 600 dollars a month and serve only browsers of before 2010.",
        "Las direcciones dedicadas cuestan 600 dólares al mes y solo sirven a navegadores anteriores a 2010.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &["groundplan:CF-011", "guard:CLOUDFRONT_SNI_ENABLED", "security-hub:CloudFront.8"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionSni {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” pays for dedicated addresses.", "«{0}» paga direcciones dedicadas.");
        let satisfied = Message::say(
            "“{0}” shares the addresses of CloudFront.",
            "«{0}» comparte las direcciones de CloudFront.",
        );
        if site.is(cloudfront_distribution::KIND) {
            let named = !acm_certificate::of(site).is_empty();
            return named
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        // AWS asks for a method where there is a certificate, and takes none without.
        if raw_distribution::config(site).at("ViewerCertificate.SslSupportMethod") == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "sni-only", Message::say("Use SNI", "Usar SNI"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionSni {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "dedicated",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"ViewerCertificate":{"AcmCertificateArn":"arn:aws:acm:us-east-1:111111111111:certificate/1","SslSupportMethod":"vip","MinimumProtocolVersion":"TLSv1.2_2021"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "shared",
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
