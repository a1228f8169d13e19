//! A new engine version does not replace the domain.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchUpgradesInPlace;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "@UpdatePolicy.EnableVersionUpgrade",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-upgrades-in-place",
    title: Words::new("OpenSearch is upgraded in place", "OpenSearch se actualiza en su lugar"),
    rationale: Words::new(
        "Without this attribute CloudFormation answers a new engine version with a new, empty domain and deletes the old one.",
        "Sin este atributo, CloudFormation responde a una nueva versión del motor con un dominio nuevo y vacío, y borra el anterior.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &[],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchUpgradesInPlace {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A new engine version replaces “{0}” with an empty domain.",
            "Una nueva versión del motor reemplaza «{0}» por un dominio vacío.",
        );
        let satisfied = Message::say("“{0}” is upgraded in place.", "«{0}» se actualiza en su lugar.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Upgrade it in place", "Actualizarlo en su lugar"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchUpgradesInPlace {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"},"attributes":{"UpdatePolicy":{"EnableVersionUpgrade":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
        ]
    }
}
