//! Amazon S3 bucket: data of the applications, logs of other services, or the replica of another bucket.

use crate::value::map;
use architecture::{Access, Blocker, Derived, Grant, Part, PartData, StatementResource};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, bucket_policy, buckets, encryption,
    kinds::{kms_key, sns_topic, sqs_queue},
};

pub struct S3Bucket;

pub const KIND: &str = "s3_bucket";

/// Days logs are kept when nothing is said.
const LOG_DAYS: i64 = 400;

pub const PURPOSE: Property = Property::choice("purpose", &["data", "logs", "replica"], "data")
    .label("Purpose", "Propósito")
    .help(
        "Data of applications; logs or a replica must exist before what writes to them and are deployed first.",
        "Datos de aplicaciones; registros o réplica deben existir antes y se despliegan primero.",
    )
    .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html");
pub const VERSIONING: Property = Property::flag("versioning", true)
    .label("Versioning", "Versionado")
    .help("Keeps overwritten and deleted objects.", "Conserva objetos sobrescritos y borrados.")
    .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html");
pub const NONCURRENT_DAYS: Property = Property::integer("noncurrent_days", 1, 36_500, 90)
    .unit("days")
    .label("Old versions kept", "Retención de versiones")
    .help("Days that older versions are kept.", "Días que se conservan las versiones antiguas.")
    .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html");
pub const EXPIRE_DAYS: Property = Property::optional_integer("expire_days", 1, 36_500)
    .unit("days")
    .label("Objects expire", "Vencimiento de objetos")
    .help(
        "Days after which objects are deleted; never when left out, logs after 400.",
        "Días tras los que se borran objetos; nunca si se omite, registros tras 400.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html",
    );
pub const TIERING: Property =
    Property::choice("tiering", &["none", "intelligent-tiering", "standard-ia", "glacier-ir"], "none")
        .label("Colder storage", "Almacenamiento frío")
        .help(
            "Class that objects move to after some days.",
            "Clase a la que pasan los objetos tras unos días.",
        )
        .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html");
pub const TIERING_DAYS: Property = Property::integer("tiering_days", 0, 3650, 30)
    .unit("days")
    .label("Colder after", "Frío después de")
    .help(
        "Days until objects move; at least 30 for standard-ia.",
        "Días hasta que pasan; al menos 30 para standard-ia.",
    )
    .source("https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("S3 bucket", "Bucket de S3"),
        parents: &[],
        contained: false,
        properties: &[&PURPOSE, &VERSIONING, &NONCURRENT_DAYS, &EXPIRE_DAYS, &TIERING, &TIERING_DAYS],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
            Connects { kind: ConnectionKind::Event, to: &[sqs_queue::KIND, sns_topic::KIND] },
            Connects { kind: ConnectionKind::Logs, to: &[KIND] },
            Connects { kind: ConnectionKind::Replicates, to: &[KIND] },
        ],
        usage: buckets::USAGE,
        interface: false,
        role: false,
    },
    category: Category::Storage,
    icon: "s3",
    drawio: "mxgraph.aws4.s3",
    stack: Stack::Data,
    lane: Lane::Regional(50),
    stateful: true,
};

impl Service for S3Bucket {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut parts = vec![Part::new("policy", PartData::Plain)];
        if site.to(ConnectionKind::Replicates).next().is_some() {
            parts.push(Part::new("replication-role", PartData::Plain));
        }
        Derived { parts, ..Derived::default() }
    }

    /// Logs and replicas exist before the VPC, or the bucket elsewhere, that writes to them.
    fn stack(&self, site: &Site<'_>) -> Stack {
        if site.text(&PURPOSE) == "data" { Stack::Data } else { Stack::Network }
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let resource = |suffix| StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix };
        let mut actions = Vec::new();
        if access == Access::Admin {
            actions.push("s3:*");
        } else {
            if access.reads() {
                actions.push("s3:GetObject");
            }
            if access.writes() {
                actions.extend(["s3:PutObject", "s3:AbortMultipartUpload"]);
            }
            if access == Access::ReadWrite {
                actions.push("s3:DeleteObject");
            }
        }
        let mut grants = vec![Grant { actions, resources: vec![resource("/*")] }];
        let whole = if access == Access::Admin { "s3:*" } else { "s3:ListBucket" };
        if access != Access::Write {
            grants.push(Grant { actions: vec![whole], resources: vec![resource("")] });
        }
        grants.extend(encryption::key_grants(site, access));
        grants
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        blockers(site)
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let encryption = match encryption::key_arn(site) {
            Some(key) => map! {
                "BucketKeyEnabled" => true,
                "ServerSideEncryptionByDefault" => map! { "SSEAlgorithm" => "aws:kms", "KMSMasterKeyID" => key },
            },
            None => map! { "ServerSideEncryptionByDefault" => map! { "SSEAlgorithm" => "AES256" } },
        };
        let logging = site.to(ConnectionKind::Logs).next().map_or(Value::Null, |(_, logs)| {
            map! { "DestinationBucketName" => logs.reference(""), "LogFilePrefix" => format!("s3/{}/", site.node()) }
        });
        let replication = replication(site, stacks);
        let status = if site.flag(&VERSIONING) { "Enabled" } else { "Suspended" };
        let bucket = stacks.resource(
            site,
            "",
            "AWS::S3::Bucket",
            map! {
                "BucketEncryption" => map! { "ServerSideEncryptionConfiguration" => vec![encryption] },
                "PublicAccessBlockConfiguration" => map! {
                    "BlockPublicAcls" => true,
                    "BlockPublicPolicy" => true,
                    "IgnorePublicAcls" => true,
                    "RestrictPublicBuckets" => true,
                },
                "OwnershipControls" => map! { "Rules" => vec![map! { "ObjectOwnership" => "BucketOwnerEnforced" }] },
                "VersioningConfiguration" => map! { "Status" => status },
                "LifecycleConfiguration" => map! { "Rules" => lifecycle(site) },
                "LoggingConfiguration" => logging,
                "NotificationConfiguration" => notifications(site),
                "ReplicationConfiguration" => replication,
                "Tags" => site.tags(),
            },
        );
        // S3 tries each target when it is told of it: the policies that admit S3 come first.
        let targets =
            site.to(ConnectionKind::Event).chain(site.to(ConnectionKind::Logs)).map(|(_, target)| target);
        let same_stack = targets.filter(|target| Stacks::together(site, target));
        let admitted = same_stack.map(|target| PartName::new(target.node(), "policy"));
        bucket.depends_on.extend(admitted.map(Dependency::Part));
        bucket_policy::write(site, stacks);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        buckets::price(site, ledger);
    }

    fn prices(&self) -> &'static [&'static str] {
        buckets::PRICES
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let versions = if site.flag(&VERSIONING) { "versioned" } else { "not versioned" };
        match site.text(&PURPOSE) {
            "data" => versions.to_owned(),
            purpose => format!("{purpose} · {versions}"),
        }
    }
}

fn blockers(site: &Site<'_>) -> Vec<Blocker> {
    let mut found = Vec::new();
    let purpose = site.text(&PURPOSE);
    let mut early = |code, message| found.push(site.blocker(code, Some(PURPOSE.name), message));
    if site.from(ConnectionKind::Logs).any(|(_, from)| from.is("vpc")) && purpose != "logs" {
        early(
            "bucket-too-late",
            format!(
                "“{}” takes the flow log of a VPC, so it must exist before it: set its purpose to logs.",
                site.name
            ),
        );
    }
    if site.from(ConnectionKind::Logs).any(|(_, from)| from.is(KIND) && from.text(&PURPOSE) != "data")
        && purpose != "logs"
    {
        early(
            "bucket-too-late",
            format!(
                "“{}” takes access logs of a bucket that is deployed before it: set its purpose to logs.",
                site.name
            ),
        );
    }
    if purpose != "data" && site.to(ConnectionKind::Event).next().is_some() {
        early(
            "bucket-too-early",
            format!(
                "“{}” is deployed before the queue or topic it sends events to: set its purpose to data.",
                site.name
            ),
        );
    }
    for (_, target) in site.to(ConnectionKind::Replicates) {
        if target.region != site.region && target.text(&PURPOSE) != "replica" {
            early(
                "bucket-too-late",
                format!(
                    "“{}” in {} must exist before “{}” copies to it: set its purpose to replica.",
                    target.name, target.region, site.name
                ),
            );
        }
        if target.ix == site.ix || purpose == "replica" {
            early("replication-loop", format!("“{}” cannot copy to “{}”.", site.name, target.name));
        }
        if !(site.flag(&VERSIONING) && target.flag(&VERSIONING)) {
            found.push(site.blocker(
                "replication-needs-versions",
                Some(VERSIONING.name),
                format!("Replication from “{}” to “{}” needs versioning on both.", site.name, target.name),
            ));
            return found;
        }
    }
    let mut sent: Vec<&str> = Vec::new();
    for (edge, target) in site.to(ConnectionKind::Event) {
        if target.is(sqs_queue::KIND) && target.flag(&sqs_queue::FIFO) {
            found.push(site.blocker(
                "fifo-target",
                None,
                format!(
                    "“{}” sends S3 events to “{}”: S3 does not send to FIFO queues.",
                    edge.id, target.name
                ),
            ));
        }
        if target.region != site.region {
            found.push(site.blocker(
                "event-region",
                None,
                format!(
                    "“{}” sends to “{}” in {}; S3 only sends events within its region.",
                    edge.id, target.name, target.region
                ),
            ));
        }
        let events = events(edge);
        if events.iter().any(|event| sent.contains(event)) {
            found.push(site.blocker("same-event-twice", None, format!("“{}” sends the same event to two targets; S3 takes one: send it to a topic that both listen to.", site.name)));
        }
        sent.extend(events);
    }
    if site.text(&TIERING) == "standard-ia" && site.integer(&TIERING_DAYS) < 30 {
        found.push(site.blocker(
            "tiering-too-soon",
            Some(TIERING_DAYS.name),
            format!(
                "“{}” moves objects to standard-ia after {} days; S3 asks for 30.",
                site.name,
                site.integer(&TIERING_DAYS)
            ),
        ));
    }
    let expire = expire_days(site);
    if site.text(&TIERING) != "none" && expire.is_some_and(|expire| expire <= site.integer(&TIERING_DAYS)) {
        found.push(site.blocker(
            "expires-before-tiering",
            Some(EXPIRE_DAYS.name),
            format!("Objects of “{}” would expire before they move to colder storage.", site.name),
        ));
    }
    found
}

/// Days after which objects are deleted, if they are.
pub fn expire_days(site: &Site<'_>) -> Option<i64> {
    let logs = (site.text(&PURPOSE) == "logs").then_some(LOG_DAYS);
    site.optional_integer(&EXPIRE_DAYS).or(logs)
}

fn lifecycle(site: &Site<'_>) -> Vec<Value> {
    let mut rules = vec![map! {
        "Id" => "incomplete-uploads",
        "Status" => "Enabled",
        "AbortIncompleteMultipartUpload" => map! { "DaysAfterInitiation" => 7 },
    }];
    if site.flag(&VERSIONING) {
        rules.push(map! {
            "Id" => "old-versions",
            "Status" => "Enabled",
            "NoncurrentVersionExpiration" => map! { "NoncurrentDays" => site.integer(&NONCURRENT_DAYS) },
        });
    }
    let class = match site.text(&TIERING) {
        "intelligent-tiering" => Some("INTELLIGENT_TIERING"),
        "standard-ia" => Some("STANDARD_IA"),
        "glacier-ir" => Some("GLACIER_IR"),
        _ => None,
    };
    if let Some(class) = class {
        let days = site.integer(&TIERING_DAYS);
        rules.push(map! {
            "Id" => "colder",
            "Status" => "Enabled",
            "Transitions" => vec![map! { "StorageClass" => class, "TransitionInDays" => days }],
        });
    }
    if let Some(days) = expire_days(site) {
        rules.push(map! { "Id" => "expire", "Status" => "Enabled", "ExpirationInDays" => days });
    }
    rules
}

fn events(edge: &architecture::Edge) -> Vec<&str> {
    let named = edge.properties.get("events").and_then(serde_json::Value::as_array);
    let named: Vec<&str> = named.into_iter().flatten().filter_map(serde_json::Value::as_str).collect();
    if named.is_empty() { vec!["s3:ObjectCreated:*"] } else { named }
}

fn notifications(site: &Site<'_>) -> Value {
    let (mut queues, mut topics) = (Vec::new(), Vec::new());
    for (edge, target) in site.to(ConnectionKind::Event) {
        for event in events(edge) {
            if target.is(sqs_queue::KIND) {
                queues.push(map! { "Event" => event, "Queue" => target.get("", "Arn") });
            } else {
                topics.push(map! { "Event" => event, "Topic" => target.reference("") });
            }
        }
    }
    let mut configuration = cloudformation::Map::new();
    for (name, list) in [("QueueConfigurations", queues), ("TopicConfigurations", topics)] {
        if !list.is_empty() {
            configuration.insert(name.to_owned(), list.into());
        }
    }
    if configuration.is_empty() { Value::Null } else { Value::Map(configuration) }
}

/// Copies to the buckets it replicates to, with a role that may read here and write there.
fn replication(site: &Site<'_>, stacks: &mut Stacks<'_>) -> Value {
    let targets: Vec<Site<'_>> = site.to(ConnectionKind::Replicates).map(|(_, target)| target).collect();
    if targets.is_empty() {
        return Value::Null;
    }
    bucket_policy::write_replication_role(site, &targets, stacks);
    let encrypted = encryption::key_arn(site).is_some();
    let rules: Vec<Value> = targets
        .iter()
        .enumerate()
        .map(|(at, target)| {
            let mut destination = map! { "Bucket" => target.get("", "Arn") };
            let mut rule = map! {
                "Id" => target.node(),
                "Priority" => at as i64 + 1,
                "Status" => "Enabled",
                "Filter" => map! { "Prefix" => "" },
                "DeleteMarkerReplication" => map! { "Status" => "Enabled" },
            };
            if let (true, Value::Map(destination), Value::Map(rule)) =
                (encrypted, &mut destination, &mut rule)
            {
                let replica_key = encryption::key_arn(target).unwrap_or_else(|| {
                    Value::sub(
                        format!(
                            "arn:${{AWS::Partition}}:kms:{}:${{AWS::AccountId}}:alias/aws/s3",
                            target.region
                        ),
                        [],
                    )
                });
                destination
                    .insert("EncryptionConfiguration".into(), map! { "ReplicaKmsKeyID" => replica_key });
                rule.insert(
                    "SourceSelectionCriteria".into(),
                    map! {
                        "SseKmsEncryptedObjects" => map! { "Status" => "Enabled" },
                    },
                );
            }
            if let Value::Map(rule) = &mut rule {
                rule.insert("Destination".into(), destination);
            }
            rule
        })
        .collect();
    map! { "Role" => site.get("replication-role", "Arn"), "Rules" => rules }
}
