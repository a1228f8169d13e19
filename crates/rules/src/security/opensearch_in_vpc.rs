//! The domain has no address on the internet.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchInVpc;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "VPCOptions.SubnetIds",
    holds: |given| given.present(),
};

static ABOUT: About = About {
    id: "opensearch-in-vpc",
    title: Words::new("OpenSearch stands inside the VPC", "OpenSearch está dentro de la VPC"),
    rationale: Words::new(
        "A domain outside a VPC answers the whole internet; only its access policy stands between its data and everyone.",
        "Un dominio fuera de una VPC responde a todo internet; solo su política de acceso separa sus datos de todos.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:OS-001",
        "cdk-nag:AwsSolutions-OS1",
        "checkov:CKV_AWS_137",
        "guard:OPENSEARCH_IN_VPC_ONLY",
        "security-hub:Opensearch.2",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/vpc.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchInVpc {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” answers the whole internet.", "«{0}» responde a todo internet.");
        let satisfied = Message::say("“{0}” stands inside a VPC.", "«{0}» está dentro de una VPC.");
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchInVpc {
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
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"VPCOptions":{"SubnetIds":[{"Ref":"DataSubnet1"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::Violated,
                name: "a domain of the older type",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::Elasticsearch::Domain","properties":{"ElasticsearchVersion":"7.10"}}}}}"#,
            },
        ]
    }
}
