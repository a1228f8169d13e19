//! Every zone holds the same number of data nodes.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
    search_nodes,
};

pub struct OpensearchNodesBalanced;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig",
    holds: |given| match (search_nodes::count(given), search_nodes::zones(given)) {
        (_, Some(1)) => Some(true),
        (count, zones) => Some(count? % zones?.max(1) == 0),
    },
};

static ABOUT: About = About {
    id: "opensearch-nodes-balanced",
    title: Words::new(
        "Every zone holds the same number of OpenSearch data nodes",
        "Cada zona tiene la misma cantidad de nodos de OpenSearch",
    ),
    rationale: Words::new(
        "Copies of data are spread over zones. Where one has fewer nodes, its nodes fill up and slow down first, and all others wait for them.",
        "Las copias de los datos se reparten entre zonas. Donde una tiene menos nodos, estos se llenan y se vuelven lentos primero, y los demás los esperan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:OS-013"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchNodesBalanced {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The data nodes of “{0}” do not divide evenly over its zones.",
            "Los nodos de datos de «{0}» no se reparten por igual en sus zonas.",
        );
        let satisfied = Message::say(
            "Every zone of “{0}” holds the same number of data nodes.",
            "Cada zona de «{0}» tiene la misma cantidad de nodos de datos.",
        );
        if site.is(opensearch_domain::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    site.integer(&opensearch_domain::DATA_NODES)
                        % site.integer(&opensearch_domain::ZONES).max(1)
                        != 0,
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(opensearch_domain::DATA_NODES.name),
            ];
        }
        if search_nodes::zones(&policies::raw(site, BUILT.path)) == Some(1) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Fill up the zones", "Completar las zonas");
        if site.is(opensearch_domain::KIND) {
            let (now, zones) =
                (site.integer(&opensearch_domain::DATA_NODES), site.integer(&opensearch_domain::ZONES));
            let nodes = search_nodes::evenly(now, zones);
            return Some(Fix::set(site, opensearch_domain::DATA_NODES.name, nodes, title));
        }
        let config = policies::raw(site, BUILT.path);
        let nodes = search_nodes::evenly(search_nodes::count(&config)?, search_nodes::zones(&config)?);
        let mut config = config.known()?.as_object()?.clone();
        config.insert("InstanceCount".to_owned(), nodes.into());
        BUILT.fix(site, config, title)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchNodesBalanced {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "two in two zones",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "three in two zones",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"data_nodes":3},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of four in three zones",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":4,"ZoneAwarenessEnabled":true,"ZoneAwarenessConfig":{"AvailabilityZoneCount":3}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain of six in three",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":6,"ZoneAwarenessEnabled":true,"ZoneAwarenessConfig":{"AvailabilityZoneCount":3}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw domain in one zone",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":3}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose number a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":{"Ref":"Nodes"},"ZoneAwarenessEnabled":true}}}}}}"#,
            },
        ]
    }
}
