//! Amazon EC2 Auto Scaling group with its launch template.
//!
//! Delivered by a CodeDeploy group, its instances install NGINX and the CodeDeploy agent when they start.

use crate::value::map;
use architecture::{Blocker, GroupRule};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::Ledger;

use crate::{
    About, Category, Counted, Lane, Service, Site, Stack, Stacks,
    capacity::{self, INSTANCES, REQUESTS_EACH, Sizes},
    iam,
    kinds::{
        alb,
        ec2_instance::{
            self, DETAILED_MONITORING, HOURS, IMAGE, INSTANCE_TYPE, PORT, ROOT_GIB, SENT, SESSION_MANAGER,
            USER_DATA,
        },
        kms_key, subnet,
    },
    machines::{self, Machines, SURPLUS},
    transfer,
};

pub struct AutoScalingGroup;

pub const KIND: &str = "auto_scaling_group";

pub const MIN: Property = Property::integer("min_size", 0, 500, 2)
    .unit("instances")
    .label("Minimum", "Mínimo")
    .help("Instances it never goes below.", "Instancias que siempre conserva.")
    .source(CAPACITY);
pub const DESIRED: Property = Property::optional_integer("desired_size", 0, 500)
    .unit("instances")
    .label("Desired", "Deseado")
    .help(
        "Instances it starts with; the minimum when left out.",
        "Instancias con que comienza; el mínimo si se omite.",
    )
    .source(CAPACITY);
pub const MAX: Property = Property::integer("max_size", 1, 500, 4)
    .unit("instances")
    .label("Maximum", "Máximo")
    .help("Instances it never goes above.", "Instancias que nunca supera.")
    .source(CAPACITY);
pub const TARGET_CPU: Property = Property::integer("target_cpu_percent", 10, 90, 60)
    .unit("%")
    .label("CPU target", "CPU objetivo")
    .help("Average CPU that scaling aims at.", "CPU promedio que busca el escalado.")
    .source("https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html");
pub const GRACE: Property = Property::integer("health_grace_seconds", 0, 7200, 300)
    .unit("seconds")
    .label("Health grace period", "Gracia de salud")
    .help(
        "Time a new instance has before its health counts.",
        "Tiempo antes de evaluar la salud de una instancia nueva.",
    )
    .source("https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html");

const CAPACITY: &str = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html";

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Auto Scaling group", "Grupo de Auto Scaling"),
        parents: &[subnet::KIND],
        contained: true,
        properties: &[
            &INSTANCE_TYPE,
            &MIN,
            &DESIRED,
            &MAX,
            &TARGET_CPU,
            &GRACE,
            &IMAGE,
            &ROOT_GIB,
            &SESSION_MANAGER,
            &DETAILED_MONITORING,
            &PORT,
            &USER_DATA,
        ],
        connects: &[
            Connects { kind: ConnectionKind::Traffic, to: &[] },
            Connects { kind: ConnectionKind::Uses, to: &[] },
            Connects { kind: ConnectionKind::Logs, to: &["cloudwatch_log_group", "s3_bucket"] },
            Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] },
        ],
        usage: &[HOURS, INSTANCES, REQUESTS_EACH, SENT, SURPLUS],
        interface: true,
        role: true,
    },
    category: Category::Compute,
    icon: "auto-scaling-group",
    drawio: "mxgraph.aws4.auto_scaling2",
    stack: Stack::Compute,
    lane: Lane::Spanning,
    stateful: false,
};

impl Service for AutoScalingGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn port(&self, site: &Site<'_>, kind: ConnectionKind) -> Option<u16> {
        let stated = site.optional_integer(&PORT).and_then(|port| u16::try_from(port).ok());
        stated.or((kind == ConnectionKind::Target || served_by_codedeploy(site)).then_some(80))
    }

    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        (Vec::new(), machines::https_out(site))
    }

    fn principal(&self, site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        let managed = site.flag(&SESSION_MANAGER).then_some("AmazonSSMManagedInstanceCore");
        Some(("ec2.amazonaws.com", managed.into_iter().collect()))
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found: Vec<Blocker> = ec2_instance::bad_image(site).into_iter().collect();
        let (min, max) = (site.integer(&MIN), site.integer(&MAX));
        let desired = site.optional_integer(&DESIRED).unwrap_or(min);
        if min > max || !(min..=max).contains(&desired) {
            found.push(site.blocker(
                "sizes-out-of-order",
                Some(MAX.name),
                format!(
                    "“{}” wants {desired} instances, between {min} and {max}: minimum ≤ desired ≤ maximum.",
                    site.name
                ),
            ));
        }
        if served_by_codedeploy(site)
            && site.optional_text(&IMAGE).is_some()
            && site.optional_text(&USER_DATA).is_none()
        {
            found.push(site.blocker(
                "agent-for-unknown-image",
                Some(USER_DATA.name),
                format!(
                    "“{}” names its own image: state the user data that installs the CodeDeploy agent there.",
                    site.name
                ),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        iam::role(site, stacks);
        iam::instance_profile(site, stacks);
        let instance_type = site.text(&INSTANCE_TYPE);
        let image = machines::image(Stack::Compute, site, instance_type, site.optional_text(&IMAGE), stacks);
        let launch = map! {
            "ImageId" => image,
            "InstanceType" => instance_type,
            "IamInstanceProfile" => map! { "Arn" => site.get("instance-profile", "Arn") },
            "NetworkInterfaces" => vec![map! {
                "AssociatePublicIpAddress" => public(site),
                "DeleteOnTermination" => true,
                "DeviceIndex" => 0,
                "Groups" => site.security_groups(),
            }],
            "BlockDeviceMappings" => vec![machines::root_volume(site, site.integer(&ROOT_GIB))],
            "EbsOptimized" => true,
            "MetadataOptions" => machines::metadata_options(),
            "Monitoring" => map! { "Enabled" => site.flag(&DETAILED_MONITORING) },
            "UserData" => user_data(site).map_or(Value::Null, machines::base64),
            "TagSpecifications" => ["instance", "volume"]
                .map(|type_| map! { "ResourceType" => type_, "Tags" => site.tags() })
                .to_vec(),
        };
        stacks.resource(
            site,
            "launch-template",
            "AWS::EC2::LaunchTemplate",
            map! {
                "LaunchTemplateData" => without_nulls(launch),
                "TagSpecifications" => vec![map! { "ResourceType" => "launch-template", "Tags" => site.tags() }],
            },
        );
        let (min, max) = (site.integer(&MIN), site.integer(&MAX));
        let desired = site.optional_integer(&DESIRED);
        let targets = alb::target_groups_of(site);
        let tags: Vec<Value> = ["Name", "Environment", "Project"]
            .into_iter()
            .zip([
                site.physical_name(),
                site.environment().to_owned(),
                site.architecture.document.to_string(),
            ])
            .map(|(key, value)| map! { "Key" => key, "PropagateAtLaunch" => true, "Value" => value })
            .collect();
        let group = stacks.resource(
            site,
            "",
            "AWS::AutoScaling::AutoScalingGroup",
            map! {
                "MinSize" => min.to_string(),
                "MaxSize" => max.to_string(),
                "DesiredCapacity" => desired.map_or(Value::Null, |desired| desired.to_string().into()),
                "VPCZoneIdentifier" => site.subnet_ids(),
                "LaunchTemplate" => map! {
                    "LaunchTemplateId" => site.reference("launch-template"),
                    "Version" => site.get("launch-template", "LatestVersionNumber"),
                },
                "HealthCheckType" => if targets.is_empty() { "EC2" } else { "ELB" },
                "HealthCheckGracePeriod" => site.integer(&GRACE),
                "TargetGroupARNs" => if targets.is_empty() { Value::Null } else { targets.into() },
                "MetricsCollection" => vec![map! { "Granularity" => "1Minute" }],
                "Tags" => tags,
            },
        );
        // A new launch template replaces one instance after another; capacity set by scaling is left alone.
        let in_service = desired.unwrap_or(min).min(max - 1).max(0);
        group.update_policy = Some(map! {
            "AutoScalingRollingUpdate" => map! {
                "MaxBatchSize" => 1,
                "MinInstancesInService" => in_service,
                "PauseTime" => "PT5M",
                "SuspendProcesses" => vec!["HealthCheck", "ReplaceUnhealthy", "AZRebalance", "AlarmNotification", "ScheduledActions"],
            },
            "AutoScalingScheduledAction" => map! { "IgnoreUnmodifiedGroupSizeProperties" => true },
        });
        if min < max {
            stacks.resource(
                site,
                "cpu-tracking",
                "AWS::AutoScaling::ScalingPolicy",
                map! {
                    "AutoScalingGroupName" => site.reference(""),
                    "PolicyType" => "TargetTrackingScaling",
                    "EstimatedInstanceWarmup" => site.integer(&GRACE),
                    "TargetTrackingConfiguration" => map! {
                        "PredefinedMetricSpecification" => map! { "PredefinedMetricType" => "ASGAverageCPUUtilization" },
                        "TargetValue" => site.integer(&TARGET_CPU),
                    },
                },
            );
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (min, max) = (site.integer(&MIN), site.integer(&MAX));
        let desired = site.optional_integer(&DESIRED).unwrap_or(min);
        let count = capacity::count(site, Sizes { min, desired, max }, ledger);
        let hours = ec2_instance::hours(site, ledger);
        Machines {
            instance_type: site.text(&INSTANCE_TYPE),
            count,
            hours,
            root_gib: site.integer(&ROOT_GIB),
            detailed_monitoring: site.flag(&DETAILED_MONITORING),
        }
        .price(site, ledger);
        if public(site) {
            let addresses = count.times(hours);
            ledger.charge(site.node(), None, "Amazon VPC", "Public IPv4 addresses", "ipv4/hour", addresses);
            transfer::to_internet(site, SENT.name, ledger);
        }
        ledger.free(
            site.node(),
            None,
            "Amazon EC2 Auto Scaling",
            "Scaling and group metrics",
            "AWS charges the instances, not the group.",
        );
    }

    fn counted(&self, volume: &str) -> Counted {
        ec2_instance::counted(volume)
    }

    fn prices(&self) -> &'static [&'static str] {
        ec2_instance::Ec2Instance.prices()
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let (min, max) = (site.integer(&MIN), site.integer(&MAX));
        let sizes = if min == max { min.to_string() } else { format!("{min}–{max}") };
        format!("{} · {sizes}", site.text(&INSTANCE_TYPE))
    }
}

/// Whether CodeDeploy puts applications on it, and its user data must install the agent.
pub fn served_by_codedeploy(site: &Site<'_>) -> bool {
    site.from(ConnectionKind::Delivery).any(|(_, from)| from.is("codedeploy_group"))
}

/// Instances of a public tier need an address of their own to get out.
fn public(site: &Site<'_>) -> bool {
    site.tier().is_some_and(|tier| tier.text(&subnet::ACCESS) == "public")
}

/// The stated script, or what a group served by CodeDeploy needs.
fn user_data(site: &Site<'_>) -> Option<Value> {
    if let Some(stated) = site.optional_text(&USER_DATA) {
        return Some(stated.into());
    }
    served_by_codedeploy(site).then(|| Value::sub(NGINX_AND_CODEDEPLOY, []))
}

/// NGINX with a health page that answers before the first revision arrives, and the agent from the region's bucket.
///
/// Source: AWS CodeDeploy user guide, install the agent for Amazon Linux.
const NGINX_AND_CODEDEPLOY: &str = r#"#!/bin/bash
set -euo pipefail
dnf install -y nginx ruby
cat > /etc/nginx/default.d/health.conf <<'CONF'
location = /healthz {
    access_log off;
    default_type text/plain;
    return 200 "ok\n";
}
CONF
systemctl enable --now nginx
curl -fsSL --retry 5 -o /tmp/install-codedeploy https://aws-codedeploy-${AWS::Region}.s3.${AWS::Region}.amazonaws.com/latest/install
chmod +x /tmp/install-codedeploy
/tmp/install-codedeploy auto
systemctl enable --now codedeploy-agent
"#;

/// A launch template takes no `Null`; on the top level of a resource they are dropped by themselves.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(map.into_iter().filter(|(_, value)| *value != Value::Null).collect()),
        other => other,
    }
}
