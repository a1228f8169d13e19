//! EKS managed node group: EC2 nodes whose group, updates and repair AWS manages.

use crate::value::map;
use architecture::{Blocker, Derived, GroupRule, ROLE};
use cloudformation::Value;
use design::{ConnectionKind, Kind, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks,
    cluster_nodes::{self, DESIRED, DETAILED_MONITORING, INSTANCE_TYPE, MAX, MIN, VOLUME},
    iam,
    kinds::{ec2_instance, eks_cluster},
    machines,
};

pub struct EksNodeGroup;

pub const KIND: &str = "eks_node_group";

pub const CAPACITY: Property = Property::choice("capacity", &["on-demand", "spot"], "on-demand")
    .label("Capacity", "Capacidad")
    .help(
        "Spot is cheaper and may be taken back at two minutes' notice.",
        "Spot es más barata y puede retirarse con dos minutos de aviso.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html#managed-node-group-capacity-types");
pub const POD_PORT: Property = Property::integer("pod_port", 1, 65_535, 8080)
    .label("Pod port", "Puerto de los pods")
    .help(
        "Port the pods listen on for load balancers and other elements.",
        "Puerto en que escuchan los pods para balanceadores y otros elementos.",
    )
    .source("https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/");
pub const LABELS: Property = Property::table("labels", &Shape::Text(TextForm::Any(63)))
    .label("Labels", "Etiquetas de Kubernetes")
    .help("Kubernetes labels of its nodes.", "Etiquetas de Kubernetes de sus nodos.")
    .source("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-nodegroup.html");

const TAINT_KEY: Property = Property::text("key", TextForm::Any(317), "dedicated")
    .label("Key", "Clave")
    .help("Key of the taint.", "Clave del taint.");
const TAINT_VALUE: Property = Property::text("value", TextForm::Any(63), "")
    .label("Value", "Valor")
    .help("Value of the taint; may be empty.", "Valor del taint; puede estar vacío.");
const TAINT_EFFECT: Property =
    Property::choice("effect", &["NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"], "NO_SCHEDULE")
        .label("Effect", "Efecto")
        .help("What happens to pods that do not tolerate it.", "Qué pasa con los pods que no lo toleran.");
const TAINT: Shape = Shape::Record(&[&TAINT_KEY, &TAINT_VALUE, &TAINT_EFFECT]);
pub const TAINTS: Property = Property::list("taints", &TAINT)
    .label("Taints", "Taints")
    .help(
        "Keeps pods away that do not tolerate them; at most 50.",
        "Aleja a los pods que no los toleran; a lo más 50.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/userguide/node-taints-managed-node-groups.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("EKS node group", "Grupo de nodos de EKS"),
        parents: &[eks_cluster::KIND],
        contained: true,
        properties: &[
            &INSTANCE_TYPE,
            &CAPACITY,
            &MIN,
            &DESIRED,
            &MAX,
            &VOLUME,
            &POD_PORT,
            &LABELS,
            &TAINTS,
            &DETAILED_MONITORING,
        ],
        connects: cluster_nodes::CONNECTS,
        usage: cluster_nodes::USAGE,
        interface: true,
        role: true,
    },
    category: Category::Compute,
    icon: "ec2",
    drawio: "mxgraph.aws4.ec2",
    stack: Stack::Compute,
    lane: Lane::Spanning,
    stateful: false,
};

impl Service for EksNodeGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        cluster_nodes::derive(site, &["launch-template"])
    }

    fn port(&self, site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        u16::try_from(site.integer(&POD_PORT)).ok()
    }

    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        (Vec::new(), machines::https_out(site))
    }

    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        Some(cluster_nodes::principal())
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = cluster_nodes::blockers(site);
        for (edge, _) in site.from(ConnectionKind::Target) {
            if edge.text("target_type") != "ip" {
                found.push(site.blocker(
                    "target-type",
                    None,
                    format!("“{}” registers instances of “{}”, which CloudFormation cannot do for a managed node group; set target_type to ip, and the load balancer controller binds its pods.", edge.id, site.name),
                ));
            }
        }
        if site.records(&TAINTS).len() > 50 {
            found.push(site.blocker(
                "too-many-taints",
                Some(TAINTS.name),
                format!("“{}” has more than 50 taints.", site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(cluster) = cluster_nodes::cluster(site) else { return };
        iam::role(site, stacks);
        // Without an image EKS chooses its own and adds what joins the cluster to the user data.
        cluster_nodes::launch_template(site, &cluster, map! {}, stacks);
        let kind = site.text(&INSTANCE_TYPE);
        let (min, desired, max) = cluster_nodes::sizes(site);
        stacks.resource(site, "", "AWS::EKS::Nodegroup", map! {
            "ClusterName" => cluster.reference(""),
            "NodeRole" => site.get(ROLE, "Arn"),
            "Subnets" => site.subnet_ids(),
            "AmiType" => if machines::arm(kind) { "AL2023_ARM_64_STANDARD" } else { "AL2023_x86_64_STANDARD" },
            "Version" => cluster.text(&eks_cluster::VERSION),
            "CapacityType" => if site.text(&CAPACITY) == "spot" { "SPOT" } else { "ON_DEMAND" },
            "InstanceTypes" => vec![kind],
            "ScalingConfig" => map! { "MinSize" => min, "DesiredSize" => desired, "MaxSize" => max },
            "UpdateConfig" => map! { "MaxUnavailable" => 1 },
            "NodeRepairConfig" => map! { "Enabled" => true },
            "LaunchTemplate" => map! {
                "Id" => site.reference("launch-template"),
                "Version" => site.get("launch-template", "LatestVersionNumber"),
            },
            "Labels" => labels(site),
            "Taints" => taints(site),
            "Tags" => site.tag_map(),
        });
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let spot = (site.text(&CAPACITY) == "spot")
            .then_some("Spot prices change by the hour and are not in the price book.");
        cluster_nodes::price(site, spot, ledger);
    }

    fn counted(&self, volume: &str) -> Counted {
        ec2_instance::counted(volume)
    }

    fn prices(&self) -> &'static [&'static str] {
        cluster_nodes::PRICES
    }

    fn spec(&self, site: &Site<'_>) -> String {
        cluster_nodes::spec(site)
    }
}

fn labels(site: &Site<'_>) -> Value {
    let labels: cloudformation::Map = site
        .record(&LABELS)
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.into())))
        .collect();
    if labels.is_empty() { Value::Null } else { Value::Map(labels) }
}

fn taints(site: &Site<'_>) -> Value {
    use architecture::element::read;
    let taints: Vec<Value> = site
        .records(&TAINTS)
        .into_iter()
        .map(|taint| {
            map! {
                "Key" => read::text(taint, &TAINT_KEY).unwrap_or_default(),
                "Value" => read::text(taint, &TAINT_VALUE).unwrap_or_default(),
                "Effect" => read::text(taint, &TAINT_EFFECT).unwrap_or_default(),
            }
        })
        .collect();
    if taints.is_empty() { Value::Null } else { taints.into() }
}
