//! Distributions have a second origin, or need none.

use design::Words;
use services::kinds::{cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, raw_distribution,
};

pub struct DistributionOriginFailsOver;

static ABOUT: About = About {
    id: "distribution-origin-fails-over",
    title: Words::new("A second origin is considered", "Se considera un segundo origen"),
    rationale: Words::new(
        "CloudFront can turn to a second origin while the first one fails. Without it, the loss of one region or one bucket is an error page for everybody.",
        "CloudFront puede acudir a un segundo origen mientras falla el primero. Sin él, la pérdida de una región o un bucket es una página de error para todos.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &[
        "groundplan:CF-009",
        "checkov:CKV_AWS_310",
        "guard:CLOUDFRONT_ORIGIN_FAILOVER_ENABLED",
        "security-hub:CloudFront.4",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, cloudfront_distribution::KIND],
};

impl Rule for DistributionOriginFailsOver {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let config = raw_distribution::config(site);
        let raw = config != Given::Absent;
        if !raw && !site.is(cloudfront_distribution::KIND) || !site.architecture.production() {
            return Vec::new();
        }
        let groups = config.at("OriginGroups.Items");
        let verdict = if groups.items().next().is_some() {
            Verdict::satisfied(
                Message::say(
                    "“{0}” has a second origin to turn to.",
                    "«{0}» tiene un segundo origen al que acudir.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "“{0}” has no second origin to turn to: must it answer while the first one fails?",
                    "«{0}» no tiene un segundo origen al que acudir: ¿debe responder mientras falla el primero?",
                )
                .with(site.name.clone()),
            )
        };
        vec![if raw { verdict.on(cfn_resource::PROPERTIES.name) } else { verdict }]
    }
}

impl Examples for DistributionOriginFailsOver {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a raw one with one origin",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com"}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "one that is drawn",
                design: r#"{"nodes":{"cdn":{"kind":"cloudfront_distribution","properties":{}},"site":{"kind":"s3_bucket","properties":{}}},"connections":{"cdn-site":{"from":"cdn","kind":"origin","to":"site","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw one with a group of origins",
                design: r#"{"nodes":{"pair":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"OriginGroups":{"Quantity":1,"Items":[{"Id":"both"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "elsewhere",
                design: r#"{"environments":{"prod":{"tier":"non-production"}},"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true}}}}}}"#,
            },
        ]
    }
}
