//! Amazon RDS DB instance: PostgreSQL, MySQL, MariaDB or SQL Server.

use crate::value::map;
use architecture::{Access, Blocker, Grant, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, TextForm, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, databases,
    kinds::{kms_key, subnet},
};

pub struct RdsInstance;

pub const KIND: &str = "rds_instance";

pub const ENGINE: Property = Property::choice(
    "engine",
    &["postgres", "mysql", "mariadb", "sqlserver-ex", "sqlserver-web", "sqlserver-se", "sqlserver-ee"],
    "postgres",
)
.label("Engine", "Motor")
.help("Database engine and edition.", "Motor y edición de la base de datos.")
.source("https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html");
pub const ENGINE_VERSION: Property = Property::optional_text("engine_version", TextForm::Version)
    .label("Engine version", "Versión del motor")
    .help(
        "Major or full version; a supported one when left out.",
        "Versión mayor o completa; una con soporte si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_PostgreSQL.html");
pub const INSTANCE_CLASS: Property = Property::optional_text("instance_class", TextForm::DatabaseClass)
    .label("Instance class", "Clase de instancia")
    .help(
        "Processor and memory; a general purpose class of the engine when left out.",
        "Procesador y memoria; una clase general del motor si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html");
pub const MULTI_AZ: Property = Property::flag("multi_az", false)
    .label("Multi-AZ", "Multi-AZ")
    .help(
        "Keeps a synchronous standby in a second zone.",
        "Mantiene una réplica síncrona en una segunda zona.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html");
pub const STORAGE_TYPE: Property = Property::choice("storage_type", &["gp3", "gp2", "io1", "io2"], "gp3")
    .label("Storage type", "Tipo de almacenamiento")
    .help("General purpose or provisioned IOPS.", "Uso general o IOPS aprovisionadas.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html");
pub const ALLOCATED: Property = Property::integer("allocated_gib", 20, 65_536, 100)
    .unit("GiB")
    .label("Allocated", "Asignado")
    .help("Storage allocated at first.", "Almacenamiento asignado al inicio.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html");
pub const MAX_ALLOCATED: Property = Property::optional_integer("max_allocated_gib", 22, 65_536)
    .unit("GiB")
    .label("Grows up to", "Crece hasta")
    .help(
        "Upper limit of storage autoscaling; no autoscaling when left out.",
        "Límite del crecimiento automático; sin él no crece.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html");
pub const IOPS: Property = Property::optional_integer("iops", 1000, 256_000)
    .unit("IOPS")
    .label("IOPS", "IOPS")
    .help(
        "Provisioned IOPS; the included ones when left out.",
        "IOPS aprovisionadas; las incluidas si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html");
pub const THROUGHPUT: Property = Property::optional_integer("throughput_mibps", 125, 4000)
    .unit("MiB/s")
    .label("Throughput", "Rendimiento")
    .help(
        "Provisioned throughput of gp3 volumes; the included one when left out.",
        "Rendimiento aprovisionado de volúmenes gp3; el incluido si se omite.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html");
pub const BACKUP_DAYS: Property = Property::integer("backup_retention_days", 0, 35, 7)
    .unit("days")
    .label("Backups kept", "Retención de copias")
    .help(
        "Days automated backups are kept; 0 turns them off.",
        "Días que se conservan las copias; 0 las desactiva.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html");
pub const BACKUP_WINDOW: Property = Property::text("backup_window", TextForm::DailyWindow, "02:00-02:30")
    .unit("UTC")
    .label("Backup window", "Ventana de copias")
    .help("When the daily snapshot is taken.", "Cuándo se toma la copia diaria.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html");
pub const DELETION_PROTECTION: Property = Property::flag("deletion_protection", true)
    .label("Deletion lock", "Protección contra borrado")
    .help("AWS refuses to delete it while set.", "AWS rechaza borrarla mientras esté activa.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html");
pub const ENCRYPTED: Property = Property::flag("encrypted", true)
    .label("Encryption", "Cifrado")
    .help("Encrypts storage and snapshots.", "Cifra almacenamiento y copias.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html");
pub const PUBLIC: Property = Property::flag("publicly_accessible", false)
    .label("Public address", "Dirección pública")
    .help("Gives it an address on the internet.", "Le da una dirección en internet.")
    .source(
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    );
pub const PERFORMANCE_INSIGHTS: Property = Property::flag("performance_insights", true)
    .label("Performance Insights", "Performance Insights")
    .help(
        "Keeps seven days of load by query, free of charge.",
        "Conserva siete días de carga por consulta, sin costo.",
    )
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html");
pub const LOG_EXPORTS: Property = Property::flag("log_exports", true)
    .label("Logs to CloudWatch", "Registros a CloudWatch")
    .help("Sends the engine's logs to CloudWatch Logs.", "Envía los registros del motor a CloudWatch Logs.")
    .source("https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("RDS DB instance", "Instancia de RDS"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &ENGINE,
            &ENGINE_VERSION,
            &INSTANCE_CLASS,
            &MULTI_AZ,
            &STORAGE_TYPE,
            &ALLOCATED,
            &MAX_ALLOCATED,
            &IOPS,
            &THROUGHPUT,
            &BACKUP_DAYS,
            &BACKUP_WINDOW,
            &DELETION_PROTECTION,
            &ENCRYPTED,
            &PUBLIC,
            &PERFORMANCE_INSIGHTS,
            &LOG_EXPORTS,
        ],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: databases::USAGE,
        interface: true,
        role: false,
    },
    category: Category::Database,
    icon: "rds",
    drawio: "mxgraph.aws4.rds",
    stack: Stack::Data,
    lane: Lane::Spanning,
    stateful: true,
};

impl Service for RdsInstance {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn port(&self, site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(port(site))
    }

    fn grants(&self, site: &Site<'_>, _access: Access) -> Vec<Grant> {
        vec![Grant {
            actions: vec!["secretsmanager:GetSecretValue"],
            resources: vec![StatementResource::Arn {
                node: site.id.clone(),
                part: "master-secret".into(),
                suffix: "",
            }],
        }]
    }

    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        match part {
            "master-secret" => site.get("", "MasterUserSecret.SecretArn"),
            part => site.get(part, "DBInstanceArn"),
        }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found: Vec<Blocker> = site.needs_zones(2, "The DB subnet group of").into_iter().collect();
        if let Some(max) = site.optional_integer(&MAX_ALLOCATED)
            && max * 10 < site.integer(&ALLOCATED) * 11
        {
            found.push(site.blocker(
                "storage-limit",
                Some(MAX_ALLOCATED.name),
                format!(
                    "“{}” grows up to {max} GiB: AWS asks for at least 10 % more than the {} GiB allocated.",
                    site.name,
                    site.integer(&ALLOCATED)
                ),
            ));
        }
        let engine = site.text(&ENGINE);
        if site.flag(&MULTI_AZ) && matches!(engine, "sqlserver-ex" | "sqlserver-web") {
            found.push(site.blocker(
                "no-multi-az",
                Some(MULTI_AZ.name),
                format!(
                    "“{}” cannot be Multi-AZ: {engine} has no standby; choose sqlserver-se or sqlserver-ee.",
                    site.name
                ),
            ));
        }
        let graviton = class(site)
            .split('.')
            .nth(1)
            .is_some_and(|family| family.ends_with('g') || family.ends_with("gd"));
        if engine.starts_with("sqlserver") && graviton {
            found.push(site.blocker("class-not-offered", Some(INSTANCE_CLASS.name), format!("“{}” cannot run on {}: SQL Server is not offered on Graviton; choose a class such as db.m6i.large.", site.name, class(site))));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let engine = site.text(&ENGINE);
        stacks.resource(
            site,
            "subnet-group",
            "AWS::RDS::DBSubnetGroup",
            map! {
                "DBSubnetGroupDescription" => format!("Subnets of {}", site.physical_name()),
                "SubnetIds" => site.subnet_ids(),
                "Tags" => site.tags(),
            },
        );
        let (family, parameters) = tls_parameters(engine, version(site));
        stacks.resource(
            site,
            "parameter-group",
            "AWS::RDS::DBParameterGroup",
            map! {
                "Description" => format!("Parameters of {}", site.physical_name()),
                "Family" => family,
                "Parameters" => parameters,
                "Tags" => site.tags(),
            },
        );
        let key = site.attached(kms_key::KIND).map(|key| key.get("", "Arn"));
        let gp3 = site.text(&STORAGE_TYPE) == "gp3";
        let gp3_small = gp3 && site.integer(&ALLOCATED) < 400 && !engine.starts_with("sqlserver");
        let throughput = site.optional_integer(&THROUGHPUT).filter(|_| gp3 && !gp3_small);
        let insights = site.flag(&PERFORMANCE_INSIGHTS);
        let instance = stacks.resource(site, "", "AWS::RDS::DBInstance", map! {
            "Engine" => engine,
            "EngineVersion" => version(site),
            "LicenseModel" => if engine.starts_with("sqlserver") { "license-included".into() } else { Value::Null },
            "DBInstanceClass" => class(site),
            "MultiAZ" => site.flag(&MULTI_AZ),
            "DBSubnetGroupName" => site.reference("subnet-group"),
            "DBParameterGroupName" => site.reference("parameter-group"),
            "VPCSecurityGroups" => site.security_groups(),
            "PubliclyAccessible" => site.flag(&PUBLIC),
            "AllocatedStorage" => site.integer(&ALLOCATED).to_string(),
            "MaxAllocatedStorage" => site.optional_integer(&MAX_ALLOCATED).map_or(Value::Null, Value::from),
            "StorageType" => site.text(&STORAGE_TYPE),
            "Iops" => site.optional_integer(&IOPS).filter(|_| !gp3_small).map_or(Value::Null, Value::from),
            "StorageThroughput" => throughput.map_or(Value::Null, Value::from),
            "StorageEncrypted" => site.flag(&ENCRYPTED),
            "KmsKeyId" => key.clone().filter(|_| site.flag(&ENCRYPTED)).unwrap_or_default(),
            "MasterUsername" => "administrator",
            // Beside passwords, free of charge; SQL Server does not know it.
            "EnableIAMDatabaseAuthentication" => if engine.starts_with("sqlserver") { Value::Null } else { true.into() },
            "ManageMasterUserPassword" => true,
            "MasterUserSecret" => key.clone().map_or(Value::Null, |key| map! { "KmsKeyId" => key }),
            "BackupRetentionPeriod" => site.integer(&BACKUP_DAYS),
            "PreferredBackupWindow" => site.text(&BACKUP_WINDOW),
            "CopyTagsToSnapshot" => true,
            "DeletionProtection" => site.flag(&DELETION_PROTECTION),
            "EnablePerformanceInsights" => insights,
            "PerformanceInsightsKMSKeyId" => key.filter(|_| insights).unwrap_or_default(),
            "EnableCloudwatchLogsExports" => if site.flag(&LOG_EXPORTS) { log_exports(engine).into() } else { Value::Null },
            "AutoMinorVersionUpgrade" => true,
            "Tags" => site.tags(),
        });
        instance.deletion_policy = Some("Snapshot".into());
        instance.update_replace_policy = Some("Snapshot".into());
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        databases::price(site, ledger);
    }

    fn prices(&self) -> &'static [&'static str] {
        databases::PRICES
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let name = match site.text(&ENGINE) {
            "postgres" => "PostgreSQL",
            "mysql" => "MySQL",
            "mariadb" => "MariaDB",
            _ => "SQL Server",
        };
        let major = version(site).split('.').next().unwrap_or_default();
        format!("{name} {major} · {}", class(site).trim_start_matches("db."))
    }
}

/// The port the engine listens on.
pub fn port(site: &Site<'_>) -> u16 {
    match site.text(&ENGINE) {
        "postgres" => 5432,
        "mysql" | "mariadb" => 3306,
        _ => 1433,
    }
}

/// The stated class, or one that the engine runs on: SQL Server knows no Graviton, its Express edition is small.
pub fn class<'a>(site: &'a Site<'_>) -> &'a str {
    site.optional_text(&INSTANCE_CLASS).unwrap_or(match site.text(&ENGINE) {
        "sqlserver-ex" => "db.t3.medium",
        engine if engine.starts_with("sqlserver") => "db.m6i.large",
        _ => "db.m6g.large",
    })
}

/// The stated version, or a supported major version of the engine.
pub fn version<'a>(site: &'a Site<'_>) -> &'a str {
    site.optional_text(&ENGINE_VERSION).unwrap_or(match site.text(&ENGINE) {
        "postgres" => "17.11",
        "mysql" => "8.4.11",
        "mariadb" => "11.8.9",
        _ => "16.00.4295.3.v1",
    })
}

/// Parameter group family, and the parameter that refuses connections without TLS.
fn tls_parameters(engine: &str, version: &str) -> (String, Value) {
    let major = version.split('.').next().unwrap_or_default();
    let minor = version.split('.').take(2).collect::<Vec<_>>().join(".");
    match engine {
        "postgres" => (format!("postgres{major}"), map! { "rds.force_ssl" => "1" }),
        "mysql" => (format!("mysql{minor}"), map! { "require_secure_transport" => "1" }),
        "mariadb" => (format!("mariadb{minor}"), map! { "require_secure_transport" => "1" }),
        _ => (format!("{engine}-{major}.0"), map! { "rds.force_ssl" => "1" }),
    }
}

fn log_exports(engine: &str) -> Vec<&'static str> {
    match engine {
        "postgres" => vec!["postgresql", "upgrade"],
        "mysql" | "mariadb" => vec!["error", "slowquery"],
        "sqlserver-ex" => vec!["error"],
        _ => vec!["agent", "error"],
    }
}
