//! What holds data stays when its resource is replaced by a change.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_log_group, codecommit_repository, kms_key, secret};
use text::Message;

use super::data_kept_when_removed::TYPES;
use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct DataKeptWhenReplaced;

static BUILT: Built = Built {
    types: TYPES,
    path: "@UpdateReplacePolicy",
    holds: |given| given.is_one_of(&["Retain", "Snapshot"]),
};

static ABOUT: About = About {
    id: "data-kept-when-replaced",
    title: Words::new(
        "Data stays when its resource is replaced by a change",
        "Los datos quedan cuando su recurso es reemplazado por un cambio",
    ),
    rationale: Words::new(
        "Some changes, a new name for one, make CloudFormation create the resource anew and delete the old one with its data.",
        "Algunos cambios, como un nombre nuevo, hacen que CloudFormation cree el recurso de nuevo y borre el anterior con sus datos.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:GEN-002", "cfn-lint:I3011"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html",
    scope: Scope::Node,
    kinds: &[
        cfn_resource::KIND,
        cloudwatch_log_group::KIND,
        codecommit_repository::KIND,
        kms_key::KIND,
        secret::KIND,
    ],
};

impl Rule for DataKeptWhenReplaced {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The data of “{0}” is deleted when a change replaces it.",
            "Los datos de «{0}» se borran cuando un cambio lo reemplaza.",
        );
        let satisfied = Message::say(
            "The data of “{0}” stays when a change replaces it.",
            "Los datos de «{0}» quedan cuando un cambio lo reemplaza.",
        );
        if !site.is(cfn_resource::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "Retain", Message::say("Keep it", "Conservarlo"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DataKeptWhenReplaced {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw table",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "elements of these kinds",
                design: r#"{"nodes":{"password":{"kind":"secret","properties":{}},"key":{"kind":"kms_key","properties":{}},"code":{"kind":"codecommit_repository","properties":{}},"logs":{"kind":"cloudwatch_log_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw table that is kept",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"},"attributes":{"UpdateReplacePolicy":"Retain"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "holds no data",
                design: r#"{"nodes":{"topic":{"kind":"cfn_resource","properties":{"type":"AWS::SNS::Topic","properties":{}}}}}"#,
            },
        ]
    }
}
