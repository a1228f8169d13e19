//! Builds run without privileges they do not need.

use design::{ConnectionKind, Words};
use services::kinds::codebuild_project;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

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
    peers: &["checkov:CKV_AWS_316", "security-hub:CodeBuild.5"],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
    scope: Scope::Neighbours,
    kinds: &[codebuild_project::KIND],
};

impl Rule for CodebuildPrivileged {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
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
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
