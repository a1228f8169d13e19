//! The actions of alarms are switched on.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_alarm};
use text::Message;

use crate::{
    About, Built, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict,
};

pub struct AlarmActionsEnabled;

static BUILT: Built = Built {
    types: &["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"],
    path: "ActionsEnabled",
    holds: |given| match given {
        Given::Absent => Some(true),
        given => given.on(),
    },
};

static ABOUT: About = About {
    id: "alarm-actions-enabled",
    title: Words::new("Alarm actions are switched on", "Las acciones de las alarmas están activas"),
    rationale: Words::new(
        "An alarm that was silenced during maintenance and never switched on again tells nobody of the next outage.",
        "Una alarma silenciada en un mantenimiento y nunca reactivada no avisa de la próxima caída.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &[
        "groundplan:CW-002",
        "checkov:CKV_AWS_319",
        "guard:CLOUDWATCH_ALARM_ACTION_ENABLED_CHECK",
        "security-hub:CloudWatch.17",
    ],
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, cloudwatch_alarm::KIND],
};

impl Rule for AlarmActionsEnabled {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "The actions of “{0}” are switched off.",
            "Las acciones de «{0}» están desactivadas.",
        );
        let satisfied =
            Message::say("The actions of “{0}” are switched on.", "Las acciones de «{0}» están activas.");
        if site.is(cloudwatch_alarm::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, true, Message::say("Switch them on", "Activarlas"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlarmActionsEnabled {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw alarm switched off",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"ActionsEnabled":false,"AlarmActions":["arn:x"]}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every alarm of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-db":{"from":"alarm","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "left to a condition",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"ActionsEnabled":{"Fn::If":["Prod",true,false]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no alarm", design: r#"{}"# },
        ]
    }
}
