//! A trail waits for the policy of its bucket.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
    policies, references,
};

pub struct TrailWaitsForBucketPolicy;

static ABOUT: About = About {
    id: "trail-waits-for-bucket-policy",
    title: Words::new(
        "Trails wait for the policy of their bucket",
        "Los trails esperan la política de su bucket",
    ),
    rationale: Words::new(
        "CloudTrail checks the bucket when the trail is made, and refuses it while the policy is not there.",
        "CloudTrail revisa el bucket al crear el trail, y lo rechaza mientras la política no esté.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &["groundplan:G-ORDER-01"],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html",
    scope: Scope::Whole,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailWaitsForBucketPolicy {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let needed = needed(site);
        if needed.is_empty() {
            return Vec::new();
        }
        let missing = references::missing(site, needed);
        let name = site.name.clone();
        let verdict = match missing.first() {
            Some(first) => Verdict::violated(
                Message::say("“{0}” does not wait for {1}.", "«{0}» no espera a {1}.")
                    .with(name)
                    .with(first.clone()),
            ),
            None => Verdict::satisfied(
                Message::say(
                    "“{0}” waits for the policy of its bucket.",
                    "«{0}» espera la política de su bucket.",
                )
                .with(name),
            ),
        };
        vec![verdict.on(cfn_resource::ATTRIBUTES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let edits = companions::wait_for(site, references::missing(site, needed(site)));
        Some(Fix { title: Message::say("Let it wait", "Hacer que espere"), edits })
    }
}

impl Examples for TrailWaitsForBucketPolicy {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "does not wait",
                design: r#"{"nodes":{"logs":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Logs"},"PolicyDocument":{}}}},"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true,"S3BucketName":{"Ref":"Logs"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "waits for the bucket only",
                design: r#"{"nodes":{"logs":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Logs"},"PolicyDocument":{}}}},"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true,"S3BucketName":{"Ref":"Logs"}},"attributes":{"DependsOn":["Logs"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "waits",
                design: r#"{"nodes":{"logs":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Logs"},"PolicyDocument":{}}}},"calls":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true,"S3BucketName":{"Ref":"Logs"}},"attributes":{"DependsOn":["Policy"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "waits, by one id",
                design: r#"{"nodes":{"logs":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Logs"},"PolicyDocument":{}}}},"calls":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true,"S3BucketName":{"Ref":"Logs"}},"attributes":{"DependsOn":"Policy"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a bucket of another account",
                design: r#"{"nodes":{"logs":{"kind":"cfn_resource","properties":{"type":"AWS::S3::Bucket","properties":{}}},"policy":{"kind":"cfn_resource","properties":{"type":"AWS::S3::BucketPolicy","properties":{"Bucket":{"Ref":"Logs"},"PolicyDocument":{}}}},"elsewhere":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true,"S3BucketName":"org-trails"}}}}}"#,
            },
        ]
    }
}

/// The logical ids it must wait for.
fn needed(site: &Case<'_>) -> Vec<String> {
    if policies::raw_type(site) != Some("AWS::CloudTrail::Trail") {
        return Vec::new();
    }
    let Some(bucket) = site.record(&cfn_resource::PROPERTIES).and_then(|table| table.get("S3BucketName"))
    else {
        return Vec::new();
    };
    let all = references::raw(site);
    let is_target = |id: &str| references::value_names(bucket, id);
    let target = all.iter().find(|(_, id, of)| *of == "AWS::S3::Bucket" && is_target(id));
    let Some((_, target, _)) = target else { return Vec::new() };
    let policies = all.iter().filter(|(one, _, of)| {
        *of == "AWS::S3::BucketPolicy" && one.stack() == site.stack() && references::names(one, target)
    });
    policies.map(|(_, id, _)| id.clone()).collect()
}
