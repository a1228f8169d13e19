//! Security groups say what they are for.

use design::Words;
use services::kinds::{cfn_resource, security_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct SecurityGroupDescribed;

static BUILT: Built = Built {
    types: &["AWS::EC2::SecurityGroup"],
    path: "GroupDescription",
    holds: |given| match given {
        Given::Known(text) => Some(text.as_str().is_some_and(|text| !text.trim().is_empty())),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "security-group-described",
    title: Words::new("Security groups say what they are for", "Los grupos de seguridad dicen para qué son"),
    rationale: Words::new(
        "A group nobody can explain is a group nobody dares to close.",
        "Un grupo que nadie puede explicar es un grupo que nadie se atreve a cerrar.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS05",
    peers: &[
        "groundplan:SG-008",
        "cdk-nag:AwsSolutions-EC27",
        "checkov:CKV_AWS_23",
        "guard:SECURITY_GROUP_DESCRIPTION_RULE",
        "trivy:AWS-0099",
    ],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, security_group::KIND],
};

impl Rule for SecurityGroupDescribed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” has no description.", "«{0}» no tiene descripción.");
        let satisfied = Message::say("“{0}” has a description.", "«{0}» tiene una descripción.");
        if site.is(security_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let text = format!("Traffic of {}", site.node());
        BUILT.fix(site, text, Message::say("Describe it", "Describirlo"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for SecurityGroupDescribed {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group without",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::SecurityGroup","properties":{"GroupDescription":"Doors of the shop"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"doors":{"kind":"security_group","parent":"vpc","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
        ]
    }
}
