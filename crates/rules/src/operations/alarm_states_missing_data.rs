//! Alarms say what silence means.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_alarm};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlarmStatesMissingData;

static BUILT: Built =
    Built { types: &["AWS::CloudWatch::Alarm"], path: "TreatMissingData", holds: |given| given.present() };

static ABOUT: About = About {
    id: "alarm-states-missing-data",
    title: Words::new(
        "Alarms say what missing data means",
        "Las alarmas dicen qué significa la falta de datos",
    ),
    rationale: Words::new(
        "A metric that stops coming is either good news (no errors) or the worst (nothing runs). Unless the alarm says which, it ends in “insufficient data”, of which nobody is told.",
        "Una métrica que deja de llegar es buena noticia (sin errores) o la peor (nada funciona). Si la alarma no dice cuál, queda en «datos insuficientes», de lo que nadie se entera.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-007"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, cloudwatch_alarm::KIND],
};

impl Rule for AlarmStatesMissingData {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” does not say what missing data means.",
            "«{0}» no dice qué significa la falta de datos.",
        );
        let satisfied = Message::say(
            "“{0}” says what missing data means.",
            "«{0}» dice qué significa la falta de datos.",
        );
        if site.is(cloudwatch_alarm::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for AlarmStatesMissingData {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw alarm that does not say",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"MetricName":"Errors"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every alarm of this kind",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-db":{"from":"alarm","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw alarm that does",
                design: r#"{"nodes":{"alarm":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Alarm","properties":{"TreatMissingData":"breaching"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no alarm", design: r#"{}"# },
        ]
    }
}
