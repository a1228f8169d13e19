//! A bucket with object lock locks what is written.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3LocksByDefault;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "ObjectLockConfiguration.Rule.DefaultRetention",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "s3-locks-by-default",
    title: Words::new("Object lock holds without asking", "El bloqueo de objetos rige sin pedirlo"),
    rationale: Words::new(
        "Object lock without a default retention protects only what each writer thinks of locking.",
        "El bloqueo de objetos sin retención por defecto protege solo lo que cada quien recuerda bloquear.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:S3-015", "guard:S3_BUCKET_DEFAULT_LOCK_ENABLED", "security-hub:S3.15"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for S3LocksByDefault {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let locks = site
            .record(&cfn_resource::PROPERTIES)
            .and_then(|table| Given::read(table, "ObjectLockEnabled").on());
        if locks != Some(true) {
            return Vec::new();
        }
        let asks = Message::say(
            "“{0}” locks no object by default: does each writer lock what it writes?",
            "«{0}» no bloquea ningún objeto por defecto: ¿cada quien bloquea lo que escribe?",
        );
        let satisfied =
            Message::say("“{0}” locks what is written to it.", "«{0}» bloquea lo que se le escribe.");
        // Backup programs lock each object themselves, and some refuse a bucket that does so too.
        BUILT.judge(site, asks, satisfied).map(Verdict::asked).into_iter().collect()
    }
}

impl Examples for S3LocksByDefault {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "no default",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"ObjectLockEnabled":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a year",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"ObjectLockEnabled":true,"ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"COMPLIANCE","Days":365}}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no object lock",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
