//! An alarm watches each group of machines.

use design::Words;
use services::kinds::auto_scaling_group;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms};

pub struct GroupWatched;

static ABOUT: About = About {
    id: "group-watched",
    title: Words::new(
        "Groups of machines are watched by an alarm",
        "Una alarma vigila cada grupo de máquinas",
    ),
    rationale: Words::new(
        "A group at its maximum size grows no more: it slows down quietly until somebody complains.",
        "Un grupo en su tamaño máximo ya no crece: se vuelve lento en silencio hasta que alguien reclama.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-005", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupWatched {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        vec![alarms::judge(site)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        alarms::add(site)
    }
}

impl Examples for GroupWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","parent":"app","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","parent":"app","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-on":{"from":"alarm","kind":"attached","to":"web","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
