//! Bucket policies refuse requests without TLS.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, clear_text,
};

pub struct S3TlsOnly;

static BUILT: Built = Built {
    types: &["AWS::S3::BucketPolicy"],
    path: "PolicyDocument",
    holds: |given| clear_text::denied(given, &["s3:GetObject", "s3:PutObject", "s3:ListBucket"]),
};

static ABOUT: About = About {
    id: "s3-tls-only",
    title: Words::new(
        "Bucket policies refuse requests without TLS",
        "Las políticas de bucket rechazan solicitudes sin TLS",
    ),
    rationale: Words::new(
        "A request in clear text can be read and changed by whoever stands on the way.",
        "Una solicitud en texto claro puede ser leída y cambiada por quien esté en el camino.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:S3-005",
        "cdk-nag:AwsSolutions-S10",
        "guard:S3_BUCKET_SSL_REQUESTS_ONLY",
        "security-hub:S3.5",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3TlsOnly {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” accepts requests without TLS.", "«{0}» acepta solicitudes sin TLS.");
        let satisfied =
            Message::say("“{0}” accepts requests over TLS only.", "«{0}» solo acepta solicitudes con TLS.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        clear_text::deny(site, "s3:*")
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3TlsOnly {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "nothing about TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":"files","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"s3:Get*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "allowed where it was to be denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "only reading is denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Files"},"PolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "denied",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Ref":"Policy"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
