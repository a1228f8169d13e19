//! Three dedicated masters keep a domain together.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchDedicatedMasters;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig",
    holds: |given| match given.at("DedicatedMasterEnabled").on() {
        Some(true) => given.at("DedicatedMasterCount").at_least(3.0),
        other => other,
    },
};

static ABOUT: About = About {
    id: "opensearch-dedicated-masters",
    title: Words::new("OpenSearch has dedicated masters", "OpenSearch tiene maestros dedicados"),
    rationale: Words::new(
        "Without dedicated masters, a heavy query can bring down the node that keeps the cluster together.",
        "Sin maestros dedicados, una consulta pesada puede tumbar el nodo que mantiene unido el clúster.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &[
        "groundplan:OS-009",
        "cdk-nag:AwsSolutions-OS4",
        "checkov:CKV_AWS_318",
        "security-hub:Opensearch.11",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchDedicatedMasters {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say("“{0}” has no dedicated masters.", "«{0}» no tiene maestros dedicados."),
                Message::say("“{0}” has dedicated masters.", "«{0}» tiene maestros dedicados."),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            opensearch_domain::masters(site) < 3,
            Message::say("“{0}” has no dedicated masters.", "«{0}» no tiene maestros dedicados.")
                .with(site.name.clone()),
            Message::say("“{0}” has dedicated masters.", "«{0}» tiene maestros dedicados.")
                .with(site.name.clone()),
        );
        vec![verdict.on(opensearch_domain::MASTERS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if site.is(cfn_resource::KIND) {
            return None;
        }
        Some(Fix::set(
            site,
            opensearch_domain::MASTERS.name,
            "3",
            Message::say("Add three dedicated masters", "Añadir tres maestros dedicados"),
        ))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchDedicatedMasters {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"dedicated_masters":"0"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "three",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"dedicated_masters":"3"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that does not say so",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":2}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of two masters, of which neither can decide alone",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"DedicatedMasterEnabled":true,"DedicatedMasterCount":2}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"DedicatedMasterEnabled":true,"DedicatedMasterCount":3}}}}}}"#,
            },
        ]
    }
}
