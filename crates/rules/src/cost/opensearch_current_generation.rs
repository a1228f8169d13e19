//! Nodes are of a generation AWS still builds.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    machines, policies, search_nodes,
};

pub struct OpensearchCurrentGeneration;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig.InstanceType",
    holds: |given| match given {
        Given::Absent | Given::Computed => None,
        Given::Known(of) => of.as_str().map(|of| !machines::previous_generation(of)),
    },
};

static ABOUT: About = About {
    id: "opensearch-current-generation",
    title: Words::new(
        "OpenSearch nodes are of a current generation",
        "Los nodos de OpenSearch son de una generación vigente",
    ),
    rationale: Words::new(
        "Older nodes cost more for less, and newer engine versions do not run on them.",
        "Los nodos antiguos cuestan más por menos, y las versiones nuevas del motor no corren en ellos.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &[],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchCurrentGeneration {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” has nodes of a previous generation.",
            "«{0}» tiene nodos de una generación anterior.",
        );
        let satisfied = Message::say(
            "“{0}” has nodes of a current generation.",
            "«{0}» tiene nodos de una generación vigente.",
        );
        if site.is(opensearch_domain::KIND) {
            let name = site.name.clone();
            return vec![
                Verdict::either(
                    machines::previous_generation(site.text(&opensearch_domain::INSTANCE_TYPE)),
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
        search_nodes::move_to_graviton(&BUILT, site)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchCurrentGeneration {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "r4",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"instance_type":"r4.large.search"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain on m3",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"m3.medium.search"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"m6g.large.search"}}}}}}"#,
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
