//! The database engine is in standard support.

use design::Words;
use services::{databases::standard_until, kinds::rds_instance};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsEngineSupported;

static ABOUT: About = About {
    id: "rds-engine-supported",
    title: Words::new(
        "Database engines are in standard support",
        "Los motores de base de datos tienen soporte estándar",
    ),
    rationale: Words::new(
        "Past standard support AWS charges extra by the processor hour, and then upgrades at a time of its own choosing.",
        "Tras el soporte estándar AWS cobra extra por hora de procesador, y luego actualiza cuando decide.",
    ),
    production: Severity::High,
    non_production: Severity::Medium,
    pillar: Pillar::Security,
    question: "SEC06",
    peers: &["groundplan:RDS-018", "cfn-lint:E3691"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsEngineSupported {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let engine = site.text(&rds_instance::ENGINE);
        let version = rds_instance::version(site);
        let name = format!("{engine} {version}");
        let verdict = match standard_until(engine, version) {
            Some(last) if last < site.today => Verdict::violated(
                Message::say(
                    "“{0}” runs {1}, whose standard support ended on {2}.",
                    "«{0}» usa {1}, cuyo soporte estándar terminó el {2}.",
                )
                .with(site.name.clone())
                .with(name)
                .with(last),
            ),
            Some(last) => Verdict::satisfied(
                Message::say(
                    "“{0}” runs {1}, in standard support until {2}.",
                    "«{0}» usa {1}, con soporte estándar hasta el {2}.",
                )
                .with(site.name.clone())
                .with(name)
                .with(last),
            ),
            None if site.optional_text(&rds_instance::ENGINE_VERSION).is_none() => Verdict::satisfied(
                Message::say(
                    "“{0}” runs {1}, a version of ours that is kept current.",
                    "«{0}» usa {1}, una versión propia que se mantiene al día.",
                )
                .with(site.name.clone())
                .with(name),
            ),
            None => Verdict::cannot_tell(
                Message::say(
                    "“{0}” runs {1}; how long AWS supports it is not known here.",
                    "«{0}» usa {1}; aquí no se sabe hasta cuándo lo soporta AWS.",
                )
                .with(site.name.clone())
                .with(name),
            ),
        };
        vec![verdict.on(rds_instance::ENGINE_VERSION.name)]
    }

    fn fix(&self, site: &Case<'_>, verdict: &Verdict) -> Option<Fix> {
        let _ = verdict;
        Some(Fix::set(
            site,
            rds_instance::ENGINE_VERSION.name,
            serde_json::Value::Null,
            Message::say("Use a supported version", "Usar una versión con soporte"),
        ))
    }
}

impl Examples for RdsEngineSupported {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "PostgreSQL 12",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine_version":"12.22"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "MySQL 8.0",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"mysql","engine_version":"8.0.43"},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "default",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "MariaDB of a stated version",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{"engine":"mariadb","engine_version":"10.11"},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}
