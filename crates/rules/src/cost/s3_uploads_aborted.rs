//! What is left of broken uploads is deleted.

use design::Words;
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct S3UploadsAborted;

static LIFECYCLE: Built =
    Built { types: &["AWS::S3::Bucket"], path: "LifecycleConfiguration", holds: |given| given.present() };

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "LifecycleConfiguration.Rules",
    holds: |given| {
        if *given == Given::Computed {
            return None;
        }
        let aborts = |rule: Given<'_>| match rule.at("AbortIncompleteMultipartUpload") {
            Given::Absent => Some(false),
            _ => rule.at("Status").is_one_of(&["Enabled"]),
        };
        let rules: Vec<Option<bool>> = given.items().map(aborts).collect();
        if rules.contains(&Some(true)) {
            return Some(true);
        }
        if rules.contains(&None) { None } else { Some(false) }
    },
};

static ABOUT: About = About {
    id: "s3-uploads-aborted",
    title: Words::new("Unfinished uploads are deleted", "Las cargas inconclusas se borran"),
    rationale: Words::new(
        "Parts of a broken upload are stored and charged, and no listing of the bucket shows them.",
        "Las partes de una carga interrumpida se guardan y cobran, y ningún listado del bucket las muestra.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:S3-014", "checkov:CKV_AWS_300"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
    scope: Scope::Node,
    kinds: &[s3_bucket::KIND, cfn_resource::KIND],
};

impl Rule for S3UploadsAborted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps parts of unfinished uploads for ever.",
            "«{0}» guarda para siempre partes de cargas inconclusas.",
        );
        let satisfied = Message::say("“{0}” deletes unfinished uploads.", "«{0}» borra cargas inconclusas.");
        if site.is(s3_bucket::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // Rules that are there stay.
        let mut rules = site
            .record(&cfn_resource::PROPERTIES)
            .and_then(|table| table.get("LifecycleConfiguration")?.get("Rules")?.as_array().cloned())
            .unwrap_or_default();
        rules.push(serde_json::json!({
            "Id": "incomplete-uploads",
            "Status": "Enabled",
            "AbortIncompleteMultipartUpload": { "DaysAfterInitiation": 7 }
        }));
        LIFECYCLE.fix(
            site,
            serde_json::json!({ "Rules": rules }),
            Message::say("Delete them after seven days", "Borrarlas tras siete días"),
        )
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3UploadsAborted {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no rule",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a rule that is off",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"LifecycleConfiguration":{"Rules":[{"Status":"Disabled","AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a rule",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"LifecycleConfiguration":{"Rules":[{"Status":"Enabled","AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a rule that depends on a condition",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"LifecycleConfiguration":{"Rules":[{"Fn::If":["Prod",{"Status":"Enabled","AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}},{"Ref":"AWS::NoValue"}]}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
