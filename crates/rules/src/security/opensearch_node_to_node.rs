//! Nodes talk to each other encrypted.

use design::Words;
use services::kinds::{cfn_resource, opensearch_domain};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct OpensearchNodeToNode;

static BUILT: Built = Built {
    types: &["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
    path: "NodeToNodeEncryptionOptions.Enabled",
    holds: |given| given.on(),
};

static ABOUT: About = About {
    id: "opensearch-node-to-node",
    title: Words::new(
        "OpenSearch nodes talk to each other encrypted",
        "Los nodos de OpenSearch hablan cifrado entre sí",
    ),
    rationale: Words::new(
        "Nodes exchange whole indices. Without encryption between them, data that are encrypted on disk travel in the clear.",
        "Los nodos intercambian índices completos. Sin cifrado entre ellos, los datos cifrados en disco viajan en claro.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC09",
    peers: &[
        "groundplan:OS-003",
        "cdk-nag:AwsSolutions-OS2",
        "checkov:CKV_AWS_6",
        "guard:OPENSEARCH_NODE_TO_NODE_ENCRYPTION_CHECK",
        "security-hub:Opensearch.3",
        "trivy:AWS-0043",
    ],
    source: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ntn.html",
    scope: Scope::Node,
    kinds: &[opensearch_domain::KIND, cfn_resource::KIND],
};

impl Rule for OpensearchNodeToNode {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The nodes of “{0}” talk to each other in the clear.",
            "Los nodos de «{0}» hablan en claro entre sí.",
        );
        let satisfied = Message::say(
            "The nodes of “{0}” talk to each other encrypted.",
            "Los nodos de «{0}» hablan cifrado entre sí.",
        );
        if site.is(opensearch_domain::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Encrypt between the nodes", "Cifrar entre los nodos"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for OpensearchNodeToNode {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Satisfied,
                name: "every domain of this kind",
                design: r#"{"nodes":{"search":{"kind":"opensearch_domain","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw domain that turns it off",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"NodeToNodeEncryptionOptions":{"Enabled":false}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw domain",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"NodeToNodeEncryptionOptions":{"Enabled":true}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no domain", design: r#"{}"# },
            Example {
                expect: Expect::CannotTell,
                name: "a raw domain that leaves it to a parameter",
                design: r#"{"nodes":{"search":{"kind":"cfn_resource","properties":{"type":"AWS::OpenSearchService::Domain","properties":{"NodeToNodeEncryptionOptions":{"Enabled":{"Ref":"Encrypt"}}}}}}}"#,
            },
        ]
    }
}
