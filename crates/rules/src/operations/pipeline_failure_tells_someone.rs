//! Somebody learns when a pipeline fails or waits.

use design::{ConnectionKind, Words};
use services::kinds::codepipeline;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct PipelineFailureTellsSomeone;

static ABOUT: About = About {
    id: "pipeline-failure-tells-someone",
    title: Words::new("Pipelines tell somebody", "Los pipelines avisan a alguien"),
    rationale: Words::new(
        "A release that failed at night, or waits for approval, is otherwise noticed by chance.",
        "Un pase que falló de noche, o espera aprobación, se nota solo por casualidad.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CP-006", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/notification-rule-create.html",
    scope: Scope::Neighbours,
    kinds: &[codepipeline::KIND],
};

impl Rule for PipelineFailureTellsSomeone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let silent = site.to(ConnectionKind::Event).next().is_none();
        vec![Verdict::either(
            silent,
            Message::say(
                "Nobody is told when “{0}” fails or waits for approval.",
                "Nadie se entera cuando «{0}» falla o espera aprobación.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” tells a topic when it fails or waits.",
                "«{0}» avisa a un tema cuando falla o espera.",
            )
            .with(site.name.clone()),
        )]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Connect it to a topic", "Conectarlo a un tema");
        Some(Fix { title, edits: companions::topic(site, false)? })
    }
}

impl Examples for PipelineFailureTellsSomeone {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no topic",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a topic",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{}},"topic":{"kind":"sns_topic","properties":{"emails":["ops@example.com"]}}},"connections":{"pipe-topic":{"from":"pipe","kind":"event","to":"topic","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}
