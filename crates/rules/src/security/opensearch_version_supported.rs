//! The engine is in standard support.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct OpensearchVersionSupported;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "EngineVersion",
    holds: |given| match given {
        // The newest one.
        Given::Absent => Some(true),
        given => given.is_one_of(&ENDED).map(|ended| !ended),
    },
};

/// Versions whose standard support ended on 2025-11-07; none of them can be chosen for a domain of ours.
/// Source: OpenSearch Service developer guide, “Standard support and extended support”.
const ENDED: [&str; 23] = [
    "Elasticsearch_1.5",
    "Elasticsearch_2.3",
    "Elasticsearch_5.1",
    "Elasticsearch_5.3",
    "Elasticsearch_5.5",
    "Elasticsearch_5.6",
    "Elasticsearch_6.0",
    "Elasticsearch_6.2",
    "Elasticsearch_6.3",
    "Elasticsearch_6.4",
    "Elasticsearch_6.5",
    "Elasticsearch_6.7",
    "Elasticsearch_7.1",
    "Elasticsearch_7.4",
    "Elasticsearch_7.7",
    "Elasticsearch_7.8",
    "OpenSearch_1.0",
    "OpenSearch_1.1",
    "OpenSearch_1.2",
    "OpenSearch_2.3",
    "OpenSearch_2.5",
    "OpenSearch_2.7",
    "OpenSearch_2.9",
];

static IN_PLACE: Built = Built {
    types: &["AWS::OpenSearchService::Domain"],
    path: "@UpdatePolicy.EnableVersionUpgrade",
    holds: |given| given.on(),
};

/// The supported versions that those of a line are upgraded to in one step.
/// Source: OpenSearch Service developer guide, “Upgrading domains”.
const SUCCESSORS: [(&str, &str); 4] = [
    ("Elasticsearch_6.", "Elasticsearch_6.8"),
    ("Elasticsearch_7.", "Elasticsearch_7.10"),
    ("OpenSearch_1.", "OpenSearch_1.3"),
    ("OpenSearch_2.", "OpenSearch_2.19"),
];

static ABOUT: About = About {
    id: "opensearch-version-supported",
    title: Words::new(
        "OpenSearch versions are in standard support",
        "Las versiones de OpenSearch tienen soporte estándar",
    ),
    rationale: Words::new(
        "Past standard support AWS charges extra by the hour, and fixes nothing but the gravest holes.",
        "Tras el soporte estándar AWS cobra extra por hora, y solo corrige las fallas más graves.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &[],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchVersionSupported {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” runs a version past standard support.",
            "«{0}» usa una versión sin soporte estándar.",
        );
        let satisfied = Message::say(
            "“{0}” runs a version in standard support.",
            "«{0}» usa una versión con soporte estándar.",
        );
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let now = policies::raw(site, BUILT.path).known()?.as_str()?;
        let (_, next) = SUCCESSORS.iter().find(|(line, _)| now.starts_with(line))?;
        let title = Message::say("Upgrade to {0}", "Actualizar a {0}").with(*next);
        let mut fix = BUILT.fix(site, *next, title.clone())?;
        // Otherwise CloudFormation would replace the domain.
        fix.edits.extend(IN_PLACE.fix(site, true, title)?.edits);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchVersionSupported {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "the oldest that can be chosen",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"engine_version":"1.3"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of OpenSearch 1.0",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_1.0"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain of Elasticsearch",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"Elasticsearch_7.4"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":"OpenSearch_2.19"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain whose version a parameter names",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"EngineVersion":{"Ref":"Version"}}}}}}"#,
            },
        ]
    }
}
