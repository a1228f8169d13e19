//! OpenSearch may write the logs it is told to keep.

use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, opensearch_domain},
};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
    references,
};

pub struct OpensearchMayWriteLogs;

static BUILT: Built =
    Built { types: &["AWS::Logs::ResourcePolicy"], path: "PolicyDocument", holds: |given| given.present() };

static ABOUT: About = About {
    id: "opensearch-may-write-logs",
    title: Words::new(
        "OpenSearch may write its log groups",
        "OpenSearch puede escribir en sus grupos de registros",
    ),
    rationale: Words::new(
        "Without a policy of CloudWatch Logs that lets it in, OpenSearch refuses to be built with logs, or keeps none.",
        "Sin una política de CloudWatch Logs que lo admita, OpenSearch no se crea con registros, o no guarda ninguno.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:OS-016"],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html",
    scope: Scope::Whole,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchMayWriteLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let allowed = Message::say("“{0}” may write its logs.", "«{0}» puede escribir sus registros.")
            .with(site.name.clone());
        if site.is(opensearch_domain::KIND) {
            let keeps = !site.texts(&opensearch_domain::LOGS).is_empty();
            return keeps.then(|| Verdict::satisfied(allowed)).into_iter().collect();
        }
        if !policies::raw_type(site).is_some_and(|of| DOMAINS.contains(&of))
            || policies::raw(site, "LogPublishingOptions") == Given::Absent
        {
            return Vec::new();
        }
        let admitted = references::raw(site).iter().any(|(other, _, of)| {
            *of == "AWS::Logs::ResourcePolicy" && other.built_in() == site.built_in() && admits(other)
        });
        let verdict = match admitted {
            true => Verdict::satisfied(allowed),
            false => Verdict::cannot_tell(
                Message::say(
                    "“{0}” keeps logs, and no policy in the design lets it write them. Is there one in the account?",
                    "«{0}» guarda registros, y ninguna política del diseño le permite escribirlos. ¿Hay una en la cuenta?",
                )
                .with(site.name.clone()),
            ),
        };
        vec![verdict.on(cfn_resource::PROPERTIES.name)]
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchMayWriteLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every domain of this kind",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain with logs",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"LogPublishingOptions":{"AUDIT_LOGS":{"Enabled":true}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain and a policy",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"LogPublishingOptions":{"AUDIT_LOGS":{"Enabled":true}}}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::ResourcePolicy","properties":{"PolicyName":"search","PolicyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"es.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\",\"Resource\":\"*\"}]}"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a domain without logs",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"logs":[]},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain and a policy for another service",
                design: r#"{"nodes":{"find":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"LogPublishingOptions":{"AUDIT_LOGS":{"Enabled":true}}}}},"dns":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::ResourcePolicy","properties":{"PolicyName":"dns","PolicyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"route53.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\",\"Resource\":\"*\"}]}"}}}}}"#,
            },
        ]
    }
}

const DOMAINS: [&str; 2] = ["AWS::Elasticsearch::Domain", "AWS::OpenSearchService::Domain"];

/// Whether a policy of CloudWatch Logs, a text or a function that makes one, names OpenSearch.
fn admits(policy: &Site<'_>) -> bool {
    let table = policy.element().record(&cfn_resource::PROPERTIES);
    let document = table.and_then(|table| table.get("PolicyDocument")).map(ToString::to_string);
    document.is_some_and(|text| text.contains("es.amazonaws.com"))
}
