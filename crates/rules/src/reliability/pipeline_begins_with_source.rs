//! Pipelines have the shape that CodePipeline takes.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct PipelineBeginsWithSource;

static BUILT: Built = Built { types: &["AWS::CodePipeline::Pipeline"], path: "Stages", holds: well_formed };

static ABOUT: About = About {
    id: "pipeline-begins-with-source",
    title: Words::new("Pipelines begin with their source", "Los pipelines comienzan con su fuente"),
    rationale: Words::new(
        "CodePipeline refuses a pipeline whose first stage is not its source, or that does nothing with it.",
        "CodePipeline rechaza un pipeline cuya primera etapa no es su fuente, o que no hace nada con ella.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:CP-003", "cfn-lint:E3700"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineBeginsWithSource {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” does not begin with a stage of sources that stages without any follow.",
            "«{0}» no comienza con una etapa de fuentes seguida de etapas sin ellas.",
        );
        let satisfied = Message::say("“{0}” begins with its source.", "«{0}» comienza con su fuente.");
        if site.is(codepipeline::KIND) && site.from(ConnectionKind::Delivery).next().is_some() {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PipelineBeginsWithSource {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one stage only",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a source in the second stage",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"More","Actions":[{"Name":"S2","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"},"OutputArtifacts":[{"Name":"x"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every pipeline of this kind",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "source, then build",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "stages left to a function",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":{"Fn::If":["Prod",[],[]]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an action left to a condition",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Fn::If":["Prod",{"Name":"A","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]},{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}

fn well_formed(given: &Given<'_>) -> Option<bool> {
    let hidden = |stage: Given<'_>| {
        let actions = stage.at("Actions");
        actions == Given::Computed
            || actions.items().any(|action| action.at("ActionTypeId.Category") == Given::Computed)
    };
    if *given == Given::Computed || given.items().any(hidden) {
        return None;
    }
    let fetches = |stage: Given<'_>| -> Vec<bool> {
        let categories = stage.at("Actions").items().map(|action| action.at("ActionTypeId.Category"));
        categories.map(|category| category.is_one_of(&["Source"]) == Some(true)).collect()
    };
    let stages: Vec<Vec<bool>> = given.items().map(fetches).collect();
    let Some((first, rest)) = stages.split_first() else { return Some(false) };
    let source_first = !first.is_empty() && first.iter().all(|fetches| *fetches);
    Some(source_first && !rest.is_empty() && rest.iter().flatten().all(|fetches| !fetches))
}
