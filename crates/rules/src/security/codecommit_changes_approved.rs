//! Somebody approves what gets into the main branch.

use design::{ConnectionKind, Words};
use services::kinds::{code_connection, codecommit_repository};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodecommitChangesApproved;

static ABOUT: About = About {
    id: "codecommit-changes-approved",
    title: Words::new(
        "Changes of the main branch are approved",
        "Los cambios de la rama principal se aprueban",
    ),
    rationale: Words::new(
        "What gets into the main branch is built and shipped. An approval rule sees to it that a second person has looked.",
        "Lo que entra a la rama principal se compila y se publica. Una regla de aprobación asegura que una segunda persona lo revisó.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC11",
    peers: &["groundplan:CC-001", "checkov:CKV2_AWS_37"],
    source: "https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html",
    scope: Scope::Neighbours,
    kinds: &[codecommit_repository::KIND],
};

impl Rule for CodecommitChangesApproved {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mirror = site.from(ConnectionKind::Delivery).any(|(_, from)| from.is(code_connection::KIND));
        // CloudFormation has no approval rules: what a design says of them is nothing.
        vec![match mirror {
            true => Verdict::satisfied(
                Message::say(
                    "“{0}” is a mirror: its changes are approved where they are made.",
                    "«{0}» es un espejo: sus cambios se aprueban donde se hacen.",
                )
                .with(site.name.clone()),
            ),
            false => Verdict::cannot_tell(
                Message::say(
                    "Does an approval rule template protect the main branch of “{0}”?",
                    "¿Protege una plantilla de reglas de aprobación la rama principal de «{0}»?",
                )
                .with(site.name.clone()),
            ),
        }]
    }
}

impl Examples for CodecommitChangesApproved {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a repository people push to",
                design: r#"{"nodes":{"code":{"kind":"codecommit_repository","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a mirror",
                design: r#"{"nodes":{"github":{"kind":"github","properties":{}},"source":{"kind":"code_connection","properties":{}},"mirror":{"kind":"codecommit_repository","properties":{"mirror_of":"example/orders"}}},"connections":{"github-source":{"from":"github","kind":"delivery","to":"source","properties":{}},"source-mirror":{"from":"source","kind":"delivery","to":"mirror","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no repository", design: r#"{}"# },
        ]
    }
}
