//! Bucket policies say what may be done.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct S3PolicyNamesActions;

static BUILT: Built =
    Built { types: &["AWS::S3::BucketPolicy"], path: "PolicyDocument", holds: policies::names_actions };

static ABOUT: About = About {
    id: "s3-policy-names-actions",
    title: Words::new(
        "Bucket policies name the actions they allow",
        "Las políticas de bucket nombran las acciones que permiten",
    ),
    rationale: Words::new(
        "All actions include deleting everything and rewriting the policy itself.",
        "Todas las acciones incluyen borrarlo todo y reescribir la propia política.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &["groundplan:S3-012", "checkov:CKV_AWS_93", "guard:S3_BUCKET_POLICY_NO_WILDCARD_ACTION"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3PolicyNamesActions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” allows every action.", "«{0}» permite todas las acciones.");
        let satisfied =
            Message::say("“{0}” names the actions it allows.", "«{0}» nombra las acciones que permite.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3PolicyNamesActions {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "every action",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"s3:*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every action, in a list",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":["s3:Get*","*"],"Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "one allowed, all denied without TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::files/*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
