//! Bucket policies say who may do what.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct S3PolicyNamesPrincipals;

static BUILT: Built =
    Built { types: &["AWS::S3::BucketPolicy"], path: "PolicyDocument", holds: policies::names_principals };

static ABOUT: About = About {
    id: "s3-policy-names-principals",
    title: Words::new(
        "Bucket policies name who they let in",
        "Las políticas de bucket nombran a quién dejan entrar",
    ),
    rationale: Words::new(
        "A star as principal without a condition opens the bucket to everybody, also to those without an AWS account.",
        "Un asterisco como principal y sin condición abre el bucket a cualquiera, también a quien no tiene cuenta de AWS.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:S3-011",
        "checkov:CKV_AWS_70",
        "guard:S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL",
        "security-hub:S3.6",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3PolicyNamesPrincipals {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” lets everybody in without a condition.",
            "«{0}» deja entrar a cualquiera sin condición.",
        );
        let satisfied = Message::say("“{0}” names who it lets in.", "«{0}» nombra a quién deja entrar.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let document = policies::raw(site, BUILT.path).known()?;
        let mended = policies::mend(document, policies::anybody, policies::only_this_account);
        BUILT.fix(site, mended, Message::say("Let in this account only", "Dejar entrar solo a esta cuenta"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3PolicyNamesPrincipals {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "everybody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "every account, among other statements",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}},{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"s3:Get*","Resource":"arn:aws:s3:::files/*"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "everybody who speaks TLS",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:Get*","Resource":"arn:aws:s3:::files/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everybody of one organization",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"arn:aws:s3:::files/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-example"}}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "everybody is denied something",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}}}}}}"#,
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
