//! Trails record all regions.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct TrailCoversEveryRegion;

static BUILT: Built =
    Built { types: &["AWS::CloudTrail::Trail"], path: "IsMultiRegionTrail", holds: |given| given.on() };

static ABOUT: About = About {
    id: "trail-covers-every-region",
    title: Words::new("Trails record every region", "Los trails registran todas las regiones"),
    rationale: Words::new(
        "Intruders work in regions nobody looks at. A trail of one region does not see them.",
        "Los intrusos trabajan en regiones que nadie mira. Un trail de una sola región no los ve.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC04",
    peers: &["groundplan:CT-001", "checkov:CKV_AWS_67", "security-hub:CloudTrail.1", "trivy:AWS-0014"],
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for TrailCoversEveryRegion {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say("“{0}” records one region only.", "«{0}» registra una sola región.");
        let satisfied = Message::say("“{0}” records every region.", "«{0}» registra todas las regiones.");
        if BUILT.concerns(site) && records_data_only(site) {
            return Vec::new();
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Record every region", "Registrar todas las regiones"))
    }
}

impl Examples for TrailCoversEveryRegion {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "does not say",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsLogging":true}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "all",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsMultiRegionTrail":true}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"IsMultiRegionTrail":{"Ref":"All"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a trail of one bucket’s objects",
                design: r#"{"nodes":{"trail":{"kind":"cfn_resource","properties":{"type":"AWS::CloudTrail::Trail","properties":{"EventSelectors":[{"IncludeManagementEvents":false,"DataResources":[{"Type":"AWS::S3::Object","Values":["arn:aws:s3:::files/"]}]}]}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no trail", design: r#"{}"# },
        ]
    }
}

/// Whether it records what happens inside single resources, beside the trail of the account.
fn records_data_only(site: &Case<'_>) -> bool {
    let off = |one: Given<'_>| one.at("IncludeManagementEvents").is_one_of(&["false"]) == Some(true);
    let management = |one: Given<'_>| {
        one.at("FieldSelectors").items().any(|field| {
            field.at("Field").is_one_of(&["eventCategory"]) == Some(true)
                && field.at("Equals").items().any(|of| of.is_one_of(&["Management"]) == Some(true))
        })
    };
    let (plain, advanced) =
        (policies::raw(site, "EventSelectors"), policies::raw(site, "AdvancedEventSelectors"));
    match (plain.items().next(), advanced.items().next()) {
        (None, None) => false,
        (Some(_), _) => plain.items().all(off),
        (None, Some(_)) => {
            !advanced.items().any(management) && !advanced.items().any(|one| one == Given::Computed)
        }
    }
}
