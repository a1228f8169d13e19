//! Databases stand in a tier without a way to the internet.

use design::Words;
use services::kinds::{rds_instance, subnet};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Pillar, Rule, Scope, Severity, Verdict};

pub struct DatabaseInIsolatedTier;

static ABOUT: About = About {
    id: "database-in-isolated-tier",
    title: Words::new("Databases stand in an isolated tier", "Las bases de datos están en una capa aislada"),
    rationale: Words::new(
        "A database needs no way out. In a tier without one, stolen data has no direct road to the internet.",
        "Una base de datos no necesita salida. En una capa sin ella, los datos robados no tienen camino directo a internet.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["groundplan:RDS-016", "groundplan:G-SG-02"],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_create_layers.html",
    scope: Scope::Neighbours,
    kinds: &[rds_instance::KIND],
};

impl Rule for DatabaseInIsolatedTier {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let Some(tier) = site.tier() else { return Vec::new() };
        let verdict = Verdict::either(
            tier.text(&subnet::ACCESS) != "isolated",
            Message::say(
                "“{0}” stands in “{1}”, which has a way to the internet.",
                "«{0}» está en «{1}», que tiene salida a internet.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
            Message::say(
                "“{0}” stands in “{1}”, which has no way to the internet.",
                "«{0}» está en «{1}», que no tiene salida a internet.",
            )
            .with(site.name.clone())
            .with(tier.name.clone()),
        );
        vec![verdict]
    }
}

impl Examples for DatabaseInIsolatedTier {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "in a private tier",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"app","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "in an isolated tier",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
