//! The domain answers over HTTPS only.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchHttps;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "DomainEndpointOptions.EnforceHTTPS",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-https",
    title: Words::new("OpenSearch answers over HTTPS only", "OpenSearch responde solo por HTTPS"),
    rationale: Words::new(
        "Over plain HTTP, documents and credentials can be read by everyone on the way.",
        "Por HTTP simple, los documentos y credenciales los puede leer cualquiera en el camino.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:OS-004",
        "checkov:CKV_AWS_83",
        "guard:OPENSEARCH_HTTPS_REQUIRED",
        "security-hub:Opensearch.8",
        "trivy:AWS-0046",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createupdatedomains.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchHttps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” also answers over plain HTTP.", "«{0}» también responde por HTTP simple.");
        let satisfied = Message::say("“{0}” answers over HTTPS only.", "«{0}» responde solo por HTTPS.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Ask for HTTPS", "Exigir HTTPS"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchHttps {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"EnforceHTTPS":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain that leaves it to a parameter",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"EnforceHTTPS":{"Ref":"Https"}}}}}}}"#,
            },
        ]
    }
}
