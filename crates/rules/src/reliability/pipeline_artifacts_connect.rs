//! What an action of a pipeline takes, an earlier one gives.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PipelineArtifactsConnect;

static BUILT: Built = Built { types: &["AWS::CodePipeline::Pipeline"], path: "Stages", holds: connected };

static ABOUT: About = About {
    id: "pipeline-artifacts-connect",
    title: Words::new(
        "Pipeline actions take what earlier ones give",
        "Las acciones del pipeline toman lo que otras entregan",
    ),
    rationale: Words::new(
        "CodePipeline refuses a pipeline with an artifact that no earlier action gives, or that two actions give.",
        "CodePipeline rechaza un pipeline con un artefacto que ninguna acción anterior entrega, o que entregan dos.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:CP-004", "cfn-lint:E3701"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codepipeline-pipeline-inputartifact.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineArtifactsConnect {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "An action of “{0}” takes an artifact that no earlier one gives, or two give the same.",
            "Una acción de «{0}» toma un artefacto que ninguna anterior entrega, o dos entregan el mismo.",
        );
        let satisfied = Message::say(
            "Each action of “{0}” takes what an earlier one gives.",
            "Cada acción de «{0}» toma lo que entrega una anterior.",
        );
        if site.is(codepipeline::KIND) && site.from(ConnectionKind::Delivery).next().is_some() {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if policies::raw(site, BUILT.path) == Given::Absent {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PipelineArtifactsConnect {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a name nobody gives",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"source"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "given later in the same stage",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"A","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"out"}],"OutputArtifacts":[{"Name":"x"}],"RunOrder":1},{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}],"RunOrder":2}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "given twice",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"A","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]},{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every pipeline of this kind",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "source, build, deploy",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]},{"Name":"Deploy","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"CodeDeploy","Version":"1"},"InputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in one stage, one after the other",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"out"}],"OutputArtifacts":[{"Name":"y"}],"RunOrder":2},{"Name":"A","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}],"RunOrder":1}]}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "an action left to a condition",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Fn::If":["Prod",{"Name":"A","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]},{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]},{"Name":"C","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"S3","Version":"1"},"InputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}

fn connected(given: &Given<'_>) -> Option<bool> {
    // Where a function gives a part, nobody knows what it takes or gives.
    let names = ["InputArtifacts", "OutputArtifacts"];
    let hidden = |action: Given<'_>| {
        let artifacts = names.iter().flat_map(|member| action.at(member).items().collect::<Vec<_>>());
        action.at("RunOrder") == Given::Computed
            || names.iter().any(|member| action.at(member) == Given::Computed)
            || artifacts.into_iter().any(|artifact| artifact.at("Name") == Given::Computed)
    };
    let unread =
        |stage: Given<'_>| stage.at("Actions") == Given::Computed || stage.at("Actions").items().any(hidden);
    if *given == Given::Computed || given.items().any(unread) {
        return None;
    }
    let mut made: Vec<&str> = Vec::new();
    for stage in given.items() {
        let mut actions: Vec<Given<'_>> = stage.at("Actions").items().collect();
        actions.sort_by_key(order);
        for together in actions.chunk_by(|one, other| order(one) == order(other)) {
            let mut takes = together.iter().flat_map(|action| artifacts(*action, "InputArtifacts"));
            if takes.any(|name| !made.contains(&name)) {
                return Some(false);
            }
            for name in together.iter().flat_map(|action| artifacts(*action, "OutputArtifacts")) {
                if made.contains(&name) {
                    return Some(false);
                }
                made.push(name);
            }
        }
    }
    Some(true)
}

/// Actions of one number run together; 1 where none is given.
fn order(action: &Given<'_>) -> i64 {
    let given = action.at("RunOrder").known();
    given.and_then(|order| order.as_i64().or_else(|| order.as_str()?.parse().ok())).unwrap_or(1)
}

fn artifacts<'v>(action: Given<'v>, member: &str) -> Vec<&'v str> {
    action.at(member).items().filter_map(|artifact| artifact.at("Name").known()?.as_str()).collect()
}
