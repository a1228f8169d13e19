//! Search domains that can run on Arm do.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, search_nodes,
};

pub struct OpensearchGraviton;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "ClusterConfig.InstanceType",
    holds: |given| match given {
        Given::Absent | Given::Computed => None,
        Given::Known(of) => of.as_str().map(|of| !intel(of)),
    },
};

static ABOUT: About = About {
    id: "opensearch-graviton",
    title: Words::new("OpenSearch runs on Graviton", "OpenSearch usa Graviton"),
    rationale: Words::new(
        "AWS runs the engine, so nothing has to be built anew for Arm; the same work takes about a fifth less money and much less energy.",
        "AWS opera el motor, así que no hay nada que recompilar para Arm; el mismo trabajo cuesta cerca de un quinto menos y gasta mucha menos energía.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Sustainability,
    question: "SUS05",
    peers: &[],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchGraviton {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” runs on another processor than Graviton.",
            "«{0}» usa un procesador distinto de Graviton.",
        );
        let satisfied = Message::say("“{0}” runs on Graviton.", "«{0}» usa Graviton.");
        let drawn = site.is(opensearch_domain::KIND);
        let stated = match drawn {
            true => Some(site.text(&opensearch_domain::INSTANCE_TYPE)),
            false => policies::raw(site, BUILT.path).known().and_then(Value::as_str),
        };
        // Families without a sister on Graviton have no choice; silence names none.
        let choice = stated.is_some_and(|of| intel(of) || services::machines::arm(of));
        if !choice && policies::raw(site, BUILT.path) != Given::Computed {
            return Vec::new();
        }
        if drawn {
            let name = site.name.clone();
            let broken = stated.is_some_and(intel);
            let verdict = Verdict::either(broken, violated.with(name.clone()), satisfied.with(name));
            return vec![verdict.on(opensearch_domain::INSTANCE_TYPE.name)];
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

impl Examples for OpensearchGraviton {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "Intel",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"instance_type":"r5.large.search"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain on Intel",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"m5.large.search"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":"m7g.large.search"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "burstable nodes, which are not offered on it",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"instance_type":"t3.medium.search"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose type a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"ClusterConfig":{"InstanceType":{"Ref":"Nodes"}}}}}}}"#,
            },
        ]
    }
}

/// The families for which there is one on Graviton.
fn intel(instance_type: &str) -> bool {
    instance_type.starts_with(['c', 'm', 'r']) && !services::machines::arm(instance_type)
}
