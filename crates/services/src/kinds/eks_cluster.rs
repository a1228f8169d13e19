//! Amazon EKS cluster: the Kubernetes control plane, its add-ons and who may enter.

use crate::value::map;
use architecture::{
    Access, Blocker, Cidr, Derived, Grant, GroupRule, Part, PartData, ROLE, Source, StatementResource, Zones,
};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::{HOURS_PER_MONTH, Ledger};
use serde_json::Value as Json;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks, arn, cluster_access, delivery, iam,
    kinds::{eks_node_group, eks_workers, kms_key, subnet, vpc},
    kubernetes::{self, ADDON_WORDS, ADDONS, Addon, OBSERVABILITY, Support, VERSION_WORDS},
    log_retention, machines,
};

pub struct EksCluster;

pub const KIND: &str = "eks_cluster";

const ADDON: Shape = Shape::Choice(ADDON_WORDS);
const LOG: Shape = Shape::Choice(LOGS);
const LOGS: &[&str] = &["api", "audit", "authenticator", "controllerManager", "scheduler"];
const DOCS: &str =
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-cluster.html";

pub const VERSION: Property = Property::choice("version", VERSION_WORDS, "1.35")
    .label("Kubernetes version", "Versión de Kubernetes")
    .help(
        "Minor version; past standard support AWS charges extra and then upgrades by itself.",
        "Versión menor; tras el soporte estándar AWS cobra más y luego actualiza sola.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html");
pub const SUPPORT: Property = Property::choice("support", &["standard", "extended"], "extended")
    .label("After standard support", "Tras el soporte estándar")
    .help(
        "Standard: AWS upgrades the cluster when standard support ends; extended: it stays and costs more.",
        "Standard: AWS actualiza al terminar el soporte estándar; extended: se queda y cuesta más.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/view-support-policy.html");
pub const CONTROL_PLANE_ZONES: Property =
    Property::list("control_plane_zones", &Shape::Integer { min: 1, max: 4 })
        .label("Control plane zones", "Zonas del plano de control")
        .help(
            "Zones it was made in, which cannot change later; the first two of its tier when empty.",
            "Zonas en que se creó, que no cambian después; las dos primeras de su capa si está vacío.",
        )
        .source("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html");
pub const PUBLIC_ENDPOINT: Property = Property::flag("public_endpoint", false)
    .label("Public endpoint", "Punto de acceso público")
    .help(
        "Also opens the Kubernetes API to the internet; the private endpoint is always on.",
        "Abre además la API de Kubernetes a internet; el acceso privado siempre está activo.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html");
pub const PUBLIC_CIDRS: Property = Property::list("public_cidrs", &Shape::Text(TextForm::Cidr))
    .label("Allowed addresses", "Direcciones permitidas")
    .help(
        "Blocks that may call the public endpoint; all of the internet when empty.",
        "Bloques que pueden llamar al acceso público; todo internet si está vacío.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html");
pub const SERVICE_CIDR: Property = Property::text("service_cidr", TextForm::Cidr, "172.20.0.0/16")
    .label("Service addresses", "Direcciones de servicios")
    .help(
        "Addresses of Kubernetes services, /12 to /24, outside the VPC; cannot change later.",
        "Direcciones de los servicios de Kubernetes, de /12 a /24, fuera de la VPC; no cambia después.",
    )
    .source(DOCS);
pub const LOG_TYPES: Property = Property::texts("log_types", &LOG, LOGS)
    .label("Control plane logs", "Registros del plano de control")
    .help("Which logs go to CloudWatch Logs.", "Qué registros van a CloudWatch Logs.")
    .source("https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html");
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
pub const ADDON_NAMES: Property = Property::texts(
    "addons",
    &ADDON,
    &["vpc-cni", "coredns", "kube-proxy", "eks-pod-identity-agent", "aws-ebs-csi-driver"],
)
.label("Add-ons", "Complementos")
.help(
    "Add-ons AWS manages; those that run as pods are added once the cluster has nodes.",
    "Complementos que gestiona AWS; los que corren como pods se agregan cuando hay nodos.",
)
.source("https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html");
pub const ADMINISTRATORS: Property = Property::list("administrator_roles", &Shape::Text(TextForm::Any(512)))
    .label("Administrator roles", "Roles administradores")
    .help(
        "Names (with path) of IAM roles of its account that administer the cluster.",
        "Nombres (con ruta) de roles de IAM de su cuenta que administran el clúster.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html");
pub const CREATOR_ADMIN: Property = Property::flag("creator_is_administrator", true)
    .label("Creator administers", "El creador administra")
    .help(
        "Who deploys it may administer it; cannot change later.",
        "Quien lo despliega puede administrarlo; no cambia después.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html");
pub const DELETION_PROTECTION: Property = Property::flag("deletion_protection", true)
    .label("Deletion lock", "Protección contra borrado")
    .help("AWS refuses to delete it while set.", "AWS rechaza borrarlo mientras esté activa.")
    .source("https://docs.aws.amazon.com/eks/latest/userguide/deletion-protection.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("EKS cluster", "Clúster de EKS"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &VERSION,
            &SUPPORT,
            &CONTROL_PLANE_ZONES,
            &PUBLIC_ENDPOINT,
            &PUBLIC_CIDRS,
            &SERVICE_CIDR,
            &LOG_TYPES,
            &LOG_DAYS,
            &ADDON_NAMES,
            &ADMINISTRATORS,
            &CREATOR_ADMIN,
            &DELETION_PROTECTION,
        ],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[UsageField {
            name: "log_gib_per_month",
            unit: "GiB",
            help: Words::new("Control plane logs written a month.", "Registros escritos al mes."),
            assumed: ["2", "5", "20"],
            follows: Follows::Nothing,
        }],
        interface: true,
        role: true,
    },
    category: Category::Containers,
    icon: "eks",
    drawio: "mxgraph.aws4.eks",
    stack: Stack::Compute,
    lane: Lane::Frame,
    stateful: false,
};

impl Service for EksCluster {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let mut parts = vec![Part::new("log-group", PartData::Plain)];
        parts.extend(addons(site).map(|addon| Part::new(addon_part(addon), PartData::Plain)));
        Derived { zones: control_plane_zones(site), parts, blockers: Vec::new() }
    }

    fn port(&self, _site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(443)
    }

    /// A pipeline's action places its interface in the control plane's group: it reaches the cluster and AWS from there.
    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        if delivery::pipelines(site).is_empty() {
            return Default::default();
        }
        let within = GroupRule {
            protocol: "tcp",
            from_port: 443,
            to_port: 443,
            peer: Source::Group(site.ix),
            edge: None,
            reason: "deliveries by pipelines",
        };
        let mut out = machines::https_out(site);
        out.push(within.clone());
        (vec![within], out)
    }

    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        Some(("eks.amazonaws.com", vec!["AmazonEKSClusterPolicy"]))
    }

    fn grants(&self, site: &Site<'_>, _access: Access) -> Vec<Grant> {
        // What one may do inside follows from the access entry; IAM only lets one find the cluster.
        let cluster = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        vec![Grant { actions: vec!["eks:DescribeCluster"], resources: vec![cluster] }]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        if site.zones.len() < 2 {
            found.push(site.blocker(
                "needs-zones",
                Some(CONTROL_PLANE_ZONES.name),
                format!("The control plane of “{}” needs subnets in two availability zones and has {}; give its tier more zones, or name zones the tier has.", site.name, site.zones.len()),
            ));
        }
        let service = Cidr::parse(site.text(&SERVICE_CIDR));
        if !service.is_some_and(|block| (12..=24).contains(&block.prefix()) && private(block)) {
            found.push(site.blocker(
                "service-addresses",
                Some(SERVICE_CIDR.name),
                format!("The service addresses of “{}” must be a block between /12 and /24 within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.", site.name),
            ));
        }
        let network = site.vpc().and_then(|vpc| vpc::cidr(&vpc));
        if service.zip(network).is_some_and(|(service, network)| service.overlaps(network)) {
            found.push(site.blocker(
                "service-addresses",
                Some(SERVICE_CIDR.name),
                format!("The service addresses of “{}” overlap its VPC; choose a block outside it, such as 172.20.0.0/16.", site.name),
            ));
        }
        if site.physical_name().len() > 100 {
            found.push(site.blocker(
                "name-too-long",
                None,
                format!(
                    "“{}” is longer than the 100 characters EKS allows for a cluster's name; shorten an id.",
                    site.physical_name()
                ),
            ));
        }
        let agent = site.texts(&ADDON_NAMES).contains(&"eks-pod-identity-agent");
        if let Some(addon) = addons(site).find(|addon| addon.identity.is_some()).filter(|_| !agent) {
            found.push(site.blocker(
                "addon-without-identity",
                Some(ADDON_NAMES.name),
                format!(
                    "{} in “{}” gets its role from eks-pod-identity-agent; add that add-on too.",
                    addon.name, site.name
                ),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(tier) = site.tier() else { return };
        iam::role(site, stacks);
        let key = site.attached(kms_key::KIND).map(|key| key.get("", "Arn"));
        let name = site.physical_name();
        let logs = site.texts(&LOG_TYPES);
        if !logs.is_empty() {
            // EKS writes to this name and would make the group itself, without retention.
            stacks.resource(
                site,
                "log-group",
                "AWS::Logs::LogGroup",
                map! {
                    "LogGroupName" => format!("/aws/eks/{name}/cluster"),
                    "RetentionInDays" => log_retention::at_least(site.integer(&LOG_DAYS)),
                    "KmsKeyId" => key.clone().unwrap_or_default(),
                    "Tags" => site.tags(),
                },
            );
        }
        let subnets: Vec<Value> =
            site.zones.iter().map(|zone| tier.reference(&format!("subnet/{zone}"))).collect();
        let public = site.flag(&PUBLIC_ENDPOINT);
        let mut network = map! {
            "SubnetIds" => subnets,
            "SecurityGroupIds" => vec![site.security_group()],
            "EndpointPrivateAccess" => true,
            "EndpointPublicAccess" => public,
        };
        let allowed: Vec<Value> = site.texts(&PUBLIC_CIDRS).into_iter().map(Value::from).collect();
        if let Value::Map(network) = &mut network
            && public
            && !allowed.is_empty()
        {
            network.insert("PublicAccessCidrs".into(), allowed.into());
        }
        let enabled: Vec<Value> = logs.iter().map(|log| map! { "Type" => *log }).collect();
        let encryption = key.map_or(Value::Null, |key| {
            vec![map! { "Provider" => map! { "KeyArn" => key }, "Resources" => vec!["secrets"] }].into()
        });
        let cluster = stacks.resource(site, "", "AWS::EKS::Cluster", map! {
            "Name" => name,
            "Version" => site.text(&VERSION),
            "UpgradePolicy" => map! { "SupportType" => site.text(&SUPPORT).to_uppercase() },
            "RoleArn" => site.get(ROLE, "Arn"),
            "AccessConfig" => map! {
                "AuthenticationMode" => "API",
                "BootstrapClusterCreatorAdminPermissions" => site.flag(&CREATOR_ADMIN),
            },
            "BootstrapSelfManagedAddons" => false,
            "ResourcesVpcConfig" => network,
            "KubernetesNetworkConfig" => map! { "IpFamily" => "ipv4", "ServiceIpv4Cidr" => site.text(&SERVICE_CIDR) },
            "EncryptionConfig" => encryption,
            "Logging" => map! { "ClusterLogging" => map! { "EnabledTypes" => enabled } },
            "DeletionProtection" => site.flag(&DELETION_PROTECTION),
            "Tags" => site.tags(),
        });
        if !logs.is_empty() {
            cluster.depends_on.push(Dependency::Part(PartName::new(site.node(), "log-group")));
        }
        write_addons(site, stacks);
        cluster_access::write(site, stacks);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon EKS");
        ledger.charge(node, "", service, "Cluster", "eks/cluster-hour", HOURS_PER_MONTH);
        // Once extended support ends AWS upgrades to the next version, which is in extended support itself by then.
        let version = site.text(&VERSION);
        if kubernetes::support(version, ledger.day()) != Support::Standard
            && site.text(&SUPPORT) == "extended"
        {
            let item = format!("Extended support of {version}");
            ledger.charge(node, "", service, &item, "eks/extended-hour", HOURS_PER_MONTH);
        }
        ledger.free(node, "", service, "Add-ons", "AWS charges the nodes they run on, not the add-ons.");
        if addons(site).any(|addon| addon.name == OBSERVABILITY) {
            ledger.unpriced(
                node,
                format!("addon/{OBSERVABILITY}").as_str(),
                "Amazon CloudWatch",
                "Container Insights",
                "AWS charges it by observation, and the price book has no price of one.",
            );
        }
        if !site.texts(&LOG_TYPES).is_empty() {
            let volume = site.volume("log_gib_per_month", ledger);
            log_retention::charge(site, "log-group", volume, site.integer(&LOG_DAYS), ledger);
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &["cloudwatch/logs/ingested", "cloudwatch/logs/storage", "eks/cluster-hour", "eks/extended-hour"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        format!("Kubernetes {}", site.text(&VERSION))
    }
}

/// The zones of its control plane within its tier's: those it names, else the first two.
fn control_plane_zones(site: &Site<'_>) -> Zones {
    let of_tier = site.inherited_zones();
    let named: Vec<u8> = match site.value(&CONTROL_PLANE_ZONES).as_deref() {
        Some(Json::Array(zones)) => {
            zones.iter().filter_map(|zone| u8::try_from(zone.as_i64()?).ok()).collect()
        }
        _ => Vec::new(),
    };
    match named.is_empty() {
        true => of_tier.into_iter().take(2).collect(),
        false => of_tier.into_iter().filter(|zone| named.contains(zone)).collect(),
    }
}

/// Within the address ranges of private networks (RFC 1918).
fn private(block: Cidr) -> bool {
    let ranges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    ranges.into_iter().filter_map(Cidr::parse).any(|range| range.contains(block))
}

/// The chosen add-ons that can run: those that need nodes only with workers or node groups.
fn addons<'a>(site: &'a Site<'_>) -> impl Iterator<Item = &'static Addon> + 'a {
    let chosen = site.texts(&ADDON_NAMES);
    let has_nodes = !node_parts(site).is_empty();
    ADDONS.iter().filter(move |addon| chosen.contains(&addon.name) && (has_nodes || !addon.needs_nodes))
}

fn addon_part(addon: &Addon) -> String {
    format!("addon/{}", addon.name)
}

/// The resources that bring nodes into the cluster.
fn node_parts(site: &Site<'_>) -> Vec<PartName> {
    let nodes = site.children(eks_workers::KIND).chain(site.children(eks_node_group::KIND));
    nodes.map(|nodes| PartName::new(nodes.node(), "")).collect()
}

fn write_addons(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    for addon in addons(site) {
        let role = format!("addon-role/{}", addon.name);
        let identity = addon.identity.map(|(account, policy)| {
            stacks.resource(
                site,
                &role,
                "AWS::IAM::Role",
                map! {
                    "AssumeRolePolicyDocument" => arn::policy(vec![map! {
                        "Effect" => "Allow",
                        "Principal" => map! { "Service" => "pods.eks.amazonaws.com" },
                        "Action" => vec!["sts:AssumeRole", "sts:TagSession"],
                    }]),
                    "ManagedPolicyArns" => vec![arn::managed_policy(policy)],
                    "Tags" => site.tags(),
                },
            );
            vec![map! { "ServiceAccount" => account, "RoleArn" => site.get(&role, "Arn") }]
        });
        let resource = stacks.resource(
            site,
            &addon_part(addon),
            "AWS::EKS::Addon",
            map! {
                "ClusterName" => site.reference(""),
                "AddonName" => addon.name,
                "ResolveConflicts" => "OVERWRITE",
                "PodIdentityAssociations" => identity.map_or(Value::Null, Value::from),
                "Tags" => site.tags(),
            },
        );
        if addon.needs_nodes {
            resource.depends_on.extend(node_parts(site).into_iter().map(Dependency::Part));
        }
    }
}
