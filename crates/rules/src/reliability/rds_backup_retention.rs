//! Automated backups are kept long enough to notice a mistake and go back.

use design::Words;
use services::{Site, kinds::rds_instance};
use text::Message;

use crate::{About, Case, Example, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RdsBackupRetention;

/// Days asked for in production; AWS's own default is 7 in the console and 1 in the API.
const DAYS_IN_PRODUCTION: i64 = 14;
const DAYS_ELSEWHERE: i64 = 1;

static ABOUT: About = About {
    id: "rds-backup-retention",
    title: Words::new(
        "Database backups are kept long enough",
        "Las copias de la base de datos se conservan lo suficiente",
    ),
    rationale: Words::new(
        "A mistake is often noticed only after days. Backups that are already gone cannot bring the data back.",
        "Un error suele notarse solo después de días. Las copias que ya no existen no pueden recuperar los datos.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["checkov:CKV_AWS_133", "cdk-nag:AwsSolutions-RDS13"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsBackupRetention {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let days = site.integer(&rds_instance::BACKUP_DAYS);
        let asked = asked(site);
        let verdict = Verdict::either(
            days < asked,
            Message::new(Words::new(
                "“{0}” keeps backups for {1} days; {2} are asked for here.",
                "«{0}» conserva copias por {1} días; aquí se piden {2}.",
            ))
            .with(site.name.clone())
            .with(days.to_string())
            .with(asked.to_string()),
            Message::new(Words::new(
                "“{0}” keeps backups for {1} days.",
                "«{0}» conserva copias por {1} días.",
            ))
            .with(site.name.clone())
            .with(days.to_string()),
        );
        vec![verdict.on(rds_instance::BACKUP_DAYS.name)]
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title =
            Message::new(Words::new("Keep {0} days", "Conservar {0} días")).with(asked(site).to_string());
        Some(Fix::set(site, rds_instance::BACKUP_DAYS.name, asked(site), title))
    }

    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "one day in production",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"backup_retention_days":1}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "two weeks",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","parent":"data","properties":{"backup_retention_days":14}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: "{}" },
        ]
    }
}

fn asked(site: &Site<'_>) -> i64 {
    if site.architecture.production() { DAYS_IN_PRODUCTION } else { DAYS_ELSEWHERE }
}
