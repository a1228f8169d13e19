//! Clients use TLS 1.2 or newer.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct OpensearchTlsPolicy;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "DomainEndpointOptions.TLSSecurityPolicy",
    // All others ask for TLS 1.2 or newer.
    holds: |given| match given {
        Given::Absent => Some(false),
        given => given.is_one_of(&["Policy-Min-TLS-1-0-2019-07"]).map(|old| !old),
    },
};

static ABOUT: About = About {
    id: "opensearch-tls-policy",
    title: Words::new("OpenSearch asks for TLS 1.2 or newer", "OpenSearch exige TLS 1.2 o superior"),
    rationale: Words::new(
        "TLS 1.0 and 1.1 can be broken on the way. AWS still accepts them for domains that do not say otherwise.",
        "TLS 1.0 y 1.1 se pueden romper en el camino. AWS todavía los acepta en dominios que no digan otra cosa.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &["groundplan:OS-005", "checkov:CKV_AWS_228", "security-hub:Opensearch.8", "trivy:AWS-0126"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchTlsPolicy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” accepts TLS 1.0.", "«{0}» acepta TLS 1.0.");
        let satisfied = Message::say("“{0}” asks for TLS 1.2 or newer.", "«{0}» exige TLS 1.2 o superior.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Policy-Min-TLS-1-2-PFS-2023-10", Message::say("Ask for TLS 1.2", "Exigir TLS 1.2"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchTlsPolicy {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"EnforceHTTPS":true}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"TLSSecurityPolicy":"Policy-Min-TLS-1-2-2019-07"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of the old policy",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"TLSSecurityPolicy":"Policy-Min-TLS-1-0-2019-07"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain that leaves it to a parameter",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"DomainEndpointOptions":{"TLSSecurityPolicy":{"Ref":"Policy"}}}}}}}"#,
            },
        ]
    }
}
