//! Database storage is of the current generation.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsGp3;

static ABOUT: About = About {
    id: "rds-gp3",
    title: Words::new("Database storage is gp3", "El almacenamiento de la base es gp3"),
    rationale: Words::new(
        "gp3 costs the same or less than gp2, and its speed does not depend on its size.",
        "gp3 cuesta lo mismo o menos que gp2, y su velocidad no depende del tamaño.",
    ),
    production: Severity::Low,
    non_production: Severity::Low,
    pillar: Pillar::CostOptimization,
    question: "COST06",
    peers: &[],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsGp3 {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.text(&rds_instance::STORAGE_TYPE) == "gp2",
            Message::say("“{0}” stores on gp2.", "«{0}» almacena en gp2.").with(site.name.clone()),
            Message::say("“{0}” does not store on gp2.", "«{0}» no almacena en gp2.").with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::STORAGE_TYPE.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            rds_instance::STORAGE_TYPE.name,
            "gp3",
            Message::say("Change to gp3", "Cambiar a gp3"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "gp2",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"storage_type":"gp2"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
