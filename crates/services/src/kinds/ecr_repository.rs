//! Amazon ECR repository: container images, scanned, immutable, shared with the accounts that run them.

use crate::value::map;
use architecture::{Access, Blocker, Derived, Grant, Ix, Part, PartData, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::{Key, Ledger};
use serde_json::json;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn, encryption, kinds::kms_key, sharing, transfer,
};

pub struct EcrRepository;

pub const KIND: &str = "ecr_repository";

pub const IMMUTABLE: Property = Property::flag("immutable_tags", true)
    .label("Immutable tags", "Etiquetas inmutables")
    .help("A tag never moves to another image.", "Una etiqueta nunca pasa a otra imagen.")
    .source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html");
pub const SCAN: Property = Property::flag("scan_on_push", true)
    .label("Scan on push", "Análisis al subir")
    .help(
        "Looks for known vulnerabilities in each pushed image.",
        "Busca vulnerabilidades en cada imagen subida.",
    )
    .source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html");
pub const KEEP: Property = Property::integer("keep_images", 1, 10_000, 50)
    .unit("images")
    .label("Images kept", "Imágenes conservadas")
    .help("Newest tagged images that are kept.", "Imágenes etiquetadas más nuevas que se conservan.")
    .source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html");
pub const UNTAGGED_DAYS: Property = Property::integer("untagged_days", 1, 365, 14)
    .unit("days")
    .label("Untagged kept", "Retención sin etiqueta")
    .help("Days that images without a tag are kept.", "Días que se conservan imágenes sin etiqueta.")
    .source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html");
pub const REPLICAS: Property = Property::list("replica_regions", &Shape::Text(TextForm::Any(30)))
    .label("Replica regions", "Regiones de réplica")
    .help("Regions each pushed image is copied to.", "Regiones a las que se copia cada imagen.")
    .source("https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("ECR repository", "Repositorio de ECR"),
        parents: &[],
        contained: false,
        properties: &[&IMMUTABLE, &SCAN, &KEEP, &UNTAGGED_DAYS, &REPLICAS],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[
            UsageField {
                name: "storage_gib",
                unit: "GiB",
                help: Words::new("Images kept, compressed.", "Imágenes guardadas, comprimidas."),
                assumed: ["2", "10", "50"],
                follows: Follows::Nothing,
            },
            UsageField {
                name: "pushed_gib_per_month",
                unit: "GiB",
                help: Words::new(
                    "New layers pushed a month, which are copied to replica regions.",
                    "Capas nuevas subidas al mes, que se copian a las regiones de réplica.",
                ),
                assumed: ["1", "5", "20"],
                follows: Follows::Nothing,
            },
        ],
        interface: false,
        role: false,
    },
    category: Category::Containers,
    icon: "ecr",
    drawio: "mxgraph.aws4.ecr",
    stack: Stack::Data,
    lane: Lane::Regional(60),
    stateful: true,
};

impl Service for EcrRepository {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    /// One of an account's repositories writes the replication of all: the first joins them.
    fn reads(&self, site: &Site<'_>) -> Vec<Ix> {
        site.architecture.of_kind(KIND).take(1).map(|(ix, _)| ix).collect()
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let replication = writes_replication(site).then(|| Part::new("replication", PartData::Plain));
        Derived { parts: replication.into_iter().collect(), ..Derived::default() }
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let repository = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        let log_in =
            Grant { actions: vec!["ecr:GetAuthorizationToken"], resources: vec![StatementResource::All] };
        // ECR uses the key by itself: who pulls or pushes needs nothing of it.
        vec![log_in, Grant { actions: actions(access), resources: vec![repository] }]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        if site.texts(&REPLICAS).contains(&site.region.as_str()) {
            found.push(site.blocker(
                "replica-region",
                Some(REPLICAS.name),
                format!("“{}” names its own region as the place of a copy.", site.name),
            ));
        }
        if regions(site).len() > 25 {
            found.push(site.blocker("too-many-replicas", Some(REPLICAS.name), "The repositories of an account and region are copied to more than 25 regions; ECR takes 25.".to_owned()));
        }
        if name(site).len() > 256 {
            found.push(site.blocker(
                "name-too-long",
                None,
                format!("“{}” is longer than the 256 characters ECR allows.", name(site)),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let encryption = match encryption::key_arn(site) {
            Some(key) => map! { "EncryptionType" => "KMS", "KmsKey" => key },
            None => map! { "EncryptionType" => "AES256" },
        };
        let shared = sharing::statements(site, actions, None);
        stacks.resource(
            site,
            "",
            "AWS::ECR::Repository",
            map! {
                // Other accounts pull by this name.
                "RepositoryName" => name(site),
                "ImageTagMutability" => if site.flag(&IMMUTABLE) { "IMMUTABLE" } else { "MUTABLE" },
                "ImageScanningConfiguration" => map! { "ScanOnPush" => site.flag(&SCAN) },
                "EncryptionConfiguration" => encryption,
                "LifecyclePolicy" => map! { "LifecyclePolicyText" => lifecycle(site) },
                "RepositoryPolicyText" => if shared.is_empty() { Value::Null } else { arn::policy(shared) },
                "Tags" => site.tags(),
            },
        );
        if writes_replication(site) {
            let rules: Vec<Value> = replicated(site).iter().map(rule).collect();
            stacks.resource(
                site,
                "replication",
                "AWS::ECR::ReplicationConfiguration",
                map! { "ReplicationConfiguration" => map! { "Rules" => rules } },
            );
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon ECR");
        let stored = site.volume("storage_gib", ledger);
        ledger.charge(node, "", service, "Image storage", "ecr/storage", stored);
        for region in site.texts(&REPLICAS) {
            let item = format!("Image storage in {region}");
            ledger.charge_at(node, "", service, &item, Key::new(region, "ecr/storage"), stored);
        }
        let replicas = site.texts(&REPLICAS);
        if !replicas.is_empty() {
            let pushed = site.volume("pushed_gib_per_month", ledger);
            for region in replicas {
                transfer::between_regions(site, region, &format!("Copies to {region}"), pushed, ledger);
            }
        }
        ledger.free(node, "", service, "Basic scanning", "AWS does not charge for basic scanning on push.");
    }

    fn prices(&self) -> &'static [&'static str] {
        &["ecr/storage", "transfer/region/{region}"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        if site.flag(&IMMUTABLE) { "immutable tags".into() } else { "mutable tags".into() }
    }
}

/// The repository's name, by which other accounts pull: computed, never passed.
pub fn name(site: &Site<'_>) -> String {
    site.physical_name()
}

fn actions(access: Access) -> Vec<&'static str> {
    let pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
    let push = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];
    match access {
        Access::Read => pull.to_vec(),
        // Pushing looks for layers that are already there.
        Access::Write | Access::ReadWrite => pull.into_iter().chain(push).collect(),
        Access::Admin => vec!["ecr:*"],
    }
}

fn lifecycle(site: &Site<'_>) -> String {
    json!({
        "rules": [
            {
                "rulePriority": 1,
                "description": "Images without a tag",
                "selection": {
                    "tagStatus": "untagged",
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": site.integer(&UNTAGGED_DAYS)
                },
                "action": { "type": "expire" }
            },
            {
                "rulePriority": 2,
                "description": "Only the newest images",
                "selection": {
                    "tagStatus": "any",
                    "countType": "imageCountMoreThan",
                    "countNumber": site.integer(&KEEP)
                },
                "action": { "type": "expire" }
            }
        ]
    })
    .to_string()
}

/// The repositories of the same account and region that are copied elsewhere. An account has one replication
/// configuration in a region, so the first of them writes it for all.
fn replicated<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let architecture = site.architecture;
    architecture
        .of_kind(KIND)
        .map(|(ix, _)| Site::new(architecture, ix))
        .filter(|other| other.here() && other.region == site.region && !other.texts(&REPLICAS).is_empty())
        .collect()
}

fn writes_replication(site: &Site<'_>) -> bool {
    replicated(site).first().is_some_and(|first| first.ix == site.ix)
}

fn regions(site: &Site<'_>) -> Vec<String> {
    let mut regions: Vec<String> = replicated(site)
        .iter()
        .flat_map(|site| site.texts(&REPLICAS).into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    regions.sort();
    regions.dedup();
    regions
}

fn rule(site: &Site<'_>) -> Value {
    let destinations: Vec<Value> = site
        .texts(&REPLICAS)
        .into_iter()
        .map(|region| map! { "Region" => region, "RegistryId" => Value::reference("AWS::AccountId") })
        .collect();
    map! {
        "Destinations" => destinations,
        "RepositoryFilters" => vec![map! { "Filter" => name(site), "FilterType" => "PREFIX_MATCH" }],
    }
}
