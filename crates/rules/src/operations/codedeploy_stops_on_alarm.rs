//! An alarm stops a deployment that does harm.

use design::Words;
use services::kinds::{cloudwatch_alarm, codedeploy_group};
use text::Message;

use crate::{About, Case, Example, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct CodedeployStopsOnAlarm;

static ABOUT: About = About {
    id: "codedeploy-stops-on-alarm",
    title: Words::new("Deployments stop on an alarm", "Los despliegues se detienen con una alarma"),
    rationale: Words::new(
        "Without an alarm a deployment goes on as long as instances start, whatever they then answer.",
        "Sin alarma un despliegue sigue mientras las instancias inicien, respondan lo que respondan.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html",
    scope: Scope::Neighbours,
    kinds: &[codedeploy_group::KIND],
};

impl Rule for CodedeployStopsOnAlarm {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let blind = site.attached(cloudwatch_alarm::KIND).is_none();
        vec![Verdict::either(
            blind,
            Message::say(
                "No alarm stops a deployment of “{0}”.",
                "Ninguna alarma detiene un despliegue de «{0}».",
            )
            .with(site.name.clone()),
            Message::say(
                "An alarm stops a harmful deployment of “{0}”.",
                "Una alarma detiene un despliegue dañino de «{0}».",
            )
            .with(site.name.clone()),
        )]
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-alb":{"from":"alarm","kind":"attached","to":"alb","properties":{}},"deploy-alarm":{"from":"deploy","kind":"attached","to":"alarm","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}
