//! Indices and snapshots are encrypted.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchEncrypted;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "EncryptionAtRestOptions.Enabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-encrypted",
    title: Words::new("OpenSearch encrypts what it stores", "OpenSearch cifra lo que guarda"),
    rationale: Words::new(
        "Whoever gets hold of a disk or a snapshot of an unencrypted domain reads its indices.",
        "Quien obtenga un disco o una copia de un dominio sin cifrar lee sus índices.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:OS-002",
        "cdk-nag:AwsSolutions-OS8",
        "checkov:CKV_AWS_5",
        "guard:OPENSEARCH_ENCRYPTED_AT_REST",
        "security-hub:Opensearch.1",
        "trivy:AWS-0048",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” stores its indices unencrypted.", "«{0}» guarda sus índices sin cifrar.");
        let satisfied = Message::say("“{0}” encrypts its indices.", "«{0}» cifra sus índices.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Encrypt what it stores", "Cifrar lo que guarda"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every domain of this kind",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that does not say so",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EncryptionAtRestOptions":{"Enabled":true}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a domain of the older type",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::Elasticsearch::Domain","properties":{"EncryptionAtRestOptions":{"Enabled":false}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain that leaves it to a parameter",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EncryptionAtRestOptions":{"Enabled":{"Ref":"Encrypt"}}}}}}}"#,
            },
        ]
    }
}
