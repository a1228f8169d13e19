//! A domain survives the loss of a zone.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchTwoZones;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig.ZoneAwarenessEnabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-two-zones",
    title: Words::new("OpenSearch spans zones", "OpenSearch abarca zonas"),
    rationale: Words::new(
        "A domain in one zone is gone while that zone is.",
        "Un dominio en una sola zona no existe mientras esa zona no esté.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &[
        "groundplan:OS-008",
        "cdk-nag:AwsSolutions-OS7",
        "guard:OPENSEARCH_DATA_NODE_FAULT_TOLERANCE",
        "security-hub:Opensearch.6",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    scope: Scope::Neighbours,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            let (violated, satisfied) = (
                Message::say(
                    "The data nodes of “{0}” stand in one zone.",
                    "Los nodos de datos de «{0}» están en una sola zona.",
                ),
                Message::say(
                    "The data nodes of “{0}” span zones.",
                    "Los nodos de datos de «{0}» abarcan varias zonas.",
                ),
            );
            return BUILT.judge(site, violated, satisfied).into_iter().collect();
        }
        let verdict = Verdict::either(
            site.zones.len() < 2,
            Message::say(
                "The data nodes of “{0}” stand in one zone.",
                "Los nodos de datos de «{0}» están en una sola zona.",
            )
            .with(site.name.clone()),
            Message::say(
                "The data nodes of “{0}” span zones.",
                "Los nodos de datos de «{0}» abarcan varias zonas.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(opensearch_domain::ZONES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Spread it over zones", "Repartirlo en zonas"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one zone",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"zones":1,"data_nodes":1},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two zones",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"zones":2,"data_nodes":2},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that does not say so",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":2}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":2,"ZoneAwarenessEnabled":true}}}}}}"#,
            },
        ]
    }
}
