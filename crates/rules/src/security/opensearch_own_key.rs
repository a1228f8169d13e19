//! Search domains are encrypted with a key of your own.

use design::Words;
use services::kinds::{cfn_resource, kms_key, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, remedy,
};

pub struct OpensearchOwnKey;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "EncryptionAtRestOptions.KmsKeyId",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "opensearch-own-key",
    title: Words::new(
        "Search domains are encrypted with a key of your own",
        "Los dominios de búsqueda se cifran con una clave propia",
    ),
    rationale: Words::new(
        "With a key that AWS keeps you cannot say who may decrypt, nor take that right away, nor share a backup with another account.",
        "Con una clave que AWS guarda no se puede decir quién descifra, ni quitar ese permiso, ni compartir una copia con otra cuenta.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["checkov:CKV_AWS_247"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/encryption-at-rest.html",
    scope: Scope::Neighbours,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchOwnKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” is encrypted with a key that AWS keeps.",
            "«{0}» se cifra con una clave que AWS guarda.",
        );
        let satisfied = Message::say(
            "“{0}” is encrypted with a key of your own.",
            "«{0}» se cifra con una clave propia.",
        );
        if site.is(opensearch_domain::KIND) {
            let name = site.name.clone();
            return vec![Verdict::either(
                site.attached(kms_key::KIND).is_none(),
                violated.with(name.clone()),
                satisfied.with(name),
            )];
        }
        // What is not encrypted at all has no key: a rule of its own says so.
        if policies::raw(site, "EncryptionAtRestOptions.Enabled").off() == Some(true) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Encrypt with a key of your own", "Cifrar con una clave propia");
        if !site.is(cfn_resource::KIND) {
            return Some(Fix { title, edits: remedy::key_of_its_own(site)? });
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

impl Examples for OpensearchOwnKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no key",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"},"key":{"kind":"kms_key","properties":{}}},"connections":{"k":{"from":"search","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw resource that does not say so",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EncryptionAtRestOptions":{"Enabled":true}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw resource",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EncryptionAtRestOptions":{"Enabled":true,"KmsKeyId":{"Ref":"Key"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "neither", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw domain that is not encrypted",
                design: r#"{"nodes":{"store":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
        ]
    }
}
