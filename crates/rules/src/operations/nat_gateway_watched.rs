//! An alarm watches each NAT gateway.

use design::Words;
use services::kinds::nat_gateway;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, alarms};

pub struct NatGatewayWatched;

static ABOUT: About = About {
    id: "nat-gateway-watched",
    title: Words::new("NAT gateways are watched by an alarm", "Una alarma vigila cada NAT gateway"),
    rationale: Words::new(
        "A NAT gateway that runs out of ports refuses new connections and says so only in a metric: calls to partners fail now and then, and nobody finds out why.",
        "Un NAT gateway sin puertos rechaza conexiones nuevas y solo lo dice en una métrica: las llamadas a terceros fallan a ratos, y nadie sabe por qué.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::OperationalExcellence,
    question: "OPS08",
    peers: &["groundplan:CW-008", "groundplan:G-OBS-01"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway-cloudwatch.html",
    scope: Scope::Neighbours,
    kinds: &[nat_gateway::KIND],
};

impl Rule for NatGatewayWatched {
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

impl Examples for NatGatewayWatched {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "no alarm",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an alarm",
                design: r#"{"nodes":{"nat":{"kind":"nat_gateway","properties":{},"parent":"public"},"ports":{"kind":"cloudwatch_alarm","properties":{}}},"connections":{"ports-nat":{"from":"ports","kind":"attached","to":"nat","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no NAT gateway", design: r#"{}"# },
        ]
    }
}
