//! A third node carries on while one is missing.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
    search_nodes,
};

pub struct OpensearchThreeDataNodes;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig.InstanceCount",
    holds: |given| given.at_least(3.0),
};

static ABOUT: About = About {
    id: "opensearch-three-data-nodes",
    title: Words::new("OpenSearch has three data nodes", "OpenSearch tiene tres nodos de datos"),
    rationale: Words::new(
        "With two nodes, the loss of one leaves half of the power and no second copy of anything until a new one is filled.",
        "Con dos nodos, la pérdida de uno deja la mitad de la potencia y ninguna segunda copia hasta que se llene uno nuevo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:OS-008", "guard:OPENSEARCH_DATA_NODE_FAULT_TOLERANCE", "security-hub:Opensearch.6"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/bp.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchThreeDataNodes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” has fewer than three data nodes.",
            "«{0}» tiene menos de tres nodos de datos.",
        );
        let satisfied =
            Message::say("“{0}” has three data nodes or more.", "«{0}» tiene tres nodos de datos o más.");
        if site.is(opensearch_domain::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    site.integer(&opensearch_domain::DATA_NODES) < 3,
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(opensearch_domain::DATA_NODES.name),
            ];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Add nodes", "Agregar nodos");
        if site.is(opensearch_domain::KIND) {
            let nodes = search_nodes::evenly(3, site.integer(&opensearch_domain::ZONES));
            return Some(Fix::set(site, opensearch_domain::DATA_NODES.name, nodes, title));
        }
        let zones = search_nodes::zones(&policies::raw(site, "ClusterConfig"))?;
        BUILT.fix(site, search_nodes::evenly(3, zones), title)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchThreeDataNodes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "two",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "four in two zones",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"data_nodes":4},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that does not say so",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":3}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of two in two zones",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":2,"ZoneAwarenessEnabled":"true"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose number a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":{"Ref":"Nodes"}}}}}}}"#,
            },
        ]
    }
}
