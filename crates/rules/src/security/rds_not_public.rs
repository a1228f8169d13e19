//! A database has no public address.

use design::Words;
use services::kinds::rds_instance;
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsNotPublic;

static ABOUT: About = About {
    id: "rds-not-public",
    title: Words::new("Databases have no public address", "Las bases de datos no tienen dirección pública"),
    rationale: Words::new(
        "A public address makes the database a target for everyone; one wrong rule in a security group then opens it.",
        "Una dirección pública convierte la base en blanco de todos; una sola regla errónea la deja abierta.",
    ),
    production: Severity::Critical,
    non_production: Severity::High,
    pillar: Pillar::Security,
    question: "SEC05",
    peers: &["checkov:CKV_AWS_17", "security-hub:RDS.2"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsNotPublic {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let verdict = Verdict::either(
            site.flag(&rds_instance::PUBLIC),
            Message::say("“{0}” has a public address.", "«{0}» tiene una dirección pública.")
                .with(site.name.clone()),
            Message::say("“{0}” has private addresses only.", "«{0}» solo tiene direcciones privadas.")
                .with(site.name.clone()),
        );
        vec![verdict.on(rds_instance::PUBLIC.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        Some(Fix::set(
            site,
            rds_instance::PUBLIC.name,
            false,
            Message::say("Remove the public address", "Quitar la dirección pública"),
        ))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "publicly_accessible is true",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"publicly_accessible":true}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "publicly_accessible is false",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"publicly_accessible":false}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
