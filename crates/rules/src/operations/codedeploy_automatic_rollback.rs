//! A failed deployment is rolled back by itself.

use design::Words;
use services::kinds::codedeploy_group;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodedeployAutomaticRollback;

static ABOUT: About = About {
    id: "codedeploy-automatic-rollback",
    title: Words::new("Failed deployments are rolled back", "Los despliegues fallidos se revierten"),
    rationale: Words::new(
        "Rolling back by hand takes the longest when everybody is in a hurry.",
        "Revertir a mano tarda más cuando todos tienen prisa.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS06",
    peers: &[],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
    scope: Scope::Node,
    kinds: &[codedeploy_group::KIND],
};

impl Rule for CodedeployAutomaticRollback {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&codedeploy_group::ROLLBACK),
            Message::say(
                "“{0}” leaves a failed deployment as it is.",
                "«{0}» deja un despliegue fallido como está.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” rolls a failed deployment back.", "«{0}» revierte un despliegue fallido.")
                .with(site.name.clone()),
        );
        vec![verdict.on(codedeploy_group::ROLLBACK.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            codedeploy_group::ROLLBACK.name,
            true,
            Message::say("Roll back by itself", "Revertir automáticamente"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "off",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{"automatic_rollback":false}}}}"#,
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
