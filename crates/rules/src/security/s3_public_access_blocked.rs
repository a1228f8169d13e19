//! A bucket cannot be made public by a policy or an access control list.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3PublicAccessBlocked;

const SWITCHES: [&str; 4] =
    ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "PublicAccessBlockConfiguration",
    holds: |given| SWITCHES.iter().try_fold(true, |all, switch| Some(all && given.at(switch).on()?)),
};

static ABOUT: About = About {
    id: "s3-public-access-blocked",
    title: Words::new("Buckets block public access", "Los buckets bloquean el acceso público"),
    rationale: Words::new(
        "One wrong line in a bucket policy publishes everything in it. With all four switches on, S3 refuses such a line.",
        "Una línea errada en la política de un bucket publica todo su contenido. Con los cuatro interruptores activos, S3 la rechaza.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:S3-001",
        "groundplan:S3-002",
        "checkov:CKV_AWS_53",
        "checkov:CKV_AWS_54",
        "checkov:CKV_AWS_55",
        "checkov:CKV_AWS_56",
        "cdk-nag:AwsSolutions-S2",
        "security-hub:S3.8",
    ],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3PublicAccessBlocked {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” can be made public.", "«{0}» se puede hacer público.");
        let satisfied = Message::say("“{0}” cannot be made public.", "«{0}» no se puede hacer público.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let on: serde_json::Map<_, _> =
            SWITCHES.iter().map(|switch| ((*switch).to_owned(), true.into())).collect();
        BUILT.fix(site, on, Message::say("Block public access", "Bloquear el acceso público"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3PublicAccessBlocked {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw bucket with one switch off",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"BlockPublicPolicy":false,"IgnorePublicAcls":true,"RestrictPublicBuckets":true}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw bucket that leaves it to a parameter",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"PublicAccessBlockConfiguration":{"Ref":"Access"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no bucket", design: r#"{}"# },
        ]
    }
}
