//! Who may read which index is decided in the domain.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchFineGrainedAccess;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "AdvancedSecurityOptions.Enabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-fine-grained-access",
    title: Words::new(
        "OpenSearch decides access index by index",
        "OpenSearch decide el acceso índice por índice",
    ),
    rationale: Words::new(
        "Without fine-grained access, whoever may call the domain at all may read and delete every index in it.",
        "Sin control de acceso detallado, quien puede llamar al dominio puede leer y borrar todos sus índices.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[
        "groundplan:OS-010",
        "checkov:CKV2_AWS_52",
        "guard:OPENSEARCH_ACCESS_CONTROL_ENABLED",
        "security-hub:Opensearch.7",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchFineGrainedAccess {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Whoever may call “{0}” may read and delete everything in it.",
            "Quien puede llamar a «{0}» puede leer y borrar todo en él.",
        );
        let satisfied =
            Message::say("“{0}” decides access index by index.", "«{0}» decide el acceso índice por índice.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchFineGrainedAccess {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"AdvancedSecurityOptions":{"Enabled":true,"MasterUserOptions":{"MasterUserARN":{"Fn::GetAtt":["Admin","Arn"]}}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "with a user of its own",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{"administrator":"internal"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
        ]
    }
}
