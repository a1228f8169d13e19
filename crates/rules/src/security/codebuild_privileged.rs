//! Builds run without privileges they do not need.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, policies};

pub struct CodebuildPrivileged;

static ABOUT: About = About {
    id: "codebuild-privileged",
    title: Words::new("Builds run unprivileged", "Los builds corren sin privilegios"),
    rationale: Words::new(
        "A privileged build can leave its container. Only building images needs it.",
        "Un build privilegiado puede salir de su contenedor. Solo construir imágenes lo necesita.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &[
        "groundplan:CB-005",
        "cdk-nag:AwsSolutions-CB3",
        "checkov:CKV_AWS_316",
        "security-hub:CodeBuild.5",
    ],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildPrivileged {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            if policies::raw_type(site) != Some("AWS::CodeBuild::Project") {
                return Vec::new();
            }
            let verdict = match policies::raw(site, "Environment.PrivilegedMode").off() {
                Some(true) => Verdict::satisfied(
                    Message::say(
                        "“{0}” has no privileges it does not need.",
                        "«{0}» no tiene privilegios de más.",
                    )
                    .with(site.name.clone()),
                ),
                _ => Verdict::cannot_tell(
                    Message::say(
                        "“{0}” builds with privileges: does it build images?",
                        "«{0}» construye con privilegios: ¿construye imágenes?",
                    )
                    .with(site.name.clone()),
                ),
            };
            return vec![verdict.on(cfn_resource::PROPERTIES.name)];
        }
        let verdict = Verdict::either(
            site.flag(&codebuild_project::PRIVILEGED) && site.to(ConnectionKind::Delivery).next().is_none(),
            Message::say(
                "“{0}” builds with privileges and delivers no image.",
                "«{0}» construye con privilegios y no entrega ninguna imagen.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” has no privileges it does not need.", "«{0}» no tiene privilegios de más.")
                .with(site.name.clone()),
        );
        vec![verdict.on(codebuild_project::PRIVILEGED.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            codebuild_project::PRIVILEGED.name,
            false,
            Message::say("Build without privileges", "Construir sin privilegios"),
        ))
    }
}

impl Examples for CodebuildPrivileged {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "privileged",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{"privileged":true}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a raw project with privileges",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"PrivilegedMode":true}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project without",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Environment":{"ComputeType":"BUILD_GENERAL1_SMALL"}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
