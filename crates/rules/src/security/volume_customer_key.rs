//! Volumes are encrypted with a key of the account.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct VolumeCustomerKey;

static BUILT: Built = Built {
    types: &["AWS::EC2::Volume"],
    path: "KmsKeyId",
    holds: |given| match given {
        // By name or by ARN.
        Given::Known(key) => Some(!key.as_str().is_some_and(|key| key.ends_with("alias/aws/ebs"))),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "volume-customer-key",
    title: Words::new(
        "Volumes are encrypted with a key of your own",
        "Los volúmenes se cifran con una clave propia",
    ),
    rationale: Words::new(
        "The key AWS provides cannot be shared, restricted or revoked; a key of your own can.",
        "La clave que da AWS no se puede compartir, restringir ni revocar; una propia sí.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:EC2-006",
        "checkov:CKV_AWS_189",
        "guard:EBS_VOLUME_ENCRYPTION_KEY_RULE",
        "trivy:AWS-0027",
    ],
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for VolumeCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” names no key of your own.", "«{0}» no indica una clave propia.");
        let satisfied = Message::say("“{0}” names its key.", "«{0}» indica su clave.");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (add, named) = companions::key_of_raw(site)?;
        let mut properties = companions::raw_properties(site);
        properties.insert("Encrypted".to_owned(), true.into());
        properties.insert(BUILT.path.to_owned(), named);
        let mut edits = vec![add];
        edits.extend(companions::rewrite(site, properties));
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        Some(Fix { title, edits })
    }
}

impl Examples for VolumeCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw one that is not",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Encrypted":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one that is",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"KmsKeyId":"alias/data"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "the key of AWS by name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Volume","properties":{"Encrypted":true,"KmsKeyId":"alias/aws/ebs"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
