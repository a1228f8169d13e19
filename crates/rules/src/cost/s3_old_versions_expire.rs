//! Old versions of objects expire.

use design::Words;
use serde_json::{Value, json};
use services::kinds::{cfn_resource, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct S3OldVersionsExpire;

static BUILT: Built = Built {
    types: &["AWS::S3::Bucket"],
    path: "LifecycleConfiguration.Rules",
    holds: |given| {
        if *given == Given::Computed {
            return None;
        }
        let expires = |rule: Given<'_>| {
            let old = ["NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays"];
            rule.at("Status").is_one_of(&["Enabled"]) == Some(true)
                && old.iter().any(|name| rule.at(name) != Given::Absent)
        };
        // A rule that a function gives may say it.
        let hidden = given.items().any(|rule| rule == Given::Computed);
        if given.items().any(expires) { Some(true) } else { (!hidden).then_some(false) }
    },
};

static ABOUT: About = About {
    id: "s3-old-versions-expire",
    title: Words::new("Old versions expire", "Las versiones antiguas vencen"),
    rationale: Words::new(
        "With versioning nothing is ever really deleted: a file rewritten daily is stored and charged 365 times a year.",
        "Con versionado nada se borra de verdad: un archivo reescrito a diario se guarda y cobra 365 veces al año.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:S3-013", "security-hub:S3.10"],
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, s3_bucket::KIND],
};

impl Rule for S3OldVersionsExpire {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” keeps every old version for ever.",
            "«{0}» guarda para siempre cada versión antigua.",
        );
        let satisfied =
            Message::say("“{0}” lets old versions expire.", "«{0}» deja vencer las versiones antiguas.");
        if site.is(s3_bucket::KIND) {
            let versioned = site.flag(&s3_bucket::VERSIONING);
            return versioned
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        let versioned = site
            .record(&cfn_resource::PROPERTIES)
            .and_then(|table| Given::read(table, "VersioningConfiguration.Status").is_one_of(&["Enabled"]));
        if versioned != Some(true) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut rules = match policies::raw(site, BUILT.path) {
            Given::Known(Value::Array(rules)) => rules.clone(),
            _ => Vec::new(),
        };
        rules.push(json!({
            "Id": "old-versions",
            "Status": "Enabled",
            "NoncurrentVersionExpiration": { "NoncurrentDays": 90 }
        }));
        BUILT.fix(site, rules, Message::say("Let them expire after 90 days", "Dejarlas vencer tras 90 días"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for S3OldVersionsExpire {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "raw, no rule",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"VersioningConfiguration":{"Status":"Enabled"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "raw, a rule for other things",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"VersioningConfiguration":{"Status":"Enabled"},"LifecycleConfiguration":{"Rules":[{"Id":"uploads","Status":"Enabled","AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "raw, a rule",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{"VersioningConfiguration":{"Status":"Enabled"},"LifecycleConfiguration":{"Rules":[{"Status":"Enabled","NoncurrentVersionExpiration":{"NoncurrentDays":30}}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every bucket of this kind",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no versions",
                design: r#"{"nodes":{"own":{"kind":"s3_bucket","properties":{"versioning":false}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
