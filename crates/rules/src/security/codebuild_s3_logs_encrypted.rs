//! Build logs in S3 are encrypted.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct CodebuildS3LogsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "LogsConfig.S3Logs.EncryptionDisabled",
    holds: |given| given.off(),
};

static ABOUT: About = About {
    id: "codebuild-s3-logs-encrypted",
    title: Words::new("Build logs in S3 are encrypted", "Los registros de builds en S3 están cifrados"),
    rationale: Words::new(
        "Build logs show what a build printed: addresses, versions, sometimes a secret. Unencrypted, whoever reads the bucket reads them.",
        "Los registros muestran lo que el build imprimió: direcciones, versiones, a veces un secreto. Sin cifrar, los lee quien lea el bucket.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["checkov:CKV_AWS_311", "security-hub:CodeBuild.3"],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for CodebuildS3LogsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw(site, "LogsConfig.S3Logs.Status").is_one_of(&["ENABLED"]) == Some(false) {
            return Vec::new();
        }
        let violated = Message::say(
            "“{0}” writes its logs to S3 unencrypted.",
            "«{0}» escribe sus registros en S3 sin cifrar.",
        );
        let satisfied = Message::say(
            "The logs of “{0}” in S3 are encrypted.",
            "Los registros de «{0}» en S3 están cifrados.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, false, Message::say("Encrypt the logs", "Cifrar los registros"))
    }
}

impl Examples for CodebuildS3LogsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "switched off",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"S3Logs":{"Status":"ENABLED","Location":"logs/build","EncryptionDisabled":true}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "as CodeBuild does by itself",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"S3Logs":{"Status":"ENABLED","Location":"logs/build"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no logs in S3",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"CloudWatchLogs":{"Status":"ENABLED"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "logs in S3 are switched off",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"LogsConfig":{"S3Logs":{"Status":"DISABLED","EncryptionDisabled":true}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
