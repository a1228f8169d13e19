//! Amazon OpenSearch Service domain in a VPC: data nodes, dedicated masters, encryption, fine-grained access.

use crate::value::map;
use architecture::{Access, Blocker, Derived, Grant, Part, PartData, StatementResource};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::{HOURS_PER_MONTH, Ledger};
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn, encryption,
    kinds::{kms_key, subnet},
    log_retention,
};

pub struct OpensearchDomain;

pub const KIND: &str = "opensearch_domain";

/// Name of the part that is the role of the domain's administrators.
pub const MASTER_ROLE: &str = "master-role";
/// Name of the part that is the secret of the domain's internal administrator.
pub const MASTER_SECRET: &str = "master-secret";

/// Largest number of data nodes without an increase of the quota. Source: OpenSearch Service quotas.
const MAX_NODES: i64 = 80;

const LOG: Shape = Shape::Choice(&["application", "audit", "index-slow", "search-slow"]);
const SIZING: &str =
    "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/sizing-domains.html";

pub const ENGINE_VERSION: Property = Property::choice(
    "engine_version",
    &["3.7", "3.5", "3.3", "3.1", "2.19", "2.17", "2.15", "2.13", "2.11", "1.3"],
    "3.5",
)
.label("OpenSearch version", "Versión de OpenSearch")
.help("A later change upgrades in place.", "Un cambio posterior actualiza sin reemplazar.")
.source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html#choosing-version");
pub const ZONES: Property = Property::integer("zones", 1, 3, 2)
    .label("Zones", "Zonas")
    .help(
        "Zones its data nodes are spread over; the first of its tier.",
        "Zonas en que se reparten sus nodos; las primeras de su capa.",
    )
    .source(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    );
pub const INSTANCE_TYPE: Property = Property::text("instance_type", TextForm::Any(40), "r7g.large.search")
    .label("Data nodes", "Nodos de datos")
    .help(
        "Instance type of each data node, ending in .search.",
        "Tipo de instancia de cada nodo de datos, terminado en .search.",
    )
    .source(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html",
    );
pub const DATA_NODES: Property = Property::integer("data_nodes", 1, MAX_NODES, 2)
    .unit("nodes")
    .label("Number of data nodes", "Número de nodos de datos")
    .help("A multiple of its zones.", "Un múltiplo de sus zonas.")
    .source(SIZING);
pub const MASTERS: Property = Property::choice("dedicated_masters", &["0", "3", "5"], "3")
    .label("Dedicated masters", "Maestros dedicados")
    .help("Nodes that keep the cluster together and hold no data; 0 turns them off.", "Nodos que coordinan y no guardan datos; 0 los desactiva.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html");
pub const MASTER_TYPE: Property = Property::text("master_type", TextForm::Any(40), "m7g.medium.search")
    .label("Master nodes", "Nodos maestros")
    .help("Instance type of each dedicated master.", "Tipo de instancia de cada maestro dedicado.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html");
pub const VOLUME: Property = Property::integer("volume_gib", 10, 36_864, 100)
    .unit("GiB")
    .label("Volume of each data node", "Volumen de cada nodo")
    .help(
        "gp3 volume of each data node; the domain has that many times as much.",
        "Volumen gp3 de cada nodo; el dominio tiene tantas veces eso.",
    )
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html");
pub const IOPS: Property = Property::optional_integer("iops", 3000, 80_000)
    .unit("IOPS")
    .label("IOPS", "IOPS")
    .help("Provisioned IOPS of each volume; 3,000 are included.", "IOPS de cada volumen; 3.000 incluidas.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html");
pub const THROUGHPUT: Property = Property::optional_integer("throughput_mibps", 125, 2000)
    .unit("MiB/s")
    .label("Throughput", "Rendimiento")
    .help(
        "Provisioned throughput of each volume; 125 MiB/s are included, 250 over 170 GiB.",
        "Rendimiento de cada volumen; 125 MiB/s incluidos, 250 sobre 170 GiB.",
    )
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html");
pub const WARM_NODES: Property = Property::integer("warm_nodes", 0, 150, 0)
    .unit("nodes")
    .label("Warm nodes", "Nodos tibios")
    .help(
        "UltraWarm nodes for indexes that are only read, kept on S3; 0 or from 2 up.",
        "Nodos UltraWarm para índices de solo lectura, guardados en S3; 0 o desde 2.",
    )
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ultrawarm.html");
pub const WARM_TYPE: Property = Property::choice(
    "warm_type",
    &["ultrawarm1.medium.search", "ultrawarm1.large.search"],
    "ultrawarm1.medium.search",
)
.label("Warm node type", "Tipo de nodo tibio")
.help("Instance type of each warm node.", "Tipo de instancia de cada nodo tibio.")
.source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ultrawarm.html");
pub const MASTER_USER: Property = Property::choice("administrator", &["iam", "internal"], "iam")
    .label("Administrator", "Administrador")
    .help(
        "A role of IAM, or a user whose generated password lies in Secrets Manager.",
        "Un rol de IAM, o un usuario con contraseña generada en Secrets Manager.",
    )
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/fgac.html");
pub const LOGS: Property = Property::texts("logs", &LOG, &["application", "audit"])
    .label("Logs", "Registros")
    .help("Which logs go to CloudWatch Logs.", "Qué registros van a CloudWatch Logs.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html");
pub const LOG_DAYS: Property = Property::integer("log_retention_days", 1, 3653, 90)
    .unit("days")
    .label("Logs kept", "Retención de registros")
    .help(
        "Days the logs are kept; rounded up to what CloudWatch Logs accepts.",
        "Días que se conservan; se redondea a lo que acepta CloudWatch Logs.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    );

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("OpenSearch domain", "Dominio de OpenSearch"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &ENGINE_VERSION,
            &ZONES,
            &INSTANCE_TYPE,
            &DATA_NODES,
            &MASTERS,
            &MASTER_TYPE,
            &WARM_NODES,
            &WARM_TYPE,
            &VOLUME,
            &IOPS,
            &THROUGHPUT,
            &MASTER_USER,
            &LOGS,
            &LOG_DAYS,
        ],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[
            UsageField {
                name: "log_gib_per_month",
                unit: "GiB",
                help: Words::new("Logs written a month.", "Registros escritos al mes."),
                assumed: ["1", "5", "20"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: "warm_gib",
                unit: "GiB",
                help: Words::new(
                    "Kept by warm nodes on S3, if there are any.",
                    "Guardado por los nodos tibios en S3, si los hay.",
                ),
                assumed: ["100", "500", "2000"],
                follows: Follows::Nothing,
            },
        ],
        interface: true,
        role: false,
    },
    category: Category::Analytics,
    icon: "opensearch-service",
    drawio: "mxgraph.aws4.elasticsearch_service",
    stack: Stack::Data,
    lane: Lane::Spanning,
    stateful: true,
};

impl Service for OpensearchDomain {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let wanted = usize::try_from(site.integer(&ZONES)).unwrap_or(1);
        let zones = site.inherited_zones().into_iter().take(wanted).collect();
        let master = if internal(site) { MASTER_SECRET } else { MASTER_ROLE };
        let mut parts = vec![Part::new(master, PartData::Plain)];
        if !site.texts(&LOGS).is_empty() {
            parts.push(Part::new("log-group", PartData::Plain));
            parts.push(Part::new("log-policy", PartData::Plain));
        }
        Derived { zones, parts, blockers: Vec::new() }
    }

    fn port(&self, _site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(443)
    }

    fn arn(&self, site: &Site<'_>, part: &str) -> Value {
        if part == MASTER_SECRET { site.reference(part) } else { site.get(part, "Arn") }
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let part =
            |part: &str, suffix| StatementResource::Arn { node: site.id.clone(), part: part.into(), suffix };
        let mut actions = Vec::new();
        if access.reads() {
            // A search is a POST.
            actions.extend(["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost"]);
        }
        if access.writes() {
            actions.extend(["es:ESHttpDelete", "es:ESHttpPatch", "es:ESHttpPut"]);
            if !access.reads() {
                actions.push("es:ESHttpPost");
            }
        }
        let mut grants = vec![Grant { actions, resources: vec![part("", "/*")] }];
        if internal(site) {
            grants.push(Grant {
                actions: vec!["secretsmanager:GetSecretValue"],
                resources: vec![part(MASTER_SECRET, "")],
            });
            grants.extend(encryption::key_grants(site, Access::Read));
        } else if access == Access::Admin {
            grants.push(Grant { actions: vec!["sts:AssumeRole"], resources: vec![part(MASTER_ROLE, "")] });
        }
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let (zones, nodes) = (site.integer(&ZONES), site.integer(&DATA_NODES));
        if (site.zones.len() as i64) < zones {
            found.push(site.blocker("needs-zones", Some(ZONES.name), format!("“{}” spreads over {zones} availability zones and its tier has {}; give the tier more, or the domain fewer.", site.name, site.zones.len())));
        }
        if nodes % zones.max(1) != 0 {
            found.push(site.blocker("data-nodes", Some(DATA_NODES.name), format!("“{}” has {nodes} data nodes in {zones} zones; their number must be a multiple of {zones}.", site.name)));
        }
        let warm = site.integer(&WARM_NODES);
        if warm == 1 || (warm > 0 && masters(site) == 0) {
            found.push(site.blocker(
                "warm-nodes",
                Some(WARM_NODES.name),
                format!("“{}” has {warm} warm nodes: they need dedicated masters and come from 2 up; add masters, or leave warm nodes out.", site.name),
            ));
        }
        for property in [&INSTANCE_TYPE, &MASTER_TYPE] {
            let kind = site.text(property);
            if !(kind.ends_with(".search") && kind.split('.').count() == 3) {
                found.push(site.blocker("instance-type", Some(property.name), format!("“{kind}” is not an instance type of OpenSearch Service; one looks like r7g.large.search.")));
            }
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let key = encryption::key_arn(site);
        let security = write_administrator(site, stacks);
        let logs = site.texts(&LOGS);
        if !logs.is_empty() {
            write_logs(site, stacks);
        }
        let zones = site.zones.len() as i64;
        let masters = masters(site);
        let mut cluster = map! {
            "InstanceType" => site.text(&INSTANCE_TYPE),
            "InstanceCount" => site.integer(&DATA_NODES),
            "ZoneAwarenessEnabled" => zones > 1,
            "DedicatedMasterEnabled" => masters > 0,
        };
        if let Value::Map(cluster) = &mut cluster {
            if zones > 1 {
                cluster.insert("ZoneAwarenessConfig".into(), map! { "AvailabilityZoneCount" => zones });
            }
            if masters > 0 {
                cluster.insert("DedicatedMasterType".into(), site.text(&MASTER_TYPE).into());
                cluster.insert("DedicatedMasterCount".into(), masters.into());
            }
            if site.integer(&WARM_NODES) > 0 {
                cluster.insert("WarmEnabled".into(), true.into());
                cluster.insert("WarmCount".into(), site.integer(&WARM_NODES).into());
                cluster.insert("WarmType".into(), site.text(&WARM_TYPE).into());
            }
        }
        let mut volume =
            map! { "EBSEnabled" => true, "VolumeType" => "gp3", "VolumeSize" => site.integer(&VOLUME) };
        let mut rest = map! { "Enabled" => true };
        if let (Value::Map(volume), Value::Map(rest)) = (&mut volume, &mut rest) {
            volume.extend(site.optional_integer(&IOPS).map(|iops| ("Iops".to_owned(), iops.into())));
            volume.extend(
                site.optional_integer(&THROUGHPUT).map(|rate| ("Throughput".to_owned(), rate.into())),
            );
            rest.extend(key.map(|key| ("KmsKeyId".to_owned(), key)));
        }
        let publishing: cloudformation::Map = logs
            .iter()
            .map(|log| {
                let group = site.get("log-group", "Arn");
                (log_name(log).to_owned(), map! { "Enabled" => true, "CloudWatchLogsLogGroupArn" => group })
            })
            .collect();
        let domain = stacks.resource(
            site,
            "",
            "AWS::OpenSearchService::Domain",
            map! {
                "EngineVersion" => format!("OpenSearch_{}", site.text(&ENGINE_VERSION)),
                "ClusterConfig" => cluster,
                "EBSOptions" => volume,
                "EncryptionAtRestOptions" => rest,
                "NodeToNodeEncryptionOptions" => map! { "Enabled" => true },
                "DomainEndpointOptions" => map! { "EnforceHTTPS" => true, "TLSSecurityPolicy" => "Policy-Min-TLS-1-2-PFS-2023-10" },
                "VPCOptions" => map! { "SubnetIds" => site.subnet_ids(), "SecurityGroupIds" => vec![site.security_group()] },
                "AdvancedSecurityOptions" => security,
                "AccessPolicies" => access_policy(site),
                "LogPublishingOptions" => if publishing.is_empty() { Value::Null } else { Value::Map(publishing) },
                "SoftwareUpdateOptions" => map! { "AutoSoftwareUpdateEnabled" => true },
                "OffPeakWindowOptions" => map! { "Enabled" => true },
                "Tags" => site.tags(),
            },
        );
        // Otherwise a new engine version would replace the domain.
        domain.update_policy = Some(map! { "EnableVersionUpgrade" => true });
        if !logs.is_empty() {
            domain.depends_on.push(Dependency::Part(PartName::new(site.node(), "log-policy")));
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon OpenSearch Service");
        let nodes = Decimal::from(site.integer(&DATA_NODES));
        let kind = site.text(&INSTANCE_TYPE);
        let slug = format!("opensearch/{kind}");
        ledger.charge(node, "", service, &format!("{kind} data nodes"), &slug, nodes * HOURS_PER_MONTH);
        let masters = Decimal::from(masters(site));
        if !masters.is_zero() {
            let kind = site.text(&MASTER_TYPE);
            let slug = format!("opensearch/{kind}");
            ledger.charge(node, "", service, &format!("{kind} masters"), &slug, masters * HOURS_PER_MONTH);
        }
        let warm = Decimal::from(site.integer(&WARM_NODES));
        if !warm.is_zero() {
            let kind = site.text(&WARM_TYPE);
            let slug = format!("opensearch/{kind}");
            ledger.charge(node, "", service, &format!("{kind} warm nodes"), &slug, warm * HOURS_PER_MONTH);
            let kept = site.volume("warm_gib", ledger);
            ledger.charge(node, "", service, "Storage of warm nodes", "opensearch/storage/managed", kept);
        }
        let storage = nodes * Decimal::from(site.integer(&VOLUME));
        ledger.charge(node, "", service, "gp3 storage of all data nodes", "opensearch/storage/gp3", storage);
        if let Some(iops) = site.optional_integer(&IOPS).filter(|iops| *iops > 3000) {
            let over = nodes * Decimal::from(iops - 3000);
            ledger.charge(node, "", service, "gp3 IOPS over the included", "opensearch/iops/gp3", over);
        }
        let included = included_throughput(site.integer(&VOLUME));
        if let Some(rate) = site.optional_integer(&THROUGHPUT).filter(|rate| *rate > included) {
            let over = nodes * Decimal::from(rate - included);
            ledger.charge(
                node,
                "",
                service,
                "gp3 throughput over the included",
                "opensearch/throughput/gp3",
                over,
            );
        }
        if nodes > Decimal::ONE {
            let why = "AWS does not charge what passes between the nodes of a domain.";
            ledger.free(node, "", service, "Copies between nodes", why);
        }
        if internal(site) {
            ledger.charge(
                node,
                MASTER_SECRET,
                "AWS Secrets Manager",
                "Administrator secret",
                "secretsmanager/secret",
                Decimal::ONE,
            );
        }
        if !site.texts(&LOGS).is_empty() {
            let volume = site.volume("log_gib_per_month", ledger);
            log_retention::charge(site, "log-group", volume, site.integer(&LOG_DAYS), ledger);
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &[
            "cloudwatch/logs/ingested",
            "cloudwatch/logs/storage",
            "opensearch/iops/gp3",
            "opensearch/storage/gp3",
            "opensearch/storage/managed",
            "opensearch/throughput/gp3",
            "opensearch/{type}",
            "secretsmanager/secret",
        ]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let kind = site.text(&INSTANCE_TYPE).trim_end_matches(".search");
        format!("{} · {} × {kind}", site.text(&ENGINE_VERSION), site.integer(&DATA_NODES))
    }
}

/// Dedicated masters: none, three or five.
pub fn masters(site: &Site<'_>) -> i64 {
    site.text(&MASTERS).parse().unwrap_or(0)
}

/// MiB/s that the price of a gp3 volume includes: 125, and over 170 GiB 250 for each 3,000 GiB begun, up to 1,000.
/// Source: pricing page of Amazon OpenSearch Service.
fn included_throughput(gib: i64) -> i64 {
    if gib <= 170 { 125 } else { ((gib + 2_999) / 3_000 * 250).min(1_000) }
}

fn internal(site: &Site<'_>) -> bool {
    site.text(&MASTER_USER) == "internal"
}

fn log_name(log: &str) -> &'static str {
    match log {
        "audit" => "AUDIT_LOGS",
        "index-slow" => "INDEX_SLOW_LOGS",
        "search-slow" => "SEARCH_SLOW_LOGS",
        _ => "ES_APPLICATION_LOGS",
    }
}

/// Writes the administrator (a role to assume, or a generated password) and gives the domain's options that name it.
fn write_administrator(site: &Site<'_>, stacks: &mut Stacks<'_>) -> Value {
    if !internal(site) {
        stacks.resource(
            site,
            MASTER_ROLE,
            "AWS::IAM::Role",
            map! {
                "Description" => format!("Administers {}", site.physical_name()),
                "AssumeRolePolicyDocument" => arn::policy(vec![map! {
                    "Effect" => "Allow",
                    "Principal" => map! { "AWS" => arn::global("iam", "root") },
                    "Action" => "sts:AssumeRole",
                }]),
                "Tags" => site.tags(),
            },
        );
        return map! {
            "Enabled" => true,
            "InternalUserDatabaseEnabled" => false,
            "MasterUserOptions" => map! { "MasterUserARN" => site.get(MASTER_ROLE, "Arn") },
        };
    }
    let secret = stacks.resource(
        site,
        MASTER_SECRET,
        "AWS::SecretsManager::Secret",
        map! {
            "Description" => format!("Administrator of {}", site.physical_name()),
            "GenerateSecretString" => map! {
                "ExcludeCharacters" => "\"'\\/@",
                "GenerateStringKey" => "password",
                "PasswordLength" => 32,
                "RequireEachIncludedType" => true,
                "SecretStringTemplate" => "{\"username\":\"administrator\"}",
            },
            "KmsKeyId" => encryption::key_arn(site).unwrap_or_default(),
            "Tags" => site.tags(),
        },
    );
    secret.deletion_policy = Some("Retain".into());
    secret.update_replace_policy = Some("Retain".into());
    let read = |field: &str| {
        let text = format!("{{{{resolve:secretsmanager:${{Secret}}:SecretString:{field}}}}}");
        Value::sub(text, [("Secret", site.reference(MASTER_SECRET))])
    };
    map! {
        "Enabled" => true,
        "InternalUserDatabaseEnabled" => true,
        "MasterUserOptions" => map! { "MasterUserName" => read("username"), "MasterUserPassword" => read("password") },
    }
}

/// Who may send requests at all; what they may do inside, fine-grained access control decides.
///
/// With roles: the account, so that its IAM policies decide, and the administrators. With passwords: whoever the
/// security groups let through, since such requests carry no AWS identity.
fn access_policy(site: &Site<'_>) -> Value {
    let principal: Value = match internal(site) {
        true => "*".into(),
        false => vec![arn::global("iam", "root"), site.get(MASTER_ROLE, "Arn")].into(),
    };
    arn::policy(vec![map! {
        "Effect" => "Allow",
        "Principal" => map! { "AWS" => principal },
        "Action" => "es:ESHttp*",
        "Resource" => "*",
    }])
}

/// The log group, and the policy by which OpenSearch may write to it, which must exist before the domain.
fn write_logs(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    stacks.resource(
        site,
        "log-group",
        "AWS::Logs::LogGroup",
        map! {
            "RetentionInDays" => log_retention::at_least(site.integer(&LOG_DAYS)),
            "KmsKeyId" => encryption::key_arn(site).unwrap_or_default(),
            "Tags" => site.tags(),
        },
    );
    let document = concat!(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"es.amazonaws.com"},"#,
        r#""Action":["logs:CreateLogStream","logs:PutLogEvents","logs:PutLogEventsBatch"],"Resource":"${Group}","#,
        r#""Condition":{"StringEquals":{"aws:SourceAccount":"${AWS::AccountId}"}}}]}"#,
    );
    stacks.resource(
        site,
        "log-policy",
        "AWS::Logs::ResourcePolicy",
        map! {
            // AWS asks for a name.
            "PolicyName" => format!("{}-logs", site.physical_name()),
            "PolicyDocument" => Value::sub(document, [("Group", site.get("log-group", "Arn"))]),
        },
    );
}
