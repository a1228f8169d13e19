//! Updates leave an instance in service.

use design::Words;
use services::kinds::auto_scaling_group;
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct GroupUpdateKeepsServing;

static ABOUT: About = About {
    id: "group-update-keeps-serving",
    title: Words::new(
        "Updates leave an instance in service",
        "Las actualizaciones dejan una instancia en servicio",
    ),
    rationale: Words::new(
        "A group that cannot hold one instance more than it wants stops its only one to replace it: each update is an outage.",
        "Un grupo que no puede tener una instancia más de las que quiere detiene la única para reemplazarla: cada actualización es una caída.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL08",
    peers: &[],
    source: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatepolicy.html",
    scope: Scope::Node,
    kinds: &[auto_scaling_group::KIND],
};

impl Rule for GroupUpdateKeepsServing {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let wanted = site
            .optional_integer(&auto_scaling_group::DESIRED)
            .unwrap_or_else(|| site.integer(&auto_scaling_group::MIN));
        if wanted == 0 {
            return Vec::new();
        }
        let stops = site.integer(&auto_scaling_group::MAX) <= 1;
        let verdict = Verdict::either(
            stops,
            Message::say(
                "An update of “{0}” stops its only instance.",
                "Una actualización de «{0}» detiene su única instancia.",
            )
            .with(site.name.clone()),
            Message::say(
                "An update of “{0}” leaves an instance in service.",
                "Una actualización de «{0}» deja una instancia en servicio.",
            )
            .with(site.name.clone()),
        );
        vec![verdict.on(auto_scaling_group::MAX.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            auto_scaling_group::MAX.name,
            2,
            Message::say("Allow a second instance", "Permitir una segunda instancia"),
        ))
    }
}

impl Examples for GroupUpdateKeepsServing {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one at most",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":1,"max_size":1},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "three, never more",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":3,"max_size":3},"parent":"app"}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "none runs unless something asks for it",
                design: r#"{"nodes":{"web":{"kind":"auto_scaling_group","properties":{"min_size":0,"max_size":1},"parent":"app"}}}"#,
            },
        ]
    }
}
