//! Self-managed EKS workers: an Auto Scaling group whose instances join the cluster by themselves.

use crate::value::map;
use architecture::{Blocker, Derived, GroupRule, ROLE};
use cloudformation::{Dependency, Parameter, PartName, Value};
use design::{ConnectionKind, Kind, Property, Words};
use pricing::Ledger;

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks,
    cluster_nodes::{self, DESIRED, DETAILED_MONITORING, INSTANCE_TYPE, MAX, MIN, VOLUME},
    iam,
    kinds::{ec2_instance, eks_cluster},
    kubernetes, machines,
};

pub struct EksWorkers;

pub const KIND: &str = "eks_workers";

pub const NODE_PORT: Property = Property::integer("node_port", 30_000, 32_767, 30_080)
    .label("Node port", "Puerto de nodo")
    .help(
        "Fixed NodePort of the service a load balancer reaches on every node.",
        "NodePort fijo del servicio que un balanceador alcanza en cada nodo.",
    )
    .source("https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport");
pub const SCALING: Property = Property::choice("scaling", &["cpu", "cluster-autoscaler", "none"], "cpu")
    .label("Scaling", "Escalado")
    .help(
        "By average processor load, by the cluster autoscaler installed in the cluster, or not at all.",
        "Por carga media del procesador, por el cluster autoscaler instalado en el clúster, o ninguno.",
    )
    .source("https://docs.aws.amazon.com/eks/latest/best-practices/cas.html");
pub const CPU_TARGET: Property = Property::integer("cpu_target", 10, 90, 60)
    .unit("%")
    .label("Processor load", "Carga de procesador")
    .help("Average load that scaling by cpu holds.", "Carga media que mantiene el escalado por cpu.")
    .source("https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("EKS workers", "Nodos de EKS (autogestionados)"),
        parents: &[eks_cluster::KIND],
        contained: true,
        properties: &[
            &INSTANCE_TYPE,
            &MIN,
            &DESIRED,
            &MAX,
            &VOLUME,
            &NODE_PORT,
            &SCALING,
            &CPU_TARGET,
            &DETAILED_MONITORING,
        ],
        connects: cluster_nodes::CONNECTS,
        usage: cluster_nodes::USAGE,
        interface: true,
        role: true,
    },
    category: Category::Compute,
    icon: "auto-scaling",
    drawio: "mxgraph.aws4.auto_scaling2",
    stack: Stack::Compute,
    lane: Lane::Spanning,
    stateful: false,
};

impl Service for EksWorkers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        cluster_nodes::derive(site, &["access", "instance-profile", "launch-template"])
    }

    fn port(&self, site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        u16::try_from(site.integer(&NODE_PORT)).ok()
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
            if edge.text("target_type") == "ip" {
                found.push(site.blocker(
                    "target-type",
                    None,
                    format!("“{}” sends requests to “{}” by pod address; self-managed workers are reached by instance and node port, so set target_type to instance.", edge.id, site.name),
                ));
            }
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(cluster) = cluster_nodes::cluster(site) else { return };
        iam::role(site, stacks);
        iam::instance_profile(site, stacks);
        stacks.resource(
            site,
            "access",
            "AWS::EKS::AccessEntry",
            map! {
                "ClusterName" => cluster.reference(""),
                "PrincipalArn" => site.get(ROLE, "Arn"),
                "Type" => "EC2_LINUX",
                "Tags" => site.tags(),
            },
        );
        let image = image(site, &cluster, stacks);
        let extra = map! {
            "IamInstanceProfile" => map! { "Arn" => site.get("instance-profile", "Arn") },
            "ImageId" => image,
            "InstanceType" => site.text(&INSTANCE_TYPE),
            "UserData" => machines::base64(user_data(&cluster)),
        };
        cluster_nodes::launch_template(site, &cluster, extra, stacks);
        let (min, desired, max) = cluster_nodes::sizes(site);
        let targets: Vec<Value> = site
            .from(ConnectionKind::Target)
            .filter(|(edge, from)| from.is("alb") && edge.text("target_type") == "instance")
            .map(|(edge, balancer)| balancer.reference(&format!("target-group/{}", edge.id)))
            .collect();
        let group = stacks.resource(
            site,
            "",
            "AWS::AutoScaling::AutoScalingGroup",
            map! {
                "MinSize" => min.to_string(),
                "DesiredCapacity" => desired.to_string(),
                "MaxSize" => max.to_string(),
                "VPCZoneIdentifier" => site.subnet_ids(),
                "LaunchTemplate" => map! {
                    "LaunchTemplateId" => site.reference("launch-template"),
                    "Version" => site.get("launch-template", "LatestVersionNumber"),
                },
                "TargetGroupARNs" => if targets.is_empty() { Value::Null } else { targets.into() },
                // Not ELB: until the application listens on its node port, that would replace every node again and again.
                "HealthCheckType" => "EC2",
                "HealthCheckGracePeriod" => 300,
                "DefaultInstanceWarmup" => 180,
                "Tags" => group_tags(site, &cluster),
            },
        );
        group.depends_on.push(Dependency::Part(PartName::new(site.node(), "access")));
        group.update_policy = Some(map! {
            // The number of nodes that scaling has reached stays as it is.
            "AutoScalingScheduledAction" => map! { "IgnoreUnmodifiedGroupSizeProperties" => true },
            "AutoScalingRollingUpdate" => map! {
                "MaxBatchSize" => 1,
                "MinInstancesInService" => desired.min(max - 1).max(0),
                "PauseTime" => "PT5M",
                "SuspendProcesses" => vec![
                    "HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions",
                ],
            },
        });
        if site.text(&SCALING) == "cpu" {
            stacks.resource(site, "scaling", "AWS::AutoScaling::ScalingPolicy", map! {
                "AutoScalingGroupName" => site.reference(""),
                "PolicyType" => "TargetTrackingScaling",
                "TargetTrackingConfiguration" => map! {
                    "PredefinedMetricSpecification" => map! { "PredefinedMetricType" => "ASGAverageCPUUtilization" },
                    "TargetValue" => site.integer(&CPU_TARGET),
                },
            });
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        cluster_nodes::price(site, None, ledger);
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

/// The newest image for the cluster's version, resolved by CloudFormation at each deployment.
fn image(site: &Site<'_>, cluster: &Site<'_>, stacks: &mut Stacks<'_>) -> Value {
    let version = cluster.text(&eks_cluster::VERSION);
    let arm = machines::arm(site.text(&INSTANCE_TYPE));
    let parameter = Parameter {
        type_: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>".into(),
        description: Some(format!("Newest Amazon Linux 2023 image for nodes of Kubernetes {version}")),
        default: Some(kubernetes::node_image_parameter(version, arm).into()),
        ..Parameter::default()
    };
    let name = format!("NodeImage{}{}", version.replace('.', ""), if arm { "Arm64" } else { "" });
    stacks.parameter(Stack::Compute, site, &name, parameter)
}

/// The configuration nodeadm reads on Amazon Linux 2023 to join the cluster.
/// Source: nodeadm, `NodeConfig` of node.eks.aws/v1alpha1.
fn user_data(cluster: &Site<'_>) -> Value {
    let text = format!(
        "MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"BOUNDARY\"\n\
         \n\
         --BOUNDARY\n\
         Content-Type: application/node.eks.aws\n\
         \n\
         ---\n\
         apiVersion: node.eks.aws/v1alpha1\n\
         kind: NodeConfig\n\
         spec:\n\
         \x20 cluster:\n\
         \x20   name: ${{Cluster}}\n\
         \x20   apiServerEndpoint: ${{Endpoint}}\n\
         \x20   certificateAuthority: ${{CertificateAuthority}}\n\
         \x20   cidr: {}\n\
         \n\
         --BOUNDARY--\n",
        cluster.text(&eks_cluster::SERVICE_CIDR)
    );
    let variables = [
        ("Cluster", cluster.reference("")),
        ("Endpoint", cluster.get("", "Endpoint")),
        ("CertificateAuthority", cluster.get("", "CertificateAuthorityData")),
    ];
    Value::sub(text, variables)
}

/// Its tags, and those by which Kubernetes and the cluster autoscaler find the group.
fn group_tags(site: &Site<'_>, cluster: &Site<'_>) -> Value {
    let name = cluster.physical_name();
    let tag =
        |key: String, value: Value| map! { "Key" => key, "Value" => value, "PropagateAtLaunch" => true };
    let own = match site.tags() {
        Value::List(tags) => tags,
        _ => Vec::new(),
    };
    let mut tags: Vec<Value> = own
        .into_iter()
        .filter_map(|own| {
            let own = own.as_map()?;
            Some(tag(own.get("Key")?.as_str()?.to_owned(), own.get("Value")?.clone()))
        })
        .collect();
    tags.push(tag(format!("kubernetes.io/cluster/{name}"), "owned".into()));
    if site.text(&SCALING) == "cluster-autoscaler" {
        tags.push(tag("k8s.io/cluster-autoscaler/enabled".to_owned(), "true".into()));
        tags.push(tag(format!("k8s.io/cluster-autoscaler/{name}"), "owned".into()));
    }
    tags.into()
}
