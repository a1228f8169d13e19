//! A production network spans at least two zones.

use design::Words;
use services::kinds::vpc;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct VpcTwoZones;

static ABOUT: About = About {
    id: "vpc-two-zones",
    title: Words::new("The network spans several zones", "La red abarca varias zonas"),
    rationale: Words::new(
        "Everything in one zone stops when that zone does.",
        "Todo lo que está en una sola zona se detiene cuando esa zona falla.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &[],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html",
    scope: Scope::Node,
    kinds: &[vpc::KIND],
};

impl Rule for VpcTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let zones = site.zones.len().to_string();
        let verdict = Verdict::either(
            site.zones.len() < 2,
            Message::say("“{0}” lies in one zone.", "«{0}» está en una sola zona.").with(site.name.clone()),
            Message::say("“{0}” spans {1} zones.", "«{0}» abarca {1} zonas.")
                .with(site.name.clone())
                .with(zones),
        );
        vec![verdict.on(vpc::ZONES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(site, vpc::ZONES.name, 2, Message::say("Use two zones", "Usar dos zonas")))
    }
}

impl Examples for VpcTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one zone",
                design: r#"{"nodes":{"vpc":{"properties":{"zones":1}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "two zones", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no VPC",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
