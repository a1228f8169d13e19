//! A bucket outlives its stack.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct S3KeptOnDelete;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "@DeletionPolicy",
    holds: |given| given.is_one_of(&["Retain", "RetainExceptOnCreate"]),
};

static ABOUT: About = About {
    id: "s3-kept-on-delete",
    title: Words::new("Buckets outlive their stack", "Los buckets sobreviven a su stack"),
    rationale: Words::new(
        "A stack takes an empty bucket away with it, and fails half way at one with objects. A bucket that is kept can be taken up again.",
        "Un stack se lleva un bucket vacío y falla a medio camino con uno que tiene objetos. Un bucket conservado se puede retomar.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:S3-017", "cfn-lint:I3011"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3KeptOnDelete {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” is deleted with its stack.", "«{0}» se borra con su stack.");
        let satisfied =
            Message::say("“{0}” is kept when its stack is deleted.", "«{0}» se conserva al borrar su stack.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Retain", Message::say("Keep the bucket", "Conservar el bucket"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3KeptOnDelete {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "nothing said",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "deleted",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{},"attributes":{"DeletionPolicy":"Delete"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "kept",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{},"attributes":{"DeletionPolicy":"Retain"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
