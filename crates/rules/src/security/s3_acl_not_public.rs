//! No access control list opens a bucket to everybody.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3AclNotPublic;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "AccessControl",
    holds: |given| Some(!given.is_one_of(&["AuthenticatedRead", "PublicRead", "PublicReadWrite"])?),
};

static ABOUT: About = About {
    id: "s3-acl-not-public",
    title: Words::new(
        "Buckets have no public access control list",
        "Los buckets no tienen listas de acceso públicas",
    ),
    rationale: Words::new(
        "A public list lets anyone on the internet list, read or even replace what is in the bucket.",
        "Una lista pública deja que cualquiera en internet liste, lea o incluso reemplace el contenido del bucket.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:S3-008",
        "groundplan:S3-009",
        "checkov:CKV_AWS_20",
        "checkov:CKV_AWS_57",
        "guard:S3_BUCKET_PUBLIC_READ_PROHIBITED",
        "guard:S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        "security-hub:S3.2",
        "security-hub:S3.3",
        "trivy:AWS-0092",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3AclNotPublic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is opened to everybody by its access control list.",
            "La lista de acceso de «{0}» lo abre a todo el mundo.",
        );
        let satisfied = Message::say(
            "No access control list opens “{0}” to everybody.",
            "Ninguna lista de acceso abre «{0}» a todo el mundo.",
        );
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Private", Message::say("Make the list private", "Hacer privada la lista"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3AclNotPublic {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "readable by everybody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"AccessControl":"PublicRead"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "writable by everybody",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"AccessControl":"PublicReadWrite"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "private",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"AccessControl":"Private"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"AccessControl":{"Ref":"Acl"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
