//! A database cannot be deleted by mistake.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsDeletionProtection;

static ABOUT: About = About {
    id: "rds-deletion-protection",
    title: Words::new(
        "Databases are protected from deletion",
        "Las bases de datos están protegidas contra borrado",
    ),
    rationale: Words::new(
        "One wrong command can delete a database. The lock makes that two deliberate steps.",
        "Un comando equivocado puede borrar una base de datos. El seguro lo convierte en dos pasos deliberados.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["checkov:CKV_AWS_293", "security-hub:RDS.8", "cdk-nag:AwsSolutions-RDS10"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsDeletionProtection {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            !site.flag(&rds_instance::DELETION_PROTECTION),
            Message::say(
                "“{0}” can be deleted with one call.",
                "«{0}» se puede borrar con una sola llamada.",
            )
            .with(site.name.clone()),
            Message::say("“{0}” is protected from deletion.", "«{0}» está protegida contra borrado.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::DELETION_PROTECTION.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            rds_instance::DELETION_PROTECTION.name,
            true,
            Message::say("Protect it from deletion", "Protegerla contra borrado"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "deletion_protection is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"deletion_protection":false}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "deletion_protection is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"deletion_protection":true}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
