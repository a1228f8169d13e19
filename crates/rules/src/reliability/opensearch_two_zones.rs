//! A domain survives the loss of a zone.

use design::Words;
use services::kinds::opensearch_domain;
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchTwoZones;

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
        "cdk-nag:AwsSolutions-OS7",
        "guard:OPENSEARCH_DATA_NODE_FAULT_TOLERANCE",
        "security-hub:Opensearch.6",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    scope: Scope::Neighbours,
    kinds: &[opensearch_domain::KIND],
};

impl Rule for OpensearchTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
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
        ]
    }
}
