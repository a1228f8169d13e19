//! Not every event of a repository starts a build.

use design::Words;
use serde_json::json;
use services::kinds::cfn_resource;
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
    policies,
};

pub struct CodebuildWebhookFiltered;

static BUILT: Built = Built {
    types: &["AWS::CodeBuild::Project"],
    path: "Triggers",
    holds: |given| match given.at("Webhook").on()? {
        true => match given.at("FilterGroups") {
            Given::Computed => None,
            groups => Some(groups.items().next().is_some()),
        },
        false => Some(true),
    },
};

static ABOUT: About = About {
    id: "codebuild-webhook-filtered",
    title: Words::new(
        "Webhooks start builds only for chosen events",
        "Los webhooks inician builds solo con los eventos elegidos",
    ),
    rationale: Words::new(
        "Without filters every event starts a build, a stranger's pull request too, whose commands then run with the role of the build.",
        "Sin filtros todo evento inicia un build, también el pull request de un desconocido, cuyos comandos corren entonces con el rol del build.",
    ),
    production: Severity::High,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &[],
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/webhooks.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for CodebuildWebhookFiltered {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if policies::raw(site, "Triggers").at("Webhook").on() == Some(false) {
            return Vec::new();
        }
        let violated = Message::say(
            "Every event of the repository starts “{0}”.",
            "Cualquier evento del repositorio inicia «{0}».",
        );
        let satisfied =
            Message::say("Only chosen events start “{0}”.", "Solo eventos elegidos inician «{0}».");
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let mut triggers = policies::raw(site, BUILT.path).known()?.clone();
        let pushes = json!([[{ "Type": "EVENT", "Pattern": "PUSH" }]]);
        triggers.as_object_mut()?.insert("FilterGroups".to_owned(), pushes);
        BUILT.fix(site, triggers, Message::say("Build pushes only", "Construir solo con push"))
    }
}

impl Examples for CodebuildWebhookFiltered {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no filters",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Triggers":{"Webhook":true}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "pushes only",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Triggers":{"Webhook":true,"FilterGroups":[[{"Type":"EVENT","Pattern":"PUSH"}]]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a parameter",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Triggers":{"Webhook":{"Ref":"Hook"}}}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "nothing starts it",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Name":"x"}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "the webhook is switched off",
                design: r#"{"nodes":{"build":{"kind":"cfn_resource","properties":{"type":"AWS::CodeBuild::Project","properties":{"Triggers":{"Webhook":false}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no build", design: r#"{}"# },
        ]
    }
}
