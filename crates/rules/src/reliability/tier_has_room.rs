//! The subnets of a tier have addresses for all that stands in it, at its largest.

use design::Words;
use services::kinds::subnet;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, room};

pub struct TierHasRoom;

static ABOUT: About = About {
    id: "tier-has-room",
    title: Words::new(
        "Subnets have room for what stands in them",
        "Las subredes tienen lugar para lo que contienen",
    ),
    rationale: Words::new(
        "A subnet that runs out of addresses stops scaling, failover and upgrades, and cannot be made larger later.",
        "Una subred sin direcciones detiene el escalado, la conmutación y las actualizaciones, y no se puede ampliar después.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL01",
    peers: &["groundplan:ALB-018", "groundplan:G-IP-02"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for TierHasRoom {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let needed = room::needed(site);
        if needed == 0 {
            return Vec::new();
        }
        let verdict = |(zone, block): (u8, architecture::Cidr)| {
            let usable = block.size().saturating_sub(room::KEPT_BY_AWS);
            let message = if needed > usable {
                Message::say(
                    "“{0}” in zone {1} has {2} usable addresses, and what stands in it takes up to {3}.",
                    "«{0}» en la zona {1} tiene {2} direcciones útiles, y lo que contiene ocupa hasta {3}.",
                )
            } else {
                Message::say(
                    "“{0}” in zone {1} has {2} usable addresses for at most {3} taken.",
                    "«{0}» en la zona {1} tiene {2} direcciones útiles para a lo más {3} ocupadas.",
                )
            };
            let message = message
                .with(site.name.clone())
                .with(zone.to_string())
                .with(usable.to_string())
                .with(needed.to_string());
            let status =
                if needed > usable { Verdict::violated(message) } else { Verdict::satisfied(message) };
            status.part(format!("subnet/{zone}")).on(subnet::PREFIX.name)
        };
        site.element().subnets().map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        room::widened(site, room::needed(site))
    }
}

impl Examples for TierHasRoom {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a /28 for many databases",
                design: r#"{"nodes":{"db-1":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"db-2":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"db-3":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"db-4":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"db-5":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"db-6":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"},"data":{"properties":{"access":"isolated","slot":2,"prefix_length":28}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default size",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing in it", design: r#"{}"# },
        ]
    }
}
