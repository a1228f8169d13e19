//! There is a place to look when something is wrong.

use design::Words;
use services::kinds::{cloudwatch_alarm, cloudwatch_dashboard, vpc};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict, references};

pub struct WorkloadHasDashboard;

static ABOUT: About = About {
    id: "workload-has-dashboard",
    title: Words::new("A dashboard shows the workload", "Un panel muestra la carga de trabajo"),
    rationale: Words::new(
        "During an outage nobody has time to collect graphs one by one.",
        "Durante una caída nadie tiene tiempo de reunir gráficos uno por uno.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS04",
    peers: &["groundplan:CW-006"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html",
    scope: Scope::Whole,
    kinds: &[vpc::KIND],
};

impl Rule for WorkloadHasDashboard {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.speaks_for_all() {
            return Vec::new();
        }
        let is = |kind: &str| site.architecture.own().any(|(_, element)| element.is(kind));
        if !cloudwatch_alarm::WATCHED.iter().any(|kind| is(kind)) {
            return Vec::new();
        }
        let raw = references::raw(site).iter().any(|(_, _, of)| *of == "AWS::CloudWatch::Dashboard");
        let verdict = match raw || is(cloudwatch_dashboard::KIND) {
            true => Verdict::satisfied(Message::say(
                "A dashboard shows the workload.",
                "Un panel muestra la carga de trabajo.",
            )),
            false => Verdict::cannot_tell(Message::say(
                "No dashboard is drawn: where does the team look when something is wrong?",
                "No hay panel dibujado: ¿dónde mira el equipo cuando algo anda mal?",
            )),
        };
        vec![verdict]
    }
}

impl Examples for WorkloadHasDashboard {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "a database and no dashboard",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a dashboard",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"board":{"kind":"cloudwatch_dashboard","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw dashboard",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}},"board":{"kind":"cfn_resource","properties":{"type":"AWS::CloudWatch::Dashboard","properties":{"DashboardBody":"{}"}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing to show", design: r#"{}"# },
        ]
    }
}
