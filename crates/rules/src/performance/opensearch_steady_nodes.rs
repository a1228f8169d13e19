//! A domain in production does not live on credits.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct OpensearchSteadyNodes;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig.InstanceType",
    holds: |given| match given {
        Given::Absent | Given::Computed => None,
        Given::Known(of) => of.as_str().map(|of| !bursts(of)),
    },
};

static ABOUT: About = About {
    id: "opensearch-steady-nodes",
    title: Words::new(
        "OpenSearch in production runs on steady nodes",
        "OpenSearch en producción usa nodos estables",
    ),
    rationale: Words::new(
        "The smallest burstable nodes run out of memory and of credits under a load that others do not notice, and the whole domain stalls.",
        "Los nodos con ráfagas más pequeños se quedan sin memoria y sin créditos con una carga que otros no notan, y todo el dominio se detiene.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::PerformanceEfficiency,
    question: "PERF02",
    peers: &[],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/bp.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchSteadyNodes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.architecture.production() {
            return Vec::new();
        }
        let violated = Message::say("“{0}” runs on burstable nodes.", "«{0}» usa nodos con ráfagas.");
        let satisfied = Message::say("“{0}” runs on steady nodes.", "«{0}» usa nodos estables.");
        if site.is(opensearch_domain::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    bursts(site.text(&opensearch_domain::INSTANCE_TYPE)),
                    violated.with(name.clone()),
                    satisfied.with(name),
                )
                .on(opensearch_domain::INSTANCE_TYPE.name),
            ];
        }
        // CloudFormation’s reference names no default.
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Use steady nodes", "Usar nodos estables");
        let set =
            || Fix::set(site, opensearch_domain::INSTANCE_TYPE.name, serde_json::Value::Null, title.clone());
        Some(BUILT.fix(site, "r7g.large.search", title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchSteadyNodes {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "t3.small in production",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"instance_type":"t3.small.search"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain on t2",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"t2.small.search"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"r7g.large.search"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "elsewhere",
                design: r#"{"environments":{"prod":{"tier":"non-production"}},"nodes":{"search":{"kind":"opensearch_domain","properties":{"instance_type":"t3.small.search"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose type a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":{"Ref":"Nodes"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw domain that names no type",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceCount":3}}}}}}"#,
            },
        ]
    }
}

/// T2, and T3 of the smallest size. Source: OpenSearch Service developer guide, operational best practices.
fn bursts(instance_type: &str) -> bool {
    instance_type.starts_with("t2.") || instance_type == "t3.small.search"
}
