//! Nobody outside the account reads builds.

use design::Words;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodebuildNotPublic;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "Visibility",
    holds: |given| given.is_one_of(&["PUBLIC_READ"]).map(|public| !public),
};

static ABOUT: About = About {
    id: "codebuild-not-public",
    title: Words::new("Builds are not public", "Los builds no son públicos"),
    rationale: Words::new(
        "A public build shows its logs and artifacts to anybody on the internet.",
        "Un build público muestra sus registros y artefactos a cualquiera en internet.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC03",
    peers: &[],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/public-builds.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildNotPublic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "Anybody can read the builds of “{0}”.",
            "Cualquiera puede leer los builds de «{0}».",
        );
        let satisfied = Message::say(
            "Only the account reads the builds of “{0}”.",
            "Solo la cuenta lee los builds de «{0}».",
        );
        if site.is(codebuild_project::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, "PRIVATE", Message::say("Make the builds private", "Hacer privados los builds"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildNotPublic {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw project open to the world",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Visibility":"PUBLIC_READ"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every build of this kind",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw project that does not say",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Name":"x"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
