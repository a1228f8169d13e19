//! “/” is answered by a page, not by a list.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, cloudfront_distribution, s3_bucket};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Status,
    Verdict, raw_distribution,
};

pub struct DistributionRootObject;

static BUILT: Built = Built {
    types: raw_distribution::TYPES,
    path: "DistributionConfig.DefaultRootObject",
    holds: |given| match given {
        // An empty text is how one is taken away.
        Given::Known(object) => Some(object.as_str() != Some("")),
        given => given.present(),
    },
};

static ABOUT: About = About {
    id: "distribution-root-object",
    title: Words::new(
        "A distribution answers “/” with a page",
        "La distribución responde «/» con una página",
    ),
    rationale: Words::new(
        "Without a root object, asking for “/” can list everything in the bucket, or gives visitors an error.",
        "Sin objeto raíz, pedir «/» puede listar todo el bucket, o da un error a los visitantes.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &[
        "groundplan:CF-008",
        "checkov:CKV_AWS_305",
        "guard:CLOUDFRONT_DEFAULT_ROOT_OBJECT_CONFIGURED",
        "security-hub:CloudFront.1",
    ],
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
    scope: Scope::Neighbours,
    kinds: &[cloudfront_distribution::KIND, cfn_resource::KIND],
};

impl Rule for DistributionRootObject {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” has a bucket behind it and no root object.",
            "«{0}» tiene un bucket detrás y ningún objeto raíz.",
        );
        let satisfied =
            Message::say("“{0}” answers “/” with its root object.", "«{0}» responde «/» con su objeto raíz.");
        if site.is(cloudfront_distribution::KIND) {
            let files = site.to(ConnectionKind::Origin).any(|(edge, origin)| {
                origin.is(s3_bucket::KIND) && matches!(edge.text("path"), "" | "*" | "/*")
            });
            return files
                .then(|| Verdict::satisfied(satisfied.with(site.name.clone())))
                .into_iter()
                .collect();
        }
        let config = raw_distribution::config(site);
        let target = config.at("DefaultCacheBehavior.TargetOriginId");
        if !raw_distribution::bucket_origins(&config).any(|origin| origin.at("Id") == target) {
            return Vec::new();
        }
        let verdict = BUILT.judge(site, violated, satisfied);
        // Functions often write “/” anew before the bucket is asked.
        let functions = ["FunctionAssociations", "LambdaFunctionAssociations"];
        let answers = |list: &&str| !matches!(config.at("DefaultCacheBehavior").at(list), Given::Absent);
        let ask = |verdict: Verdict| match verdict.status {
            Status::Violated if functions.iter().any(answers) => Verdict::cannot_tell(
                Message::say(
                    "“{0}” has no root object, but a function: does it turn “/” into a page?",
                    "«{0}» no tiene objeto raíz, pero sí una función: ¿convierte «/» en una página?",
                )
                .with(site.name.clone()),
            )
            .on(cfn_resource::PROPERTIES.name),
            _ => verdict,
        };
        verdict.map(ask).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "index.html", Message::say("Answer with index.html", "Responder con index.html"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for DistributionRootObject {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "none",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""},"OriginAccessControlId":"E2QWRUHEXAMPLE"}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "an empty one",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""},"OriginAccessControlId":"E2QWRUHEXAMPLE"}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"DefaultRootObject":""}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a function that may write “/” anew",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""},"OriginAccessControlId":"E2QWRUHEXAMPLE"}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6","FunctionAssociations":[{"EventType":"viewer-request","FunctionARN":"arn:aws:cloudfront::111111111111:function/index"}]}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "index.html",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"s","DomainName":"b.s3.us-east-1.amazonaws.com","S3OriginConfig":{"OriginAccessIdentity":""},"OriginAccessControlId":"E2QWRUHEXAMPLE"}],"DefaultCacheBehavior":{"TargetOriginId":"s","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"},"DefaultRootObject":"index.html"}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no bucket",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::CloudFront::Distribution","properties":{"DistributionConfig":{"Enabled":true,"Origins":[{"Id":"app","DomainName":"app.example.com","CustomOriginConfig":{"OriginProtocolPolicy":"https-only","OriginSSLProtocols":["TLSv1.2"]}}],"DefaultCacheBehavior":{"TargetOriginId":"app","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"658327ea-f89d-4fab-a63d-7e88639e58f6"}}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every one of this kind",
                design: r#"{"nodes":{"files":{"kind":"s3_bucket","properties":{}},"cdn":{"kind":"cloudfront_distribution","properties":{}}},"connections":{"cdn-files":{"from":"cdn","kind":"origin","to":"files","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
