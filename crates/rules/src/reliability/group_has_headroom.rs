//! A group can grow beyond its minimum.

use design::Words;
use services::kinds::auto_scaling_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupHasHeadroom;

static ABOUT: About = About {
    id: "group-has-headroom",
    title: Words::new("Groups have room to grow", "Los grupos pueden crecer"),
    rationale: Words::new(
        "When a zone fails, the others must take its load; a group at its maximum cannot.",
        "Cuando falla una zona, las otras deben tomar su carga; un grupo en su máximo no puede.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL07",
    peers: &["groundplan:ASG-006", "groundplan:ASG-005"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupHasHeadroom {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.integer(&auto_scaling_group::MAX) <= site.integer(&auto_scaling_group::MIN),
            Message::say(
                "“{0}” cannot grow beyond its minimum.",
                "«{0}» no puede crecer más allá de su mínimo.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” can grow beyond its minimum.", "«{0}» puede crecer más allá de su mínimo.")
                .with(site.name.clone()),
        );
        vec![verdict.on(auto_scaling_group::MAX.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            auto_scaling_group::MAX.name,
            (site.integer(&auto_scaling_group::MIN) * 2).clamp(1, 500),
            Message::say("Let it grow to twice its minimum", "Dejarlo crecer al doble de su mínimo"),
        ))
    }
}

impl Examples for GroupHasHeadroom {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "fixed size",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":2,"max_size":2},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no group", design: r#"{}"# },
        ]
    }
}
