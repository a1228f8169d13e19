//! Service software updates arrive by themselves.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchSoftwareUpdates;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "SoftwareUpdateOptions.AutoSoftwareUpdateEnabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-software-updates",
    title: Words::new(
        "OpenSearch takes software updates by itself",
        "OpenSearch toma las actualizaciones de software por sí solo",
    ),
    rationale: Words::new(
        "Updates close known holes. A domain that waits for someone to apply them stays open until AWS forces the update at a time of its own choosing.",
        "Las actualizaciones cierran fallas conocidas. Un dominio que espera a que alguien las aplique queda expuesto hasta que AWS las impone cuando decide.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:OS-015", "security-hub:Opensearch.10"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/service-software.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchSoftwareUpdates {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” waits for someone to apply its updates.",
            "«{0}» espera a que alguien aplique sus actualizaciones.",
        );
        let satisfied =
            Message::say("“{0}” takes its updates by itself.", "«{0}» toma sus actualizaciones por sí solo.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Take updates by itself", "Tomar las actualizaciones solo"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchSoftwareUpdates {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"SoftwareUpdateOptions":{"AutoSoftwareUpdateEnabled":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
        ]
    }
}
