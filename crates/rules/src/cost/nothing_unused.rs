//! What is drawn is connected to something.

use design::Words;
use services::kinds::{
    acm_certificate, cloudwatch_log_group, ecr_repository, kms_key, opensearch_domain, secret,
    security_group, sns_topic, sqs_queue, waf_web_acl,
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct NothingUnused;

static ABOUT: About = About {
    id: "nothing-unused",
    title: Words::new("Nothing stands unused", "Nada queda sin uso"),
    rationale: Words::new(
        "An element that nothing uses costs money, and someone has to keep asking what it is for.",
        "Un elemento que nada usa cuesta dinero, y alguien debe preguntar siempre para qué es.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &[
        "groundplan:WAF-010",
        "groundplan:G-COST-04",
        "groundplan:G-SG-07",
        "groundplan:SG-011",
        "checkov:CKV2_AWS_5",
        "security-hub:EC2.22",
    ],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_decomissioning_resources_track.html",
    scope: Scope::Neighbours,
    kinds: &[
        acm_certificate::KIND,
        cloudwatch_log_group::KIND,
        ecr_repository::KIND,
        kms_key::KIND,
        opensearch_domain::KIND,
        secret::KIND,
        security_group::KIND,
        sns_topic::KIND,
        sqs_queue::KIND,
        waf_web_acl::KIND,
    ],
};

impl Rule for NothingUnused {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let element = site.element();
        let across = site.architecture.cross.iter().any(|edge| edge.here == site.ix);
        let unused =
            element.out.is_empty() && element.into.is_empty() && element.replaces.is_none() && !across;
        vec![Verdict::either(
            unused,
            Message::say("Nothing uses “{0}”.", "Nada usa «{0}».").with(site.name.clone()),
            Message::say("“{0}” is in use.", "«{0}» está en uso.").with(site.name.clone()),
        )]
    }
}

impl Examples for NothingUnused {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a key for nothing",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a key for a database",
                design: r#"{"nodes":{"key":{"kind":"kms_key","properties":{}},"db":{"kind":"rds_instance","properties":{},"parent":"data"}},"connections":{"db-key":{"from":"db","kind":"attached","to":"key","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
