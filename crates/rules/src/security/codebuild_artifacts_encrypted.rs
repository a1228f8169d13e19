//! What builds hand on is encrypted.

use design::Words;
use serde_json::Value;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct CodebuildArtifactsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "Artifacts.EncryptionDisabled",
    holds: |given| given.off(),
};

static ABOUT: About = About {
    id: "codebuild-artifacts-encrypted",
    title: Words::new("Build artifacts are encrypted", "Los artefactos de los builds están cifrados"),
    rationale: Words::new(
        "Artifacts hold the program before it is released, often with its configuration. CodeBuild encrypts them unless it is told not to.",
        "Los artefactos contienen el programa antes de publicarse, a menudo con su configuración. CodeBuild los cifra salvo que se le diga lo contrario.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:CB-001", "checkov:CKV_AWS_78", "trivy:AWS-0018"],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildArtifactsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” hands its artifacts on unencrypted.",
            "«{0}» entrega sus artefactos sin cifrar.",
        );
        let satisfied =
            Message::say("The artifacts of “{0}” are encrypted.", "Los artefactos de «{0}» están cifrados.");
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let plain = |further: Given<'_>| further.at("EncryptionDisabled").on() == Some(true);
        if BUILT.concerns(site) && policies::raw(site, "SecondaryArtifacts").items().any(plain) {
            let verdict = Verdict::violated(violated.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut table = companions::raw_properties(site);
        let encrypt = |artifacts: &mut Value| {
            if let Some(artifacts) = artifacts.as_object_mut() {
                artifacts.remove("EncryptionDisabled");
            }
        };
        table.get_mut("Artifacts").into_iter().for_each(encrypt);
        let further = table.get_mut("SecondaryArtifacts").and_then(Value::as_array_mut);
        further.into_iter().flatten().for_each(encrypt);
        let title = Message::say("Encrypt the artifacts", "Cifrar los artefactos");
        Some(Fix { title, edits: companions::rewrite(site, table) })
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildArtifactsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw project that switches it off",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out","EncryptionDisabled":true}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw project that switches it off for what it makes beside",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out"},"SecondaryArtifacts":[{"Type":"S3","Location":"reports","ArtifactIdentifier":"reports","EncryptionDisabled":"true"}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every build of this kind",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw project that leaves it to a parameter",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Artifacts":{"Type":"S3","Location":"out","EncryptionDisabled":{"Ref":"Plain"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
