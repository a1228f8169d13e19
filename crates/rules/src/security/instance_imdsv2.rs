//! Instances require session tokens for their metadata.

use design::Words;
use services::kinds::{cfn_resource, ec2_instance};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, launched,
    policies,
};

pub struct InstanceImdsv2;

static BUILT: Built = Built {
    types: &["AWS::EC2::Instance"],
    path: "MetadataOptions.HttpTokens",
    holds: |given| given.is_one_of(&["required"]),
};

const ENDPOINT: &str = "MetadataOptions.HttpEndpoint";

static ABOUT: About = About {
    id: "instance-imdsv2",
    title: Words::new(
        "Instances require session tokens for their metadata",
        "Las instancias exigen token de sesión para sus metadatos",
    ),
    rationale: Words::new(
        "Without tokens, one forged request through a web application reads the credentials of the role.",
        "Sin token, una petición falsificada por una aplicación web lee las credenciales del rol.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EC2-001", "checkov:CKV_AWS_79", "security-hub:EC2.8", "trivy:AWS-0028"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, ec2_instance::KIND],
};

impl Rule for InstanceImdsv2 {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” gives its metadata without a token.",
            "«{0}» entrega sus metadatos sin token.",
        );
        let satisfied =
            Message::say("“{0}” requires a token for its metadata.", "«{0}» exige token para sus metadatos.");
        if site.is(ec2_instance::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if BUILT.concerns(site) && policies::raw(site, ENDPOINT).is_one_of(&["disabled"]) == Some(true) {
            let closed = Message::say("“{0}” gives no metadata.", "«{0}» no entrega metadatos.");
            let verdict = Verdict::satisfied(closed.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        let left = launched::left_to_template(&BUILT, site);
        left.or_else(|| BUILT.judge(site, violated, satisfied)).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "required", Message::say("Require tokens", "Exigir token"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for InstanceImdsv2 {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw instance with optional tokens",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"MetadataOptions":{"HttpTokens":"optional"}}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw instance that does not say so",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every instance",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance without metadata",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"MetadataOptions":{"HttpEndpoint":"disabled"}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw instance from a launch template",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::Instance","properties":{"LaunchTemplate":{"LaunchTemplateId":"lt-1","Version":"1"}}}}}}"#,
            },
        ]
    }
}
