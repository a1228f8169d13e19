//! Amazon OpenSearch Service domain in a VPC.

use architecture::{Access, Blocker, Derived, Grant, StatementResource};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Kind, Property, TextForm, Words};
use pricing::{HOURS_PER_MONTH, Ledger};
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn,
    kinds::{kms_key, subnet},
    value::map,
};

pub struct OpensearchDomain;

pub const KIND: &str = "opensearch_domain";

const LIMITS: &str = "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/limits.html";

pub const ENGINE_VERSION: Property = Property::text("engine_version", TextForm::Version, "3.5")
    .label("OpenSearch version", "Versión de OpenSearch")
    .help("Major and minor version.", "Versión mayor y menor.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/what-is.html");
pub const INSTANCE_TYPE: Property = Property::text("instance_type", TextForm::Any(40), "r7g.large.search")
    .label("Data node type", "Tipo de nodo de datos")
    .help("Processor and memory of a data node.", "Procesador y memoria de un nodo de datos.")
    .source(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html",
    );
pub const DATA_NODES: Property = Property::integer("data_nodes", 1, 200, 2)
    .unit("nodes")
    .label("Data nodes", "Nodos de datos")
    .help("Data nodes in all; a multiple of the zones.", "Nodos de datos en total; múltiplo de las zonas.")
    .source(LIMITS);
pub const ZONES: Property = Property::optional_integer("zones", 1, 3)
    .label("Zones", "Zonas")
    .help(
        "Zones the data nodes stand in; those of its tier, at most three, when left out.",
        "Zonas de los nodos; las de su capa, hasta tres, si se omite.",
    )
    .source(
        "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-multiaz.html",
    );
pub const MASTERS: Property = Property::choice("dedicated_masters", &["0", "3", "5"], "3")
    .label("Dedicated masters", "Maestros dedicados")
    .help("Nodes that only keep the cluster together; 0 turns them off.", "Nodos que solo coordinan el clúster; 0 los desactiva.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html");
pub const MASTER_TYPE: Property = Property::text("master_type", TextForm::Any(40), "m7g.medium.search")
    .label("Master type", "Tipo de maestro")
    .help("Processor and memory of a dedicated master.", "Procesador y memoria de un maestro dedicado.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-dedicatedmasternodes.html");
pub const VOLUME_GIB: Property = Property::integer("volume_gib", 10, 24_576, 100)
    .unit("GiB")
    .label("Volume per node", "Volumen por nodo")
    .help("gp3 storage of each data node.", "Almacenamiento gp3 de cada nodo de datos.")
    .source(LIMITS);
pub const SLOW_LOGS: Property = Property::flag("slow_logs", true)
    .label("Slow and error logs", "Registros lentos y de error")
    .help("Sends slow queries, slow indexing and errors to CloudWatch Logs.", "Envía consultas e indexaciones lentas y errores a CloudWatch Logs.")
    .source("https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("OpenSearch domain", "Dominio de OpenSearch"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &ENGINE_VERSION,
            &INSTANCE_TYPE,
            &DATA_NODES,
            &ZONES,
            &MASTERS,
            &MASTER_TYPE,
            &VOLUME_GIB,
            &SLOW_LOGS,
        ],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[],
        interface: true,
        role: false,
    },
    category: Category::Analytics,
    icon: "opensearch",
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
        let asked = site.optional_integer(&ZONES).and_then(|zones| usize::try_from(zones).ok()).unwrap_or(3);
        Derived { zones: site.inherited_zones().into_iter().take(asked).collect(), ..Derived::default() }
    }

    fn port(&self, _site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(443)
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let mut actions = Vec::new();
        if access.reads() {
            actions.extend(["es:ESHttpGet", "es:ESHttpHead"]);
        }
        if access.writes() {
            actions.extend(["es:ESHttpDelete", "es:ESHttpPatch", "es:ESHttpPost", "es:ESHttpPut"]);
        }
        let resources =
            vec![StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "/*" }];
        vec![Grant { actions, resources }]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let (nodes, zones) = (site.integer(&DATA_NODES), site.zones.len());
        let asked = site.optional_integer(&ZONES).unwrap_or(0);
        if asked > 0 && zones < usize::try_from(asked).unwrap_or(0) {
            found.push(site.blocker(
                "needs-zones",
                Some(ZONES.name),
                format!("“{}” asks for {asked} zones, but its tier has {zones}.", site.name),
            ));
        }
        if zones > 1 && nodes % i64::try_from(zones).unwrap_or(1) != 0 {
            found.push(site.blocker(
                "node-count",
                Some(DATA_NODES.name),
                format!(
                    "“{}” has {nodes} data nodes over {zones} zones; AWS asks for a multiple of the zones.",
                    site.name
                ),
            ));
        }
        let kinds =
            [(site.text(&INSTANCE_TYPE), INSTANCE_TYPE.name), (site.text(&MASTER_TYPE), MASTER_TYPE.name)];
        for (text, property) in kinds {
            if !text.ends_with(".search") {
                found.push(site.blocker(
                    "instance-type",
                    Some(property),
                    format!(
                        "“{}” names {text}: OpenSearch instance types end in .search, e.g. r7g.large.search.",
                        site.name
                    ),
                ));
            }
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let key = site.attached(kms_key::KIND).map(|key| key.get("", "Arn"));
        let zones = site.zones.len();
        let masters = masters(site);
        // Its own user: the domain's internal users need a password that no template may hold; an IAM role does not.
        stacks.resource(
            site,
            "administrator",
            "AWS::IAM::Role",
            map! {
                "AssumeRolePolicyDocument" => arn::policy(vec![map! {
                    "Effect" => "Allow",
                    "Principal" => map! { "AWS" => arn::global("iam", "root") },
                    "Action" => "sts:AssumeRole",
                }]),
                "Tags" => site.tags(),
            },
        );
        let mut logs = Value::Null;
        if site.flag(&SLOW_LOGS) {
            let mut publishing = cloudformation::Map::new();
            for (part, name) in [
                ("log/errors", "ES_APPLICATION_LOGS"),
                ("log/index-slow", "INDEX_SLOW_LOGS"),
                ("log/search-slow", "SEARCH_SLOW_LOGS"),
            ] {
                stacks.resource(
                    site,
                    part,
                    "AWS::Logs::LogGroup",
                    map! { "RetentionInDays" => 90, "Tags" => site.tags() },
                );
                publishing.insert(
                    name.to_owned(),
                    map! { "CloudWatchLogsLogGroupArn" => site.get(part, "Arn"), "Enabled" => true },
                );
            }
            stacks.resource(site, "log-policy", "AWS::Logs::ResourcePolicy", map! {
                "PolicyName" => site.physical_name(),
                "PolicyDocument" => Value::sub(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"es.amazonaws.com\"},\
                     \"Action\":[\"logs:CreateLogStream\",\"logs:PutLogEvents\"],\
                     \"Resource\":[\"${Errors}\",\"${Index}\",\"${Search}\"],\
                     \"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"${AWS::AccountId}\"}}}]}",
                    [
                        ("Errors", site.get("log/errors", "Arn")),
                        ("Index", site.get("log/index-slow", "Arn")),
                        ("Search", site.get("log/search-slow", "Arn")),
                    ],
                ),
            });
            logs = publishing.into();
        }
        let mut subnets = match site.subnet_ids() {
            Value::List(subnets) => subnets,
            _ => Vec::new(),
        };
        subnets.truncate(zones.max(1));
        let mut cluster = cloudformation::Map::new();
        cluster.insert("InstanceType".into(), site.text(&INSTANCE_TYPE).into());
        cluster.insert("InstanceCount".into(), site.integer(&DATA_NODES).into());
        cluster.insert("ZoneAwarenessEnabled".into(), (zones > 1).into());
        if zones > 1 {
            let count = i64::try_from(zones).unwrap_or(2);
            cluster.insert("ZoneAwarenessConfig".into(), map! { "AvailabilityZoneCount" => count });
        }
        cluster.insert("DedicatedMasterEnabled".into(), (masters > 0).into());
        if masters > 0 {
            cluster.insert("DedicatedMasterCount".into(), masters.into());
            cluster.insert("DedicatedMasterType".into(), site.text(&MASTER_TYPE).into());
        }
        let mut at_rest = cloudformation::Map::new();
        at_rest.insert("Enabled".into(), true.into());
        if let Some(key) = key {
            at_rest.insert("KmsKeyId".into(), key);
        }
        let policy_waits =
            site.flag(&SLOW_LOGS).then(|| Dependency::Part(PartName::new(site.node(), "log-policy")));
        let domain = stacks.resource(site, "", "AWS::OpenSearchService::Domain", map! {
            "EngineVersion" => format!("OpenSearch_{}", site.text(&ENGINE_VERSION)),
            "ClusterConfig" => cluster,
            "EBSOptions" => map! { "EBSEnabled" => true, "VolumeType" => "gp3", "VolumeSize" => site.integer(&VOLUME_GIB) },
            "VPCOptions" => map! { "SubnetIds" => subnets, "SecurityGroupIds" => vec![site.security_group()] },
            "EncryptionAtRestOptions" => at_rest,
            "NodeToNodeEncryptionOptions" => map! { "Enabled" => true },
            "DomainEndpointOptions" => map! { "EnforceHTTPS" => true, "TLSSecurityPolicy" => "Policy-Min-TLS-1-2-PFS-2023-10" },
            "AdvancedSecurityOptions" => map! {
                "Enabled" => true,
                "InternalUserDatabaseEnabled" => false,
                "MasterUserOptions" => map! { "MasterUserARN" => site.get("administrator", "Arn") },
            },
            "AccessPolicies" => arn::policy(vec![map! {
                "Effect" => "Allow",
                "Principal" => map! { "AWS" => arn::global("iam", "root") },
                "Action" => "es:ESHttp*",
                "Resource" => arn::local("es", "domain/*"),
            }]),
            "LogPublishingOptions" => logs,
            "OffPeakWindowOptions" => map! { "Enabled" => true },
            "SoftwareUpdateOptions" => map! { "AutoSoftwareUpdateEnabled" => true },
            "Tags" => site.tags(),
        });
        // CloudFormation cannot infer that the domain may only then write its logs.
        domain.depends_on.extend(policy_waits);
        domain.update_policy = Some(map! { "EnableVersionUpgrade" => true });
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon OpenSearch Service");
        let nodes = Decimal::from(site.integer(&DATA_NODES));
        let kind = site.text(&INSTANCE_TYPE);
        ledger.charge(
            node,
            "",
            service,
            &format!("Data nodes {kind}"),
            &format!("opensearch/{kind}"),
            nodes * HOURS_PER_MONTH,
        );
        // The volume is that of each node.
        let storage = nodes * Decimal::from(site.integer(&VOLUME_GIB));
        ledger.charge(node, "", service, "gp3 storage of the data nodes", "opensearch/storage/gp3", storage);
        let masters = masters(site);
        if masters > 0 {
            let kind = site.text(&MASTER_TYPE);
            let hours = Decimal::from(masters) * HOURS_PER_MONTH;
            ledger.charge(
                node,
                "",
                service,
                &format!("Dedicated masters {kind}"),
                &format!("opensearch/{kind}"),
                hours,
            );
        }
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let kind = site.text(&INSTANCE_TYPE).trim_end_matches(".search");
        format!("{} × {kind} · {} GiB gp3", site.integer(&DATA_NODES), site.integer(&VOLUME_GIB))
    }
}

/// Dedicated masters: none, three or five.
pub fn masters(site: &Site<'_>) -> i64 {
    site.text(&MASTERS).parse().unwrap_or(0)
}
