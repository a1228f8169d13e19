//! A backup does not share the fate of what it saves.

use design::Words;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Given, Pillar, Rule, Scope, Severity, Verdict};

pub struct BackupPlanCopies;

static BUILT: Built = Built {
    types: &["AWS::Backup::BackupPlan"],
    path: "BackupPlan.BackupPlanRule",
    holds: |given| match given {
        Given::Computed => None,
        given => {
            let copies = |rule: Given<'_>| match rule.at("CopyActions") {
                Given::Computed => None,
                copies => Some(copies.items().next().is_some()),
            };
            let rules: Vec<Option<bool>> = given.items().map(copies).collect();
            if rules.contains(&Some(true)) { Some(true) } else { (!rules.contains(&None)).then_some(false) }
        }
    },
};

static ABOUT: About = About {
    id: "backup-plan-copies",
    title: Words::new("Backups are copied to another vault", "Los respaldos se copian a otra bóveda"),
    rationale: Words::new(
        "Whoever can delete the data can often delete the backup in the same account and region. A copy in a vault of another account or region survives that.",
        "Quien puede borrar los datos a menudo puede borrar el respaldo en la misma cuenta y región. Una copia en una bóveda de otra cuenta o región sobrevive a eso.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &["groundplan:G-DR-02"],
    source: "https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html",
    scope: Scope::Node,
    kinds: &[cfn_resource::KIND],
};

impl Rule for BackupPlanCopies {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let violated = Message::say(
            "“{0}” copies no backup to another vault.",
            "«{0}» no copia ningún respaldo a otra bóveda.",
        );
        let satisfied = Message::say(
            "“{0}” copies backups to another vault.",
            "«{0}» copia los respaldos a otra bóveda.",
        );
        BUILT.judge(site, violated, satisfied).into_iter().collect()
    }
}

impl Examples for BackupPlanCopies {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a plan of one vault",
                design: r#"{"nodes":{"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanName":"daily","BackupPlanRule":[{"RuleName":"daily","TargetBackupVault":"near"}]}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a plan that copies",
                design: r#"{"nodes":{"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanRule":[{"RuleName":"daily","CopyActions":[{"DestinationBackupVaultArn":{"Ref":"Far"}}]}]}}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a plan that copies under a condition",
                design: r#"{"nodes":{"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanRule":[{"RuleName":"daily","CopyActions":{"Fn::If":["Prod",[{"DestinationBackupVaultArn":"arn:x"}],[]]}}]}}}}}}"#,
            },
            Example { expect: Expect::NotApplicable, name: "no plan", design: r#"{}"# },
        ]
    }
}
