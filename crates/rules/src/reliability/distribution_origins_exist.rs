//! Every path leads to an origin that is there.

use design::Words;
use services::kinds::{cfn_resource, cloudfront_distribution};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies, raw_distribution,
};

pub struct DistributionOriginsExist;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig",
    holds: |given| {
        let groups = given.at("OriginGroups.Items");
        let origins = given.at("Origins");
        let known: Vec<Given<'_>> = origins.items().chain(groups.items()).map(|it| it.at("Id")).collect();
        let hidden = [origins, groups].into_iter().chain(known.iter().copied());
        let hidden = hidden.collect::<Vec<_>>().contains(&Given::Computed);
        policies::all(raw_distribution::behaviours(given), |behaviour| match behaviour.at("TargetOriginId") {
            Given::Computed => None,
            target if known.contains(&target) => Some(true),
            _ => (!hidden).then_some(false),
        })
    },
};

static ABOUT: About = About {
    id: "distribution-origins-exist",
    title: Words::new("Every path leads to an origin that exists", "Cada ruta lleva a un origen que existe"),
    rationale: Words::new(
        "CloudFront refuses a distribution whose paths name an origin it does not have.",
        "CloudFront rechaza una distribución cuyas rutas nombran un origen que no tiene.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:CF-014", "security-hub:CloudFront.12"],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html",
    scope: Scope::Node,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionOriginsExist {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "A path of “{0}” leads to an origin it does not have.",
            "Una ruta de «{0}» lleva a un origen que no tiene.",
        );
        let satisfied = Message::say(
            "Every path of “{0}” leads to one of its origins.",
            "Cada ruta de «{0}» lleva a uno de sus orígenes.",
        );
        if site.is(cloudfront_distribution::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let config = raw_distribution::config(site);
        // With one origin there is no choice.
        let origins: Vec<Given<'_>> = config.at("Origins").items().collect();
        let ([only], Given::Absent) = (origins.as_slice(), config.at("OriginGroups")) else { return None };
        let id = only.at("Id").known()?.clone();
        let title = Message::say("Lead every path to its one origin", "Llevar cada ruta a su único origen");
        raw_distribution::set_in_behaviours(site, "TargetOriginId", id, title)
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionOriginsExist {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "another name",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"other","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "its own",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a group of origins",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"both","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"OriginGroups":{"Quantity":1,"Items":[{"Id":"both"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "origins that a condition decides on",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Fn::If":["Prod",{"Id":"app","DomainName":"app.example.com"},{"Id":"app","DomainName":"dev.example.com"}]}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
