//! What self-managed workers and managed node groups share: their instances, role, groups, launch template, price.

use crate::value::map;
use architecture::{Blocker, Derived, Part, PartData};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Property, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{
    Site, Stacks,
    capacity::{self, INSTANCES, REQUESTS_EACH, Sizes},
    kinds::{
        ec2_instance::{self, HOURS},
        eks_cluster,
    },
    machines::{Machines, SURPLUS},
    transfer,
};

pub const INSTANCE_TYPE: Property = Property::text("instance_type", TextForm::InstanceType, "m6i.large")
    .label("Instance type", "Tipo de instancia")
    .help("Processor and memory of each node.", "Procesador y memoria de cada nodo.")
    .source("https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html");
pub const MIN: Property = Property::integer("min", 0, 450, 2)
    .unit("nodes")
    .label("At least", "Mínimo")
    .help("Nodes it never goes below.", "Nodos de los que nunca baja.")
    .source("https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html");
pub const DESIRED: Property = Property::integer("desired", 0, 450, 2)
    .unit("nodes")
    .label("At first", "Al inicio")
    .help(
        "Nodes it starts with, and the price's typical number; scaling changes it later.",
        "Nodos con que parte, y número típico del precio; el escalado lo cambia después.",
    )
    .source("https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html");
pub const MAX: Property = Property::integer("max", 1, 450, 4)
    .unit("nodes")
    .label("At most", "Máximo")
    .help("Nodes it never goes above.", "Nodos que nunca supera.")
    .source("https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html");
pub const VOLUME: Property = Property::integer("volume_gib", 20, 16_384, 80)
    .unit("GiB")
    .label("Volume", "Volumen")
    .help(
        "gp3 volume of each node, for images and logs; always encrypted.",
        "Volumen gp3 de cada nodo, para imágenes y registros; siempre cifrado.",
    )
    .source("https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html");
pub const DETAILED_MONITORING: Property = Property::flag("detailed_monitoring", true)
    .label("Detailed monitoring", "Monitoreo detallado")
    .help(
        "Metrics each minute instead of each five; charged by metric.",
        "Métricas cada minuto en vez de cada cinco; se cobran por métrica.",
    )
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html");

/// The connections nodes may start for the applications on them.
pub const CONNECTS: &[Connects] = &[
    Connects {
        kind: ConnectionKind::Traffic,
        to: &[
            "alb",
            "auto_scaling_group",
            "ec2_instance",
            "eks_node_group",
            "eks_workers",
            "on_premises",
            "opensearch_domain",
            "rds_instance",
            "vpc_endpoint",
        ],
    },
    Connects {
        kind: ConnectionKind::Uses,
        to: &[
            "ecr_repository",
            "kms_key",
            "opensearch_domain",
            "rds_instance",
            "s3_bucket",
            "secret",
            "sns_topic",
            "sqs_queue",
        ],
    },
    Connects { kind: ConnectionKind::Event, to: &["sns_topic", "sqs_queue"] },
    Connects { kind: ConnectionKind::Logs, to: &["cloudwatch_log_group"] },
];

/// Principal and AWS-managed policies of the nodes' role.
///
/// The CNI's policy stands here and not on a pod's role, so that nodes become ready whatever add-ons there are.
/// Source: Amazon EKS user guide, “Amazon EKS node IAM role”.
pub fn principal() -> (&'static str, Vec<&'static str>) {
    let managed = vec![
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
    ];
    ("ec2.amazonaws.com", managed)
}

/// The cluster it belongs to.
pub fn cluster<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    site.parent().filter(|parent| parent.is(eks_cluster::KIND))
}

/// The zones of its tier (not only those of the control plane).
pub fn derive(site: &Site<'_>, parts: &[&str]) -> Derived {
    let zones = site.tier().map(|tier| tier.zones.clone()).unwrap_or_default();
    let parts = parts.iter().map(|part| Part::new(*part, PartData::Plain)).collect();
    Derived { zones, parts, blockers: Vec::new() }
}

/// (least, at first, most) nodes.
pub fn sizes(site: &Site<'_>) -> (i64, i64, i64) {
    (site.integer(&MIN), site.integer(&DESIRED), site.integer(&MAX))
}

pub fn blockers(site: &Site<'_>) -> Vec<Blocker> {
    let (min, desired, max) = sizes(site);
    let mut found = Vec::new();
    if !(min <= desired && desired <= max) {
        found.push(site.blocker(
            "capacity-order",
            Some(DESIRED.name),
            format!("“{}” asks for {desired} nodes between {min} and {max}; at least ≤ at first ≤ at most must hold.", site.name),
        ));
    }
    if cluster(site).is_none() {
        found.push(site.blocker(
            "no-cluster",
            None,
            format!("“{}” must stand in an EKS cluster.", site.name),
        ));
    }
    found
}

/// Writes the launch template (part `launch-template`): the cluster's security group and its own, encrypted gp3,
/// IMDSv2 two hops deep so that pods reach it. `extra` adds what the two kinds differ in.
pub fn launch_template(site: &Site<'_>, cluster: &Site<'_>, extra: Value, stacks: &mut Stacks<'_>) {
    let tags = |resource: &str| map! { "ResourceType" => resource, "Tags" => site.tags() };
    let mut data = map! {
        "SecurityGroupIds" => vec![cluster.get("", "ClusterSecurityGroupId"), site.security_group()],
        "BlockDeviceMappings" => vec![map! {
            "DeviceName" => "/dev/xvda",
            "Ebs" => map! {
                "DeleteOnTermination" => true,
                "Encrypted" => true,
                "VolumeSize" => site.integer(&VOLUME),
                "VolumeType" => "gp3",
            },
        }],
        "MetadataOptions" => map! {
            "HttpEndpoint" => "enabled",
            "HttpPutResponseHopLimit" => 2,
            "HttpTokens" => "required",
        },
        "Monitoring" => map! { "Enabled" => site.flag(&DETAILED_MONITORING) },
        "TagSpecifications" => vec![tags("instance"), tags("volume")],
    };
    if let (Value::Map(data), Value::Map(extra)) = (&mut data, extra) {
        data.extend(extra);
    }
    stacks.resource(
        site,
        "launch-template",
        "AWS::EC2::LaunchTemplate",
        map! {
            "LaunchTemplateData" => data,
            "TagSpecifications" => vec![tags("launch-template")],
        },
    );
}

/// Volumes that move the price of nodes.
pub const USAGE: &[UsageField] = &[HOURS, INSTANCES, REQUESTS_EACH, POD_TRAFFIC, SURPLUS];

const POD_TRAFFIC: UsageField = UsageField {
    name: "pod_gib_between_zones_per_month",
    unit: "GiB",
    help: Words::new(
        "Data its pods exchange with pods in other zones.",
        "Datos que sus pods intercambian con pods en otras zonas.",
    ),
    assumed: ["0", "10", "100"],
    follows: Follows::Nothing,
};

/// What nodes can ask the book for.
pub const PRICES: &[&str] = &[
    "cloudwatch/metric",
    "ebs/gp3/storage",
    "ec2/cpu-credits/t3",
    "ec2/cpu-credits/t3a",
    "ec2/cpu-credits/t4g",
    "ec2/linux/{type}",
    "transfer/between-zones",
];

/// Instances (unless `spot` says why they have no price), volumes, metrics and traffic of its nodes.
pub fn price(site: &Site<'_>, spot: Option<&str>, ledger: &mut Ledger<'_>) {
    let (min, desired, max) = sizes(site);
    let nodes = capacity::count(site, Sizes { min, desired, max }, ledger);
    let machines = Machines {
        instance_type: site.text(&INSTANCE_TYPE),
        count: nodes,
        hours: ec2_instance::hours(site, ledger),
        root_gib: site.integer(&VOLUME),
        detailed_monitoring: site.flag(&DETAILED_MONITORING),
    };
    match spot {
        None => machines.price(site, ledger),
        Some(why) => {
            let item = format!("{} Spot nodes", machines.instance_type);
            ledger.unpriced(site.node(), "", "Amazon EC2", &item, why);
            machines.price_beside(site, ledger);
        }
    }
    if site.zones.len() > 1 {
        let crossing = site.volume(POD_TRAFFIC.name, ledger);
        transfer::between_zones(site, "Between zones (pods)", crossing, ledger);
    }
}

pub fn spec(site: &Site<'_>) -> String {
    let (min, _, max) = sizes(site);
    format!("{min}–{max} × {}", site.text(&INSTANCE_TYPE))
}
