//! What stands in a private tier gets out through a NAT gateway.

use design::Words;
use services::kinds::subnet;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct PrivateTierHasWayOut;

static ABOUT: About = About {
    id: "private-tier-has-way-out",
    title: Words::new("Private tiers have a way out", "Las capas privadas tienen salida"),
    rationale: Words::new(
        "Without a NAT gateway, machines in a private tier cannot fetch updates, images or call AWS: they start and then hang.",
        "Sin un NAT gateway, las máquinas de una capa privada no obtienen actualizaciones ni imágenes ni llaman a AWS: inician y se cuelgan.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL02",
    peers: &["groundplan:EKS-009", "groundplan:G-NET-03"],
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
    scope: Scope::Vpc,
    kinds: &[subnet::KIND],
};

impl Rule for PrivateTierHasWayOut {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let lives = |child: &architecture::Ix| site.at(*child).kind.interface;
        if site.text(&subnet::ACCESS) != "private" || !site.element().children.iter().any(lives) {
            return Vec::new();
        }
        let verdict = |zone: &u8| {
            let stuck = network::gateway_to_internet(site, *zone).is_none();
            Verdict::either(
                stuck,
                Message::say(
                    "What stands in “{0}” in zone {1} has no way out: the VPC has no NAT gateway.",
                    "Lo que está en «{0}» en la zona {1} no tiene salida: la VPC no tiene NAT gateway.",
                )
                .with(site.name.clone())
                .with(zone.to_string()),
                Message::say("“{0}” in zone {1} has a way out.", "«{0}» en la zona {1} tiene salida.")
                    .with(site.name.clone())
                    .with(zone.to_string()),
            )
            .part(format!("route-table/{zone}"))
        };
        site.zones.iter().map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        let zone = verdict.part.strip_prefix("route-table/")?.parse().ok()?;
        let edit = remedy::nat_gateway(&site.vpc()?, zone)?;
        let title = Message::say("Add a NAT gateway in zone {0}", "Añadir un NAT gateway en la zona {0}")
            .with(zone.to_string());
        Some(Fix { title, edits: vec![edit] })
    }
}

impl Examples for PrivateTierHasWayOut {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "an instance and no NAT gateway",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "an instance and a NAT gateway",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"nat":{"kind":"nat_gateway","properties":{},"parent":"public"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "nothing in it", design: r#"{}"# },
            Example {
                expect: Expect::NotApplicable,
                name: "isolated on purpose",
                design: r#"{"nodes":{"api":{"kind":"ec2_instance","properties":{},"parent":"data"}}}"#,
            },
        ]
    }
}
