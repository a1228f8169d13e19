//! Something tests what a pipeline delivers.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codebuild_project, codepipeline};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct PipelineTests;

static ABOUT: About = About {
    id: "pipeline-tests",
    title: Words::new("Pipelines test what they deliver", "Los pipelines prueban lo que entregan"),
    rationale: Words::new(
        "Without a test between the commit and the customers, the customers are the test.",
        "Sin una prueba entre el commit y los clientes, los clientes son la prueba.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC11",
    peers: &["groundplan:CP-007"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_appsec_automate_testing_throughout_lifecycle.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineTests {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let name = site.name.clone();
        let asks = Message::say(
            "“{0}” has no action of its own for tests: do its build commands run them and scan for known weaknesses?",
            "«{0}» no tiene una acción propia de pruebas: ¿sus comandos de build las ejecutan y buscan vulnerabilidades conocidas?",
        );
        let nothing = Message::say("Nothing tests what “{0}” delivers.", "Nada prueba lo que «{0}» entrega.");
        if site.is(codepipeline::KIND) {
            if site.from(ConnectionKind::Delivery).next().is_none() {
                return Vec::new();
            }
            let builds =
                site.to(ConnectionKind::Delivery).any(|(_, to)| to.here() && to.is(codebuild_project::KIND));
            let verdict = if builds {
                Verdict::cannot_tell(asks.with(name))
            } else {
                Verdict::violated(nothing.with(name))
            };
            return vec![verdict];
        }
        if policies::raw_type(site) != Some("AWS::CodePipeline::Pipeline") {
            return Vec::new();
        }
        let stages = policies::raw(site, "Stages");
        if stages == Given::Absent {
            return Vec::new();
        }
        let actions: Vec<Given<'_>> = stages.items().flat_map(|stage| stage.at("Actions").items()).collect();
        let has = |categories: &[&str]| {
            actions
                .iter()
                .any(|action| action.at("ActionTypeId.Category").is_one_of(categories) == Some(true))
        };
        let hidden = stages == Given::Computed
            || stages.items().any(|stage| stage.at("Actions") == Given::Computed)
            || actions.iter().any(|action| action.at("ActionTypeId.Category") == Given::Computed);
        let verdict = if has(&["Test"]) {
            Verdict::satisfied(
                Message::say(
                    "An action tests what “{0}” delivers.",
                    "Una acción prueba lo que «{0}» entrega.",
                )
                .with(name),
            )
        } else if hidden || has(&["Build", "Compute", "Invoke"]) {
            // Whatever runs commands or functions may test.
            Verdict::cannot_tell(asks.with(name))
        } else {
            Verdict::violated(nothing.with(name))
        };
        vec![verdict]
    }
}

impl Examples for PipelineTests {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "straight from the source to the cluster",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"cluster":{"kind":"eks_cluster","parent":"app","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-cluster":{"from":"pipe","kind":"delivery","to":"cluster","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw one of source and deployment",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Deploy","Actions":[{"Name":"D","ActionTypeId":{"Category":"Deploy","Owner":"AWS","Provider":"S3","Version":"1"},"InputArtifacts":[{"Name":"src"}]}]}]}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a build, whose commands are in the source",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a test action",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"Stages":[{"Name":"Source","Actions":[{"Name":"S","ActionTypeId":{"Category":"Source","Owner":"AWS","Provider":"CodeStarSourceConnection","Version":"1"},"OutputArtifacts":[{"Name":"src"}]}]},{"Name":"Build","Actions":[{"Name":"B","ActionTypeId":{"Category":"Build","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}],"OutputArtifacts":[{"Name":"out"}]}]},{"Name":"Test","Actions":[{"Name":"T","ActionTypeId":{"Category":"Test","Owner":"AWS","Provider":"CodeBuild","Version":"1"},"InputArtifacts":[{"Name":"src"}]}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}
