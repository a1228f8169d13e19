//! Builds that hang are stopped.

use design::Words;
use services::kinds::{cfn_resource, codebuild_project};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct CodebuildTimeout;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "TimeoutInMinutes",
    holds: |given| match given {
        // CodeBuild stops after an hour unless it is told otherwise.
        Given::Absent => Some(true),
        given => given.at_least(241.0).map(|long| !long),
    },
};

static ABOUT: About = About {
    id: "codebuild-timeout",
    title: Words::new(
        "Builds that hang are stopped within four hours",
        "Los builds que se cuelgan se detienen en cuatro horas",
    ),
    rationale: Words::new(
        "A build that waits forever is paid by the minute, and keeps the release waiting behind it.",
        "Un build que espera para siempre se paga por minuto, y la entrega espera detrás de él.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST09",
    peers: &["groundplan:CB-007"],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, codebuild_project::KIND],
};

impl Rule for CodebuildTimeout {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” may run for longer than four hours.",
            "«{0}» puede correr más de cuatro horas.",
        );
        let satisfied =
            Message::say("“{0}” is stopped within four hours.", "«{0}» se detiene dentro de cuatro horas.");
        if site.is(codebuild_project::KIND) {
            let (name, long) = (site.name.clone(), site.integer(&codebuild_project::TIMEOUT) > 240);
            let verdict = Verdict::either(long, violated.with(name.clone()), satisfied.with(name));
            return vec![verdict.on(codebuild_project::TIMEOUT.name)];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Stop after an hour", "Detener tras una hora");
        let set = || Fix::set(site, codebuild_project::TIMEOUT.name, 60, title.clone());
        Some(BUILT.fix(site, 60, title.clone()).unwrap_or_else(set))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for CodebuildTimeout {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a day and a half",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{"timeout_minutes":2160}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"build":{"kind":"codebuild_project","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw project of eight hours",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"TimeoutInMinutes":480}}}}}"#,
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
