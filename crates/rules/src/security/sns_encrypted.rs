//! Messages in topics are encrypted.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, kms_key, sns_topic};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct SnsEncrypted;

static BUILT: Built =
    Built { types: &["AWS::SNS::Topic"], path: "KmsMasterKeyId", holds: |given| given.present() };

static ABOUT: About = About {
    id: "sns-encrypted",
    title: Words::new("Messages in topics are encrypted", "Los mensajes en los temas están cifrados"),
    rationale: Words::new(
        "Alarms and events name what is where and what is broken. AWS services that publish by themselves need a key of your own.",
        "Alarmas y eventos nombran qué hay dónde y qué está roto. Los servicios de AWS que publican por sí mismos necesitan una clave propia.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:SNS-001",
        "checkov:CKV_AWS_26",
        "guard:SNS_ENCRYPTED_KMS",
        "security-hub:SNS.1",
        "trivy:AWS-0095",
    ],
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, sns_topic::KIND],
};

impl Rule for SnsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” keeps messages unencrypted.", "«{0}» guarda mensajes sin cifrar.");
        let satisfied = Message::say("“{0}” encrypts its messages.", "«{0}» cifra sus mensajes.");
        if site.is(sns_topic::KIND) {
            let senders = site.from(ConnectionKind::Event).chain(site.from(ConnectionKind::Attached));
            let by_services = senders.map(|(_, from)| from.kind.name).any(|kind| SERVICES.contains(&kind));
            let open = by_services && site.attached(kms_key::KIND).is_none();
            return vec![Verdict::either(
                open,
                violated.with(site.name.clone()),
                satisfied.with(site.name.clone()),
            )];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // A key of one's own: that of AWS would not let its services publish.
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

impl Examples for SnsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an alarm publishes and there is no key",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-news":{"from":"alarm","kind":"event","to":"news","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "raw, no key",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm publishes with a key",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}},"key":{"kind":"kms_key","properties":{}}},"connections":{"alarm-news":{"from":"alarm","kind":"event","to":"news","properties":{}},"news-key":{"from":"news","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "only applications publish: the key of AWS",
                design: r#"{"nodes":{"news":{"kind":"sns_topic","properties":{}}},"connections":{}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a key",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{"KmsMasterKeyId":{"Ref":"Key"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}

/// Services of AWS that publish by themselves.
const SERVICES: [&str; 3] = ["cfn_resource", "cloudwatch_alarm", "s3_bucket"];
