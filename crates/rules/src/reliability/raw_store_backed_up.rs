//! Every store has a way back to yesterday.

use design::Words;
use serde_json::Value;
use services::kinds::cfn_resource;
use text::Message;

use crate::{About, Built, Case, Example, Examples, Expect, Fix, Pillar, Rule, Scope, Severity, Verdict};

pub struct RawStoreBackedUp;

/// A kind of store, what turns its backups on, and what is said of one without.
struct Store {
    built: Built,
    on: fn() -> Value,
    says: fn() -> Message,
    /// Whether it may hold nothing that is worth a backup.
    asks: bool,
}

fn none() -> Message {
    Message::say("“{0}” takes no backups.", "«{0}» no toma respaldos.")
}

static STORES: [Store; 4] = [
    Store {
        built: Built {
            types: &["AWS::DynamoDB::Table"],
            path: "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled",
            holds: |given| given.on(),
        },
        on: || true.into(),
        says: none,
        asks: false,
    },
    Store {
        built: Built {
            types: &["AWS::EFS::FileSystem"],
            path: "BackupPolicy.Status",
            holds: |given| given.is_one_of(&["ENABLED"]),
        },
        on: || "ENABLED".into(),
        says: none,
        asks: false,
    },
    Store {
        built: Built {
            types: &["AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster"],
            path: "BackupRetentionPeriod",
            holds: |given| given.at_least(7.0),
        },
        on: || 7.into(),
        says: || {
            Message::say(
                "“{0}” keeps its backups for less than a week.",
                "«{0}» conserva sus respaldos menos de una semana.",
            )
        },
        asks: false,
    },
    Store {
        built: Built {
            types: &["AWS::ElastiCache::ReplicationGroup"],
            path: "SnapshotRetentionLimit",
            holds: |given| given.at_least(1.0),
        },
        on: || 7.into(),
        says: || {
            Message::say(
                "“{0}” takes no backups: can all it holds be filled again from elsewhere?",
                "«{0}» no toma respaldos: ¿todo lo que guarda se puede volver a llenar desde otra fuente?",
            )
        },
        asks: true,
    },
];

static ABOUT: About = About {
    id: "raw-store-backed-up",
    title: Words::new(
        "Stores drawn as CloudFormation have backups",
        "Los almacenes dibujados como CloudFormation tienen respaldo",
    ),
    rationale: Words::new(
        "A wrong deployment or a wrong command destroys data in seconds. Without backups there is nothing to restore.",
        "Un mal despliegue o un comando errado destruye datos en segundos. Sin respaldos no hay nada que restaurar.",
    ),
    production: Severity::Medium,
    non_production: Severity::Low,
    pillar: Pillar::Reliability,
    question: "REL09",
    peers: &[
        "groundplan:G-DR-02",
        "checkov:CKV_AWS_28",
        "checkov:CKV_AWS_360",
        "security-hub:DynamoDB.2",
        "security-hub:DocumentDB.2",
        "security-hub:ElastiCache.1",
        "security-hub:Neptune.5",
    ],
    source: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_backing_up_data_identified_backups_data.html",
    scope: Scope::Neighbours,
    kinds: &[cfn_resource::KIND],
};

impl Rule for RawStoreBackedUp {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn check(&self, site: &Case<'_>) -> Vec<Verdict> {
        let satisfied =
            Message::say("“{0}” has backups to go back to.", "«{0}» tiene respaldos a los que volver.");
        let judge = |store: &Store| {
            let verdict = store.built.judge(site, (store.says)(), satisfied.clone())?;
            Some(if store.asks { verdict.asked() } else { verdict })
        };
        let store = STORES.iter().any(|store| store.built.concerns(site));
        let mut others = site.all_attached(cfn_resource::KIND);
        if store && others.any(|of| of.optional_text(&cfn_resource::TYPE) == Some("AWS::Backup::BackupPlan"))
        {
            return vec![Verdict::satisfied(satisfied.with(site.name.clone()))];
        }
        STORES.iter().filter_map(judge).collect()
    }

    fn fix(&self, site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        let title = Message::say("Turn on its backups", "Activar sus respaldos");
        STORES.iter().find_map(|store| store.built.fix(site, (store.on)(), title.clone()))
    }
}

impl Examples for RawStoreBackedUp {
    fn examples(&self) -> &'static [Example] {
        &[
            Example {
                expect: Expect::Violated,
                name: "a table",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"BillingMode":"PAY_PER_REQUEST"}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a file system",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::EFS::FileSystem","properties":{"Encrypted":true}}}}}"#,
            },
            Example {
                expect: Expect::Violated,
                name: "a cluster of documents that keeps a day",
                design: r#"{"nodes":{"docs":{"kind":"cfn_resource","properties":{"type":"AWS::DocDB::DBCluster","properties":{"BackupRetentionPeriod":1}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a table that can go back to any second",
                design: r#"{"nodes":{"table":{"kind":"cfn_resource","properties":{"type":"AWS::DynamoDB::Table","properties":{"PointInTimeRecoverySpecification":{"PointInTimeRecoveryEnabled":true}}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a cache with snapshots",
                design: r#"{"nodes":{"cache":{"kind":"cfn_resource","properties":{"type":"AWS::ElastiCache::ReplicationGroup","properties":{"SnapshotRetentionLimit":7}}}}}"#,
            },
            Example {
                expect: Expect::CannotTell,
                name: "a cache, which may hold only copies",
                design: r#"{"nodes":{"cache":{"kind":"cfn_resource","properties":{"type":"AWS::ElastiCache::ReplicationGroup","properties":{"ReplicationGroupDescription":"sessions"}}}}}"#,
            },
            Example {
                expect: Expect::Satisfied,
                name: "a file system in a backup plan",
                design: r#"{"nodes":{"files":{"kind":"cfn_resource","properties":{"type":"AWS::EFS::FileSystem","properties":{"Encrypted":true}}},"plan":{"kind":"cfn_resource","properties":{"type":"AWS::Backup::BackupPlan","properties":{"BackupPlan":{"BackupPlanName":"daily","BackupPlanRule":[{"RuleName":"daily","TargetBackupVault":"Default"}]}}}}},"connections":{"plan-files":{"from":"plan","kind":"attached","to":"files","properties":{}}}}"#,
            },
            Example {
                expect: Expect::NotApplicable,
                name: "a function holds no data",
                design: r#"{"nodes":{"f":{"kind":"cfn_resource","properties":{"type":"AWS::Lambda::Function","properties":{"Runtime":"python3.13"}}}}}"#,
            },
        ]
    }
}
