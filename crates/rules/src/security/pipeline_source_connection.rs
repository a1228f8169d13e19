//! Pipelines reach their source by a connection, and are started by events.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PipelineSourceConnection;

static BUILT: Built = Built { types: &["AWS::CodePipeline::Pipeline"], path: "Stages", holds: connected };

static ABOUT: About = About {
    id: "pipeline-source-connection",
    title: Words::new(
        "Pipelines take their source without tokens or polling",
        "Los pipelines toman su fuente sin tokens ni sondeos",
    ),
    rationale: Words::new(
        "A personal token in a pipeline opens every repository of its owner and ends when they leave. Polling is slow, and AWS stops it in pipelines that lie idle for 30 days.",
        "Un token personal en un pipeline abre todos los repositorios de su dueño y deja de servir cuando se va. El sondeo es lento, y AWS lo detiene en pipelines inactivos por 30 días.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC02",
    peers: &["groundplan:CP-005"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/update-change-detection.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineSourceConnection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” takes its source with a token or by polling.",
            "«{0}» toma su fuente con un token o por sondeo.",
        );
        let satisfied = Message::say(
            "“{0}” takes its source by a connection or on events.",
            "«{0}» toma su fuente por una conexión o por eventos.",
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

impl Examples for PipelineSourceConnection {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a personal token",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"ThirdParty","Provider":"GitHub","Version":"1"},"OutputArtifacts":[{"Name":"src"}],"Configuration":{"Owner":"example","Repo":"orders","OAuthToken":"{{resolve:secretsmanager:gh}}"}}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "polling",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeCommit","Version":"1"},"OutputArtifacts":[{"Name":"src"}],"Configuration":{"RepositoryName":"orders"}}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every pipeline of this kind",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a connection",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a bucket that sends events",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"S3","Version":"1"},"OutputArtifacts":[{"Name":"src"}],"Configuration":{"S3Bucket":"b","PollForSourceChanges":"false"}}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}

fn connected(given: &Given<'_>) -> Option<bool> {
    if *given == Given::Computed {
        return None;
    }
    let actions: Vec<Given<'_>> = given.items().flat_map(|stage| stage.at("Actions").items()).collect();
    policies::all(actions.into_iter(), |action| {
        if !action.at("ActionTypeId.Category").is_one_of(&["Source"])? {
            return Some(true);
        }
        let by_token = action.at("ActionTypeId.Owner").is_one_of(&["ThirdParty"])?;
        // These two are polled unless they are told otherwise.
        let polled = action.at("ActionTypeId.Provider").is_one_of(&["CodeCommit", "S3"])?
            && !action.at("Configuration.PollForSourceChanges").is_one_of(&["false"])?;
        Some(!(by_token || polled))
    })
}
