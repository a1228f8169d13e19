//! What a load balancer serves does not stand in one zone.

use architecture::Edge;
use design::{ConnectionKind, Words};
use services::{
    Site,
    kinds::{alb, ec2_instance},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy};

pub struct AlbTargetsInTwoZones;

static ABOUT: About = About {
    id: "alb-targets-in-two-zones",
    title: Words::new(
        "Targets of a load balancer stand in two zones",
        "Los destinos de un balanceador están en dos zonas",
    ),
    rationale: Words::new(
        "A load balancer hides the loss of a target only if another one is left. If all stand in one zone, none is.",
        "Un balanceador oculta la pérdida de un destino solo si queda otro. Si todos están en una zona, no queda ninguno.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-SPOF-01", "groundplan:G-ALB-01"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
    scope: Scope::Neighbours,
    kinds: &[alb::KIND],
};

impl Rule for AlbTargetsInTwoZones {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        // Each connection is a target group of its own: no other one stands in for it.
        let verdict = |(edge, target): (&Edge, Site<'_>)| {
            let path = Some(edge.text("path")).filter(|path| !path.is_empty()).unwrap_or("/*");
            let say = |en: &'static str, es: &'static str| {
                Message::say(en, es).with(site.name.clone()).with(path).with(target.name.clone())
            };
            Verdict::either(
                target.zones.len() < 2,
                say(
                    "“{2}”, which serves {1} of “{0}”, stands in one zone.",
                    "«{2}», que atiende {1} de «{0}», está en una sola zona.",
                ),
                say(
                    "“{2}”, which serves {1} of “{0}”, stands in several zones.",
                    "«{2}», que atiende {1} de «{0}», está en varias zonas.",
                ),
            )
        };
        site.to(ConnectionKind::Target).map(verdict).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        // One machine cannot stand in two zones, a group can.
        let narrow = site.to(ConnectionKind::Target).filter(|(_, target)| target.zones.len() < 2);
        let narrow: Vec<Site<'_>> = narrow.map(|(_, target)| target).collect();
        if narrow.iter().any(|target| target.is(ec2_instance::KIND)) {
            return None;
        }
        remedy::every_zone(narrow.first()?)
    }
}

impl Examples for AlbTargetsInTwoZones {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one instance",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a path that one instance serves, beside a group",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"admin":{"kind":"ec2_instance","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}},"alb-admin":{"from":"alb","kind":"target","to":"admin","properties":{"port":80,"path":"/admin/*"}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a group whose tier has one zone",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"},"app":{"properties":{"zones":[2]}}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a group over the zones of its tier",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"},"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}},"connections":{"alb-web":{"from":"alb","kind":"target","to":"web","properties":{"port":80}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "no targets",
                design: r#"{"nodes":{"alb":{"kind":"alb","properties":{},"parent":"public"}}}"#,
            },
        ]
    }
}
