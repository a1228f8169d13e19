//! Targets stand in zones the load balancer stands in.

use design::{ConnectionKind, Words};
use serde_json::Value;
use services::{
    Site,
    kinds::{alb, subnet},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct AlbTargetsInItsZones;

static ABOUT: About = About {
    id: "alb-targets-in-its-zones",
    title: Words::new(
        "Targets stand in the load balancer’s zones",
        "Los destinos están en las zonas del balanceador",
    ),
    rationale: Words::new(
        "A load balancer sends nothing to a target in a zone it is not enabled in: the target is paid for and idle.",
        "Un balanceador no envía nada a un destino en una zona donde no está habilitado: se paga y queda ocioso.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:ALB-009", "groundplan:G-ALB-01", "security-hub:ELB.13"],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbTargetsInItsZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = |target: Site<'_>| {
            let outside: Vec<String> =
                target.zones.iter().filter(|zone| !site.zones.contains(zone)).map(u8::to_string).collect();
            if outside.is_empty() {
                Verdict::satisfied(
                    Message::say(
                        "“{0}” serves every zone of “{1}”.",
                        "«{0}» atiende todas las zonas de «{1}».",
                    )
                    .with(site.name.clone())
                    .with(target.name.clone()),
                )
            } else {
                Verdict::violated(
                    Message::say(
                        "“{1}” stands in zone {2}, where “{0}” does not.",
                        "«{1}» está en la zona {2}, donde «{0}» no está.",
                    )
                    .with(site.name.clone())
                    .with(target.name.clone())
                    .with(outside.join(", ")),
                )
            }
        };
        site.to(ConnectionKind::Target).map(|(_, target)| verdict(target)).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let (tier, vpc) = (site.tier()?, site.vpc()?);
        let reach = |target: Site<'_>| target.zones.iter().all(|zone| vpc.zones.contains(zone));
        if !site.to(ConnectionKind::Target).all(|(_, target)| reach(target)) {
            return None;
        }
        // Unless the tier names its zones, it spans all of the VPC's.
        let title = Message::say(
            "Let its tier span all zones of the VPC",
            "Extender su capa a todas las zonas de la VPC",
        );
        Some(Fix::set(&tier, subnet::ZONES.name, Value::Null, title))
    }
}

impl Examples for AlbTargetsInItsZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a target in another zone",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"ec2_instance","properties":{"zone":2},"parent":"app"},"public":{"properties":{"access":"public","slot":0,"zones":[1]}}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in its zones",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"ec2_instance","properties":{"zone":2},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no targets",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
