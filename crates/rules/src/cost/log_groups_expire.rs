//! Logs are not kept forever.

use design::Words;
use services::kinds::{cfn_resource, cloudwatch_log_group};
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct LogGroupsExpire;

static BUILT: Built =
    Built { types: &["AWS::Logs::LogGroup"], path: "RetentionInDays", holds: |given| given.present() };

static ABOUT: About = About {
    id: "log-groups-expire",
    title: Words::new("Logs expire", "Los registros vencen"),
    rationale: Words::new(
        "A log group that says nothing keeps every line forever, and its bill only grows.",
        "Un grupo de registros que no dice nada guarda cada línea para siempre, y su factura solo crece.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST04",
    peers: &["groundplan:CW-003"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND, cloudwatch_log_group::KIND],
};

impl Rule for LogGroupsExpire {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated =
            Message::say("“{0}” keeps its logs forever.", "«{0}» guarda sus registros para siempre.");
        let satisfied = Message::say("The logs of “{0}” expire.", "Los registros de «{0}» vencen.");
        if site.is(cloudwatch_log_group::KIND) {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        BUILT.fix(site, 365, Message::say("Keep them for a year", "Guardarlos un año"))
    }

    fn built(&self) -> Option<&'static Built> {
        Some(&BUILT)
    }
}

impl Examples for LogGroupsExpire {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a raw group that does not say",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"LogGroupClass":"STANDARD"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "every group of this kind",
                design: r#"{"nodes":{"log":{"kind":"cloudwatch_log_group","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group of a year",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"RetentionInDays":365}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no log group", design: r#"{}"# },
            Example {
                expect: Expect::Satisfied,
                name: "a raw group whose days a parameter names",
                design: r#"{"nodes":{"log":{"kind":"cfn_resource","properties":{"type":"AWS::Logs::LogGroup","properties":{"RetentionInDays":{"Ref":"Days"}}}}}}"#,
            },
        ]
    }
}
