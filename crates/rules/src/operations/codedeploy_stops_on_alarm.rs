//! An alarm stops a deployment that does harm.

use design::{ConnectionKind, Words};
use services::kinds::{cfn_resource, cloudwatch_alarm, codedeploy_group};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, companions,
};

pub struct CodedeployStopsOnAlarm;

static BUILT: Built = Built {
    types: &["AWS::CodeDeploy::DeploymentGroup"],
    path: "AlarmConfiguration",
    holds: |given| Some(given.at("Enabled").on()? && given.at("Alarms").present()?),
};

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
    peers: &["groundplan:CD-003", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND, codedeploy_group::KIND],
};

impl Rule for CodedeployStopsOnAlarm {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let raw = BUILT.judge(
            site,
            Message::say(
                "No alarm stops a deployment of “{0}”.",
                "Ninguna alarma detiene un despliegue de «{0}».",
            ),
            Message::say(
                "An alarm stops a harmful deployment of “{0}”.",
                "Una alarma detiene un despliegue dañino de «{0}».",
            ),
        );
        if raw.is_some() || !site.is(codedeploy_group::KIND) {
            return raw.into_iter().collect();
        }
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

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        if !site.is(codedeploy_group::KIND) {
            return None;
        }
        // On the metric of what it delivers to.
        let (_, target) = site.to(ConnectionKind::Delivery).next()?;
        let (add, alarm) = companions::new(site, "alarm", cloudwatch_alarm::KIND)?;
        let edits = vec![add, companions::attach(&alarm, &target.id)?, companions::attach(&site.id, &alarm)?];
        let title = Message::say("Stop on an alarm", "Detenerse con una alarma");
        Some(Fix { title, edits })
    }
}

impl Examples for CodedeployStopsOnAlarm {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "delivers to machines without an alarm",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"deploy-web":{"from":"deploy","kind":"delivery","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"deploy":{"kind":"codedeploy_group","properties":{}},"alb":{"kind":"alb","properties":{},"parent":"public"},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-alb":{"from":"alarm","kind":"attached","to":"alb","properties":{}},"deploy-alarm":{"from":"deploy","kind":"attached","to":"alarm","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a raw group without",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"ApplicationName":"web"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group with one",
                design: r#"{"nodes":{"deploy":{"kind":"cfn_resource","properties":{"type":"AWS::CodeDeploy::DeploymentGroup","properties":{"AlarmConfiguration":{"Enabled":true,"Alarms":[{"Name":"errors"}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no deployment group", design: r#"{}"# },
        ]
    }
}
