//! What is left after the loss of a zone carries the load.

use design::{Property, Words};
use services::{
    Site,
    cluster_nodes::{DESIRED, MAX, MIN},
    kinds::{auto_scaling_group, eks_node_group, eks_workers},
};
use text::Message;

use crate::{
    About, Case, Edit, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict, remedy,
};

pub struct CapacityAfterZoneLoss;

static ABOUT: About = About {
    id: "capacity-after-zone-loss",
    title: Words::new(
        "The loss of a zone leaves enough machines",
        "La pérdida de una zona deja máquinas suficientes",
    ),
    rationale: Words::new(
        "When a zone is lost, everyone asks AWS for machines at once. Those that already run in another zone are the only sure ones.",
        "Cuando se pierde una zona, todos piden máquinas a AWS a la vez. Las que ya corren en otra zona son las únicas seguras.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL10",
    peers: &["groundplan:G-SPOF-02"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
    scope: Scope::Neighbours,
    kinds: &[auto_scaling_group::KIND, eks_node_group::KIND, eks_workers::KIND],
};

impl Rule for CapacityAfterZoneLoss {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let (least, running) = sizes(site);
        let zones = i64::try_from(site.zones.len()).unwrap_or(1).max(1);
        if running == 0 {
            return Vec::new();
        }
        // The fullest zone is the one that is lost.
        let left = running - (running + zones - 1) / zones;
        let say = |en: &'static str, es: &'static str| {
            Message::say(en, es).with(site.name.clone()).with(left.to_string()).with(running.to_string())
        };
        let verdict = if left == 0 {
            Verdict::violated(say(
                "The loss of a zone leaves “{0}” {1} of {2} machines.",
                "La pérdida de una zona deja a «{0}» {1} de {2} máquinas.",
            ))
        } else if left >= least {
            Verdict::satisfied(say(
                "The loss of a zone leaves “{0}” {1} of {2} machines, no fewer than its least.",
                "La pérdida de una zona deja a «{0}» {1} de {2} máquinas, no menos que su mínimo.",
            ))
        } else {
            Verdict::cannot_tell(say(
                "The loss of a zone leaves “{0}” {1} of {2} machines. Do they carry the load until others start?",
                "La pérdida de una zona deja a «{0}» {1} de {2} máquinas. ¿Soportan la carga hasta que partan otras?",
            ))
        };
        vec![verdict]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let zones = site.zones.len();
        if zones < 2 {
            return remedy::every_zone(site);
        }
        let [min, desired, max] = if site.is(auto_scaling_group::KIND) {
            [&auto_scaling_group::MIN, &auto_scaling_group::DESIRED, &auto_scaling_group::MAX]
        } else {
            [&MIN, &DESIRED, &MAX]
        };
        let set = |property: &Property| Edit::Set {
            id: site.id.clone(),
            property: property.name,
            value: zones.into(),
        };
        let mut edits = vec![set(min), set(desired)];
        if site.integer(max) < i64::try_from(zones).unwrap_or(i64::MAX) {
            edits.push(set(max));
        }
        Some(Fix { title: Message::say("Keep one in each zone", "Mantener una en cada zona"), edits })
    }
}

impl Examples for CapacityAfterZoneLoss {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one machine",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":1},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "two nodes in one zone",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_node_group","properties":{},"parent":"cluster"},"app":{"properties":{"access":"private","slot":1,"zones":[1]}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "two machines, one a zone, of which two are the least",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "four, of which two are the least",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"desired_size":4},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "workers with one to spare",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"min":2,"desired":4},"parent":"cluster"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "none at first",
                design: r#"{"nodes":{"cluster":{"kind":"eks_cluster","properties":{},"parent":"app"},"nodes":{"kind":"eks_workers","properties":{"min":0,"desired":0},"parent":"cluster"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no machines", design: r#"{}"# },
        ]
    }
}

/// Machines it keeps at least, and starts with.
fn sizes(site: &Site<'_>) -> (i64, i64) {
    if site.is(auto_scaling_group::KIND) {
        let least = site.integer(&auto_scaling_group::MIN);
        (least, site.optional_integer(&auto_scaling_group::DESIRED).unwrap_or(least))
    } else {
        (site.integer(&MIN), site.integer(&DESIRED))
    }
}
