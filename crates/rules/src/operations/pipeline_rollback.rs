//! A stage that fails goes back to what worked.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct PipelineRollback;

static BUILT: Built = Built {
    types: &["AWS::CodePipeline::Pipeline"],
    path: "Stages",
    holds: |given| match given {
        Given::Computed => None,
        given => Some(given.items().filter(|stage| deploys(*stage)).all(rolls_back)),
    },
};

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
    peers: &["groundplan:CP-008"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineRollback {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return BUILT
                .judge(
                    site,
                    Message::say(
                        "“{0}” leaves a failed stage as it is.",
                        "«{0}» deja una etapa fallida como está.",
                    ),
                    Message::say("“{0}” rolls a failed stage back.", "«{0}» revierte una etapa fallida."),
                )
                .into_iter()
                .filter(|_| policies::raw(site, BUILT.path).items().any(deploys))
                .collect();
        }
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
        if let Some(stages) = policies::raw(site, BUILT.path).known() {
            let mut stages = stages.clone();
            let deploying = stages.as_array_mut()?.iter_mut().filter(|stage| deploys(Given::Known(stage)));
            for stage in deploying.filter_map(|stage| stage.as_object_mut()) {
                stage.insert("OnFailure".to_owned(), json!({ "Result": "ROLLBACK" }));
            }
            return BUILT.fix(site, stages, Message::say("Roll back on failure", "Revertir al fallar"));
        }
        Some(Fix::set(
            site,
            codepipeline::ROLLBACK.name,
            true,
            Message::say("Roll back on failure", "Revertir al fallar"),
        ))
    }
}

impl Examples for PipelineRollback {
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
            Example {
                expect: Expect::Violated,
                name: "a raw pipeline that does not",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"PipelineType":"V2","Stages":[{"Name":"S","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"}}]},{"Name":"D","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"ECS","Version":"1"}}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw pipeline that does",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"PipelineType":"V2","Stages":[{"Name":"S","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"}}]},{"Name":"D","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"ECS","Version":"1"}}],"OnFailure":{"Result":"ROLLBACK"}}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}

fn deploys(stage: Given<'_>) -> bool {
    stage
        .at("Actions")
        .items()
        .any(|action| action.at("ActionTypeId.Category").is_one_of(&["Deploy"]) == Some(true))
}

fn rolls_back(stage: Given<'_>) -> bool {
    stage.at("OnFailure.Result").is_one_of(&["ROLLBACK"]) != Some(false)
}
