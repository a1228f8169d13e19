//! Instances are updated a few at a time.

use design::Words;
use services::kinds::codedeploy_group;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodedeployGradual;

static ABOUT: About = About {
    id: "codedeploy-gradual",
    title: Words::new("Deployments are gradual", "Los despliegues son graduales"),
    rationale: Words::new(
        "If all instances are updated at once, a bad version is an outage for everybody.",
        "Si todas las instancias se actualizan a la vez, una mala versión es una caída para todos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &[],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    scope: Scope::Node,
    kinds: &[codedeploy_group::KIND],
};

impl Rule for CodedeployGradual {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&codedeploy_group::ROLLOUT) == "all-at-once",
            Message::say(
                "“{0}” updates all instances at once.",
                "«{0}» actualiza todas las instancias a la vez.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” updates a few instances at a time.",
                "«{0}» actualiza pocas instancias a la vez.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(codedeploy_group::ROLLOUT.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            codedeploy_group::ROLLOUT.name,
            "half-at-a-time",
            Message::say("Update half at a time", "Actualizar de a mitades"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "all at once",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{"rollout":"all-at-once"}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}
