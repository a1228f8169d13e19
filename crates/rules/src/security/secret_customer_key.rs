//! Secrets are encrypted with a key of the account.

use design::Words;
use services::kinds::{cfn_resource, kms_key, secret};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions,
};

pub struct SecretCustomerKey;

static BUILT: Built = Built {
    types: &["AWS::SecretsManager::Secret"],
    path: "KmsKeyId",
    holds: |given| match given {
        // By name or by ARN.
        Given::Known(key) => Some(!key.as_str().is_some_and(|key| key.ends_with("alias/aws/secretsmanager"))),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "secret-customer-key",
    title: Words::new(
        "Secrets are encrypted with a key of your own",
        "Los secretos se cifran con una clave propia",
    ),
    rationale: Words::new(
        "With AWS's key a secret cannot be shared with another account, nor be locked through its key after a break-in.",
        "Con la clave de AWS un secreto no se puede compartir con otra cuenta, ni bloquearse mediante su clave tras una intrusión.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:SM-002", "checkov:CKV_AWS_149", "guard:SECRETSMANAGER_USING_CMK", "trivy:AWS-0098"],
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, secret::KIND],
};

impl Rule for SecretCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is encrypted with a key that AWS keeps.",
            "«{0}» se cifra con una clave que AWS guarda.",
        );
        let satisfied = Message::say("A key of your own encrypts “{0}”.", "Una clave propia cifra «{0}».");
        if site.is(secret::KIND) {
            let (name, none) = (site.name.clone(), site.attached(kms_key::KIND).is_none());
            return vec![Verdict::either(none, violated.with(name.clone()), satisfied.with(name))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        if !site.is(cfn_resource::KIND) {
            return Some(Fix { title, edits: companions::key(site)? });
        }
        let (add, named) = companions::key_of_raw(site)?;
        let mut fix = BUILT.fix(site, named, title)?;
        fix.edits.insert(0, add);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SecretCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key",
                design: r#"{"nodes":{"it":{"kind":"secret","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"it":{"kind":"secret","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"it-key":{"from":"it","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one without",
                design: r#"{"nodes":{"it":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{"Tags":[]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one with a key",
                design: r#"{"nodes":{"it":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{"KmsKeyId":{"Fn::GetAtt":["Key","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one with the key of AWS",
                design: r#"{"nodes":{"it":{"kind":"cfn_resource","properties":{"type":"AWS::SecretsManager::Secret","properties":{"KmsKeyId":"alias/aws/secretsmanager"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none", design: r#"{}"# },
        ]
    }
}
