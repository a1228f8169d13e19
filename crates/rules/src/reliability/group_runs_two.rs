//! A group never runs fewer than two instances.

use design::Words;
use services::kinds::auto_scaling_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupRunsTwo;

static ABOUT: About = About {
    id: "group-runs-two",
    title: Words::new("Groups run at least two instances", "Los grupos mantienen al menos dos instancias"),
    rationale: Words::new(
        "With one instance, every failure and every update is an outage.",
        "Con una instancia, cada falla y cada actualización es una caída.",
    ),
    production: Severity::High,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL11",
    peers: &["groundplan:ASG-012"],
    source: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupRunsTwo {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.integer(&auto_scaling_group::MIN) < 2,
            Message::say(
                "“{0}” may run a single instance, or none.",
                "«{0}» puede quedar con una sola instancia, o ninguna.",
            )
            .with(site.name.clone()),
            Message::say(
                "“{0}” always runs two instances or more.",
                "«{0}» mantiene siempre dos instancias o más.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(auto_scaling_group::MIN.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            auto_scaling_group::MIN.name,
            2,
            Message::say("Keep two instances", "Mantener dos instancias"),
        ))
    }
}

impl Examples for GroupRunsTwo {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":1},"parent":"app"}}}"#,
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
