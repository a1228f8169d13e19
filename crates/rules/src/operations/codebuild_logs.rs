//! Builds write logs.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct CodebuildLogs;

static BUILT: Built = Built { types: &["AWS::CodeBuild::Project"], path: "LogsConfig", holds: logged };

static ABOUT: About = About {
    id: "codebuild-logs",
    title: Words::new("Builds write logs", "Los builds escriben registros"),
    rationale: Words::new(
        "When a build fails or does what it must not, its log is the only witness.",
        "Cuando un build falla o hace lo que no debe, su registro es el único testigo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:CB-004", "checkov:CKV_AWS_314", "security-hub:CodeBuild.4"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildLogs {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” writes no log.", "«{0}» no escribe registros.");
        let satisfied = Message::say("“{0}” writes a log.", "«{0}» escribe registros.");
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(
            site,
            json!({ "CloudWatchLogs": { "Status": "ENABLED" } }),
            Message::say("Log to CloudWatch", "Registrar en CloudWatch"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildLogs {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw project without logs",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"CloudWatchLogs":{"Status":"DISABLED"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every build of this kind",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project that logs to S3 instead",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"CloudWatchLogs":{"Status":"DISABLED"},"S3Logs":{"Status":"ENABLED","Location":"logs/b"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project that does not say: CodeBuild logs to CloudWatch",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Name":"x"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}

/// CodeBuild logs to CloudWatch unless it is told not to.
fn logged(given: &Given<'_>) -> Option<bool> {
    let cloudwatch = given.at("CloudWatchLogs.Status");
    if cloudwatch == Given::Absent || cloudwatch.is_one_of(&["ENABLED"])? {
        return Some(true);
    }
    given.at("S3Logs.Status").is_one_of(&["ENABLED"])
}
