//! A copy of the data lies in another region, where the business asks for it.

use design::Words;
use services::kinds::{cfn_resource, rds_instance};
use text::Message;

use crate::{
    About, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict, policies,
};

pub struct RdsCopyElsewhere;

static ABOUT: About = About {
    id: "rds-copy-elsewhere",
    title: Words::new(
        "Databases have a copy in another region where the business asks for one",
        "Las bases de datos tienen copia en otra región donde el negocio la pide",
    ),
    rationale: Words::new(
        "Backups of a database lie in its own region. A disaster that takes the region takes both; whether that may happen is a decision of the business.",
        "Las copias de una base están en su misma región. Un desastre que se lleve la región se lleva ambas; si eso es aceptable lo decide el negocio.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL13",
    peers: &["groundplan:RDS-023", "groundplan:G-DR-01"],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html",
    scope: Scope::Neighbours,
    kinds: &[rds_instance::KIND],
};

impl Rule for RdsCopyElsewhere {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        if !site.architecture.production() {
            return Vec::new();
        }
        let copied = site.all_attached(cfn_resource::KIND).any(|plan| {
            let table = plan.record(&cfn_resource::PROPERTIES);
            let rules = table.map_or(Given::Absent, |table| Given::read(table, "BackupPlan.BackupPlanRule"));
            let mut copies =
                rules.items().flat_map(|rule| rule.at("CopyActions").items().collect::<Vec<_>>());
            plan.optional_text(&cfn_resource::TYPE) == Some("AWS::Backup::BackupPlan")
                && copies.any(|copy| elsewhere(copy, &site.region))
        });
        let verdict = if copied {
            Verdict::satisfied(
                Message::say(
                    "A backup plan copies “{0}” to another region.",
                    "Un plan de respaldo copia «{0}» a otra región.",
                )
                .with(site.name.clone()),
            )
        } else {
            Verdict::cannot_tell(
                Message::say(
                    "All backups of “{0}” lie in {1}. Does the business accept to lose both at once?",
                    "Todas las copias de «{0}» están en {1}. ¿Acepta el negocio perder ambas a la vez?",
                )
                .with(site.name.clone())
                .with(site.region.clone()),
            )
        };
        vec![verdict]
    }
}

impl Examples for RdsCopyElsewhere {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::CannotTell,
                name: "backups in its own region",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a plan without copies",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanRule":[{"RuleName":"daily"}]}}}}},"connections":{"p":{"from":"plan","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a plan that copies within the region",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanRule":[{"RuleName":"daily","CopyActions":[{"DestinationBackupVaultArn":"arn:aws:backup:us-east-1:444444444444:backup-vault:safe"}]}]}}}}},"connections":{"p":{"from":"plan","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a plan that copies",
                design: r#"{"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"},"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanRule":[{"RuleName":"daily","CopyActions":[{"DestinationBackupVaultArn":"arn:aws:backup:us-west-2:333333333333:backup-vault:far"}]}]}}}}},"connections":{"p":{"from":"plan","kind":"attached","to":"db","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "elsewhere than in production",
                design: r#"{"environments":{"prod":{"tier":"non-production"}},"nodes":{"db":{"kind":"rds_instance","properties":{},"parent":"data"}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no database", design: r#"{}"# },
        ]
    }
}

/// Whether a copy goes to a vault whose ARN names another region.
fn elsewhere(copy: Given<'_>, region: &str) -> bool {
    let vaults = policies::written(copy, "DestinationBackupVaultArn");
    let mut regions = vaults.iter().filter_map(|arn| arn.split(':').nth(3));
    regions.any(|named| !named.is_empty() && !named.starts_with('$') && named != region)
}
