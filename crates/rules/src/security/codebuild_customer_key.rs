//! Artifacts of builds are encrypted with a key of the account.

use design::{ConnectionKind, Words};
use serde_json::Value;
use services::kinds::{cfn_resource, codebuild_project, codepipeline, kms_key};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct CodebuildCustomerKey;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "EncryptionKey",
    holds: |given| match given {
        // AWS's own keys have such names.
        Given::Known(Value::String(key)) => Some(!key.contains("alias/aws/")),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "codebuild-customer-key",
    title: Words::new(
        "Build artifacts are encrypted with a key of your own",
        "Los artefactos de los builds se cifran con una clave propia",
    ),
    rationale: Words::new(
        "With a key of your own you decide who reads the artifacts, see each use in CloudTrail, and can withdraw it.",
        "Con una clave propia usted decide quién lee los artefactos, ve cada uso en CloudTrail y puede retirarla.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &[
        "groundplan:CB-001",
        "checkov:CKV_AWS_147",
        "cdk-nag:AwsSolutions-CB4",
        "guard:CODEBUILD_ENCRYPTION_KEY_RULE",
    ],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildCustomerKey {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND)
            && policies::raw(site, "Artifacts.Type").is_one_of(&["NO_ARTIFACTS"]) == Some(true)
        {
            return Vec::new();
        }
        let violated = Message::say(
            "The artifacts of “{0}” are encrypted with a key that AWS keeps.",
            "Los artefactos de «{0}» se cifran con una clave que AWS guarda.",
        );
        let satisfied = Message::say(
            "A key of your own encrypts the artifacts of “{0}”.",
            "Una clave propia cifra los artefactos de «{0}».",
        );
        if site.is(codebuild_project::KIND)
            && (site.attached(kms_key::KIND).is_some()
                || site
                    .from(ConnectionKind::Delivery)
                    .any(|(_, from)| from.here() && from.is(codepipeline::KIND)))
        {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (add, named) = companions::key_of_raw(site)?;
        let mut fix = BUILT.fix(
            site,
            named,
            Message::say("Encrypt with a key of your own", "Cifrar con una clave propia"),
        )?;
        fix.edits.insert(0, add);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildCustomerKey {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw project without a key",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw project with the key AWS keeps for S3",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out"},"EncryptionKey":"alias/aws/s3"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "built for a pipeline, with the pipeline's key",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project with a key",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out"},"EncryptionKey":{"Fn::GetAtt":["Key","Arn"]}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing is handed on",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"NO_ARTIFACTS"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
