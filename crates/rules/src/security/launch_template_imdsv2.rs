//! Launch templates require session tokens for metadata.

use design::Words;
use services::kinds::{auto_scaling_group, cfn_resource};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct LaunchTemplateImdsv2;

static BUILT: Built = Built {
    types: &["AWS::EC2::LaunchTemplate"],
    path: "LaunchTemplateData.MetadataOptions.HttpTokens",
    holds: |given| given.is_one_of(&["required"]),
};

const ENDPOINT: &str = "LaunchTemplateData.MetadataOptions.HttpEndpoint";

static ABOUT: About = About {
    id: "launch-template-imdsv2",
    title: Words::new(
        "Launch templates require session tokens for metadata",
        "Las plantillas de lanzamiento exigen token para los metadatos",
    ),
    rationale: Words::new(
        "Every machine a group starts inherits the template; without tokens, one forged request reads the credentials of the role.",
        "Cada máquina del grupo hereda la plantilla; sin token, una petición falsificada lee las credenciales del rol.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:EC2-002", "checkov:CKV_AWS_79", "security-hub:EC2.170", "trivy:AWS-0130"],
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND, cfn_resource::KIND],
};

impl Rule for LaunchTemplateImdsv2 {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Machines of “{0}” give their metadata without a token.",
            "Las máquinas de «{0}» entregan sus metadatos sin token.",
        );
        let satisfied = Message::say(
            "Machines of “{0}” require a token for their metadata.",
            "Las máquinas de «{0}» exigen token para sus metadatos.",
        );
        if site.is(auto_scaling_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        if BUILT.concerns(site) && policies::raw(site, ENDPOINT).is_one_of(&["disabled"]) == Some(true) {
            let closed = Message::say(
                "Machines of “{0}” give no metadata.",
                "Las máquinas de «{0}» no entregan metadatos.",
            );
            let verdict = Verdict::satisfied(closed.with(site.name.clone()));
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "required", Message::say("Require tokens", "Exigir token"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for LaunchTemplateImdsv2 {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw template that does not say so",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"InstanceType":"m6i.large"}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing of the kind", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw template without metadata",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"MetadataOptions":{"HttpEndpoint":"disabled"}}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw template that leaves it to a parameter",
                design: r#"{"nodes":{"raw":{"kind":"cfn_resource","properties":{"type":"AWS::EC2::LaunchTemplate","properties":{"LaunchTemplateData":{"MetadataOptions":{"HttpTokens":{"Ref":"Tokens"}}}}}}}}"#,
            },
        ]
    }
}
