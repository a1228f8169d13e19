//! What crosses zones between machines is known.

use architecture::{Edge, Ix};
use design::{ConnectionKind, Words};
use services::{Site, kinds::vpc, transfer};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct ZoneCrossingVolumesStated;

/// The volume of a connection.
const VOLUME: &str = "gib_per_month";

static ABOUT: About = About {
    id: "zone-crossing-volumes-stated",
    title: Words::new("Traffic between zones is estimated", "El tráfico entre zonas se estima"),
    rationale: Words::new(
        "AWS charges each GiB between machines of two zones, on both sides. Two chatty services spread over zones can cost more in transfer than in machines.",
        "AWS cobra cada GiB entre máquinas de dos zonas, en ambos lados. Dos servicios que conversan mucho entre zonas pueden costar más en transferencia que en máquinas.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST08",
    peers: &["groundplan:G-COST-01"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/cost_data_transfer_optimized_components.html",
    scope: Scope::Vpc,
    kinds: &[vpc::KIND],
};

impl Rule for ZoneCrossingVolumesStated {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let mut crossing = Vec::new();
        collect(site, site.ix, &mut crossing);
        let unstated: Vec<&Edge> =
            crossing.iter().copied().filter(|edge| !edge.usage.contains_key(VOLUME)).collect();
        let say = |en: &'static str, es: &'static str| Message::say(en, es).with(site.name.clone());
        vec![match (unstated.first(), crossing.is_empty()) {
            (_, true) => return Vec::new(),
            (None, _) => Verdict::satisfied(say(
                "The volume of each connection that crosses zones of “{0}” is stated.",
                "El volumen de cada conexión que cruza zonas de «{0}» está indicado.",
            )),
            (Some(first), _) => Verdict::cannot_tell(
                say(
                    "How much passes between zones of “{0}”, such as on “{1}”? Connections that do not state it: {2}.",
                    "¿Cuánto pasa entre zonas de «{0}», como por «{1}»? Conexiones que no lo indican: {2}.",
                )
                .with(first.id.as_str())
                .with(unstated.len().to_string()),
            ),
        }]
    }
}

impl Examples for ZoneCrossingVolumesStated {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "machines of two zones and their database",
                design: r#"{"nodes":{"api":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"}},"connections":{"api-db":{"from":"api","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "its volume is stated",
                design: r#"{"usage":{"api-db":{"gib_per_month":40}},"nodes":{"api":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"db":{"kind":"rds_instance","properties":{"multi_az":true},"parent":"data"}},"connections":{"api-db":{"from":"api","kind":"traffic","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "one zone",
                design: r#"{"nodes":{"vpc":{"properties":{"zones":1}},"api":{"kind":"ec2_instance","properties":{},"parent":"app"},"cache":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"api-cache":{"from":"api","kind":"traffic","to":"cache","properties":{"port":6379}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a load balancer, whose traffic between zones is free",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{}}}}"#,
            },
        ]
    }
}

/// The connections within a network whose ends stand in more than one zone.
fn collect<'a>(site: &Site<'a>, network: Ix, found: &mut Vec<&'a Edge>) {
    let crosses = |other: &Site<'_>| {
        other.vpc().is_some_and(|vpc| vpc.ix == network) && transfer::crosses_zones(site, other)
    };
    found.extend(site.to(ConnectionKind::Traffic).filter(|(_, other)| crosses(other)).map(|(edge, _)| edge));
    for &child in &site.element().children {
        collect(&site.at(child), network, found);
    }
}
