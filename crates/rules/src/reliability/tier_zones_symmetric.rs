//! All tiers of a network span the same zones.

use design::Words;
use services::kinds::subnet;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct TierZonesSymmetric;

static ABOUT: About = About {
    id: "tier-zones-symmetric",
    title: Words::new("All tiers span the same zones", "Todas las capas abarcan las mismas zonas"),
    rationale: Words::new(
        "A tier missing in one zone makes that zone useless to the application, and surprises whoever counts on it.",
        "Una capa que falta en una zona la vuelve inútil para la aplicación y sorprende a quien cuenta con ella.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-NET-07"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for TierZonesSymmetric {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(vpc) = site.vpc() else { return Vec::new() };
        let missing: Vec<String> =
            vpc.zones.iter().filter(|zone| !site.zones.contains(zone)).map(|zone| zone.to_string()).collect();
        let verdict = Verdict::either(
            !missing.is_empty(),
            Message::say(
                "“{0}” has no subnet in zone {1} of its VPC.",
                "«{0}» no tiene subred en la zona {1} de su VPC.",
            )
            .with(site.name.clone())
            .with(missing.join(", ")),
            Message::say("“{0}” spans all zones of its VPC.", "«{0}» abarca todas las zonas de su VPC.")
                .with(site.name.clone()),
        );
        vec![verdict.on(subnet::ZONES.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Span all zones of the VPC", "Abarcar todas las zonas de la VPC");
        Some(Fix::set(site, subnet::ZONES.name, serde_json::Value::Null, title))
    }
}

impl Examples for TierZonesSymmetric {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a tier in one of two zones",
                design: r#"{"nodes":{"app":{"properties":{"zones":[1]}}}}"#,
            },
            Example { expect: Expect::Satisfied, name: "default", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "no VPC",
                design: r#"{"nodes":{"vpc":null,"igw":null,"public":null,"app":null,"data":null}}"#,
            },
        ]
    }
}
