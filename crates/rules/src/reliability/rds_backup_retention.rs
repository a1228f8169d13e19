//! Automated backups are kept long enough to notice a mistake and go back.

use design::Words;
use services::{
    Site,
    kinds::{cfn_resource, rds_instance},
};
use text::Message;

use crate::{About, Case, Example, Examples, Expect, Fix, Given, Pillar, Rule, Scope, Severity, Verdict};

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
    peers: &[
        "groundplan:RDS-004",
        "checkov:CKV_AWS_133",
        "cdk-nag:AwsSolutions-RDS13",
        "guard:DB_INSTANCE_BACKUP_ENABLED",
        "security-hub:RDS.11",
        "trivy:AWS-0077",
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
    scope: Scope::Node,
    kinds: &[rds_instance::KIND, cfn_resource::KIND],
};

impl Rule for RdsBackupRetention {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if site.is(cfn_resource::KIND) {
            return raw(site).into_iter().collect();
        }
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
        if site.is(cfn_resource::KIND) {
            return None;
        }
        let title =
            Message::new(Words::new("Keep {0} days", "Conservar {0} días")).with(asked(site).to_string());
        Some(Fix::set(site, rds_instance::BACKUP_DAYS.name, asked(site), title))
    }
}

impl Examples for RdsBackupRetention {
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
            Example {
                expect: Expect::Violated,
                name: "a raw cluster that leaves AWS’s default, a day",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBCluster","properties":{"Engine":"aurora-mysql"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a raw instance",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"BackupRetentionPeriod":35}}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a raw instance of a cluster",
                design: r#"{"nodes":{"db":{"kind":"cfn_resource","properties":{"type":"AWS::RDS::DBInstance","properties":{"DBClusterIdentifier":{"Ref":"Cluster"}}}}}}"#,
            },
        ]
    }
}

fn asked(site: &Site<'_>) -> i64 {
    if site.architecture.production() { DAYS_IN_PRODUCTION } else { DAYS_ELSEWHERE }
}

/// The verdict on a raw instance or cluster; instances of a cluster share its backups.
fn raw(site: &Case<'_>) -> Option<Verdict> {
    let of = site.optional_text(&cfn_resource::TYPE)?;
    let table = site.record(&cfn_resource::PROPERTIES);
    let given = |path| table.map_or(Given::Absent, |table| Given::read(table, path));
    if !matches!(of, "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster")
        || given("DBClusterIdentifier") != Given::Absent
    {
        return None;
    }
    let days = asked(site);
    let say = |en: &'static str, es: &'static str| {
        Message::say(en, es).with(site.name.clone()).with(days.to_string())
    };
    let enough = match given("BackupRetentionPeriod") {
        // AWS keeps a day.
        Given::Absent => days <= 1,
        kept => kept.at_least(days as f64)?,
    };
    Some(Verdict::either(
        !enough,
        say("“{0}” keeps backups for fewer than {1} days.", "«{0}» conserva copias por menos de {1} días."),
        say("“{0}” keeps backups for {1} days or more.", "«{0}» conserva copias por {1} días o más."),
    ))
}
