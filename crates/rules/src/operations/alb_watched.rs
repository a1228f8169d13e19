//! An alarm watches each load balancer.

use design::Words;
use services::kinds::alb;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms};

pub struct AlbWatched;

static ABOUT: About = About {
    id: "alb-watched",
    title: Words::new("Load balancers are watched by an alarm", "Una alarma vigila cada balanceador"),
    rationale: Words::new(
        "Customers meet errors at the load balancer first. Without an alarm they are also the first to report them.",
        "Los clientes encuentran los errores primero en el balanceador. Sin alarma, también son los primeros en avisar.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-005", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbWatched {
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

impl Examples for AlbWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"alb":{"kind":"alb","parent":"public","properties":{}},"alarm":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"alarm-on":{"from":"alarm","kind":"attached","to":"alb","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "none of these", design: r#"{}"# },
        ]
    }
}
