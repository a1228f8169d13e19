//! Buckets are no websites of their own.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, remedy,
};

pub struct S3NoWebsiteEndpoint;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "WebsiteConfiguration",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(*given == Given::Absent),
    },
};

static ABOUT: About = About {
    id: "s3-no-website-endpoint",
    title: Words::new(
        "Sites in buckets are served by CloudFront",
        "CloudFront sirve los sitios que están en buckets",
    ),
    rationale: Words::new(
        "The website endpoint of a bucket speaks no HTTPS and needs a public bucket; CloudFront serves the same files safely.",
        "El sitio web propio de un bucket no habla HTTPS y exige un bucket público; CloudFront sirve los mismos archivos con seguridad.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["cdk-nag:AwsSolutions-S5"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3NoWebsiteEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” is a website without HTTPS.", "«{0}» es un sitio web sin HTTPS.");
        let satisfied =
            Message::say("“{0}” is no website of its own.", "«{0}» no es un sitio web por sí mismo.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        // One that only sends visitors elsewhere serves no files.
        if policies::raw(site, "WebsiteConfiguration.RedirectAllRequestsTo") != Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        remedy::without(
            site,
            "WebsiteConfiguration",
            Message::say("Take the website away", "Quitar el sitio web"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3NoWebsiteEndpoint {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a website",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"WebsiteConfiguration":{"IndexDocument":"index.html"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bucket",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a redirect",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"WebsiteConfiguration":{"RedirectAllRequestsTo":{"HostName":"www.example.com","Protocol":"https"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
