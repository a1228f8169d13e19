//! The artifacts of pipelines are encrypted with a key of the account.

use design::Words;
use serde_json::json;
use services::kinds::{cfn_resource, codepipeline};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    companions, policies,
};

pub struct PipelineArtifactsEncrypted;

static BUILT: Built = Built {
    types: &["AWS::CodePipeline::Pipeline"],
    path: "ArtifactStore.EncryptionKey",
    holds: |given| given.present(),
};

/// A pipeline that acts in several regions has a store in each.
static EACH_REGION: Built = Built {
    types: &["AWS::CodePipeline::Pipeline"],
    path: "ArtifactStores",
    holds: |given| {
        if *given == Given::Computed {
            return None;
        }
        policies::all(given.items(), |store| store.at("ArtifactStore.EncryptionKey").present())
    },
};

static ABOUT: About = About {
    id: "pipeline-artifacts-encrypted",
    title: Words::new(
        "Pipeline artifacts are encrypted with a key of your own",
        "Los artefactos del pipeline se cifran con una clave propia",
    ),
    rationale: Words::new(
        "A pipeline's store holds the source and every build. With AWS’s own key it cannot be shared with another account, and whoever may read the bucket reads all of it.",
        "El almacén del pipeline guarda la fuente y cada build. Con la clave de AWS no se puede compartir con otra cuenta, y quien puede leer el bucket lo lee todo.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC08",
    peers: &["groundplan:CP-001", "checkov:CKV_AWS_219"],
    source: "https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codepipeline::KIND],
};

impl Rule for PipelineArtifactsEncrypted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps its artifacts without a key of your own.",
            "«{0}» guarda sus artefactos sin una clave propia.",
        );
        let satisfied = Message::say(
            "A key of its own encrypts the artifacts of “{0}”.",
            "Una clave propia cifra los artefactos de «{0}».",
        );
        if site.is(codepipeline::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        let built = match policies::raw(site, "ArtifactStore") {
            Given::Absent if policies::raw(site, EACH_REGION.path) == Given::Absent => return Vec::new(),
            Given::Absent => &EACH_REGION,
            _ => &BUILT,
        };
        built.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if policies::raw(site, "ArtifactStore") == Given::Absent {
            return None;
        }
        let (add, named) = companions::key_of_raw(site)?;
        let mut fix = BUILT.fix(
            site,
            json!({ "Type": "KMS", "Id": named }),
            Message::say("Encrypt with a key of your own", "Cifrar con una clave propia"),
        )?;
        fix.edits.insert(0, add);
        Some(fix)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for PipelineArtifactsEncrypted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw pipeline without a key",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"ArtifactStore":{"Type":"S3","Location":"artifacts"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a store of two without a key",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"ArtifactStores":[{"Region":"us-east-1","ArtifactStore":{"Type":"S3","Location":"east","EncryptionKey":{"Type":"KMS","Id":"alias/artifacts"}}},{"Region":"us-west-2","ArtifactStore":{"Type":"S3","Location":"west"}}]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every pipeline of this kind",
                design: r#"{"nodes":{"repo":{"kind":"codecommit_repository","properties":{}},"pipe":{"kind":"codepipeline","properties":{}},"build":{"kind":"codebuild_project","properties":{}}},"connections":{"repo-pipe":{"from":"repo","kind":"delivery","to":"pipe","properties":{}},"pipe-build":{"from":"pipe","kind":"delivery","to":"build","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw pipeline with a key",
                design: r#"{"nodes":{"pipe":{"kind":"cfn_resource","properties":{"type":"AWS::CodePipeline::Pipeline","properties":{"ArtifactStore":{"Type":"S3","Location":"artifacts","EncryptionKey":{"Type":"KMS","Id":"alias/artifacts"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no pipeline", design: r#"{}"# },
        ]
    }
}
