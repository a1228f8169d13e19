//! A stage that fails goes back to what worked.

use design::Words;
use services::kinds::codepipeline;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct PipelineRollback;

static ABOUT: About = About {
    id: "pipeline-rollback",
    title: Words::new("Pipelines roll back on failure", "Los pipelines revierten al fallar"),
    rationale: Words::new(
        "Rolling back by hand takes the longest when everybody is in a hurry.",
        "Revertir a mano tarda más cuando todos tienen prisa.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &[],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html",
    scope: Scope::Node,
    kinds: &[codepipeline::KIND],
};

impl Rule for PipelineRollback {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&codepipeline::ROLLBACK),
            Message::say("“{0}” leaves a failed stage as it is.", "«{0}» deja una etapa fallida como está.")
                .with(site.name.clone()),
            Message::say("“{0}” rolls a failed stage back.", "«{0}» revierte una etapa fallida.")
                .with(site.name.clone()),
        );
        vec![verdict.on(codepipeline::ROLLBACK.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            codepipeline::ROLLBACK.name,
            true,
            Message::say("Roll back on failure", "Revertir al fallar"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{"rollback_on_failure":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"pipe":{"kind":"codepipeline","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}
