//! AWS CodeDeploy application and deployment group for EC2: gradual, in place, behind the load balancer, and rolled
//! back by alarms. Clusters of EKS are served by the pipeline's own action, never by CodeDeploy.

use crate::value::map;
use architecture::{Blocker, ROLE, Statement, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Kind, Property, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, arn, artifacts, delivery, iam};

pub struct CodedeployGroup;

pub const KIND: &str = "codedeploy_group";

/// Longest name of an application or deployment group. Source: CodeDeploy quotas.
const MAX_NAME: usize = 100;
/// Alarms of a deployment group. Source: CodeDeploy quotas.
const MAX_ALARMS: usize = 10;

pub const ROLLOUT: Property = Property::choice(
    "rollout",
    &["one-at-a-time", "half-at-a-time", "all-at-once", "percentage"],
    "one-at-a-time",
)
.label("Rollout", "Despliegue gradual")
.help(
    "How many instances are updated at once; percentage keeps a stated share healthy.",
    "Cuántas instancias se actualizan a la vez; percentage mantiene sana la parte indicada.",
)
.source("https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html");
pub const MIN_HEALTHY: Property = Property::integer("minimum_healthy_percent", 1, 99, 75)
    .unit("%")
    .label("Kept healthy", "Parte sana")
    .help(
        "Share of instances that stays in service during a percentage rollout.",
        "Parte de las instancias que sigue en servicio durante un despliegue percentage.",
    )
    .source("https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html");
pub const TRAFFIC_CONTROL: Property = Property::flag("traffic_control", true)
    .label("Traffic control", "Control de tráfico")
    .help(
        "Takes an instance out of the load balancer's target groups while it is updated.",
        "Saca cada instancia de los grupos de destino del balanceador mientras se actualiza.",
    )
    .source("https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-elastic-load-balancing.html");
pub const ROLLBACK: Property = Property::flag("automatic_rollback", true)
    .label("Automatic rollback", "Reversión automática")
    .help(
        "Redeploys the last good revision when a deployment fails or an attached alarm fires.",
        "Vuelve a la última revisión buena si el despliegue falla o suena una alarma asociada.",
    )
    .source("https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html");
pub const TERMINATION_HOOK: Property = Property::flag("termination_hook", true)
    .label("Termination hook", "Gancho de término")
    .help(
        "Runs the application's stop scripts before scaling in ends an instance.",
        "Ejecuta los scripts de parada antes de que el escalado termine una instancia.",
    )
    .source("https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CodeDeploy group", "Grupo de CodeDeploy"),
        parents: &[],
        contained: false,
        properties: &[&ROLLOUT, &MIN_HEALTHY, &TRAFFIC_CONTROL, &ROLLBACK, &TERMINATION_HOOK],
        connects: &[
            Connects { kind: ConnectionKind::Attached, to: &["cloudwatch_alarm"] },
            Connects { kind: ConnectionKind::Delivery, to: &["auto_scaling_group"] },
            Connects { kind: ConnectionKind::Event, to: &["sns_topic"] },
        ],
        usage: &[],
        interface: false,
        role: true,
    },
    category: Category::DeveloperTools,
    icon: "codedeploy",
    drawio: "mxgraph.aws4.codedeploy",
    stack: Stack::Delivery,
    lane: Lane::Delivery(50),
    stateful: false,
};

/// Anything of EC2 in the region; images and their snapshots name another account or none.
const ANY_EC2_HERE: &str = "arn:${AWS::Partition}:ec2:${AWS::Region}:*:*/*";

impl Service for CodedeployGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn principal(&self, _site: &Site<'_>) -> Option<(&'static str, Vec<&'static str>)> {
        Some(("codedeploy.amazonaws.com", vec!["service-role/AWSCodeDeployRole"]))
    }

    /// Groups with a launch template ask for these beyond the managed policy.
    /// Source: CodeDeploy user guide, “Create a service role for CodeDeploy”.
    fn own_statements(&self, site: &Site<'_>) -> Vec<Statement> {
        let roles: Vec<StatementResource> = groups(site)
            .iter()
            .map(|group| StatementResource::Arn { node: group.id.clone(), part: ROLE.into(), suffix: "" })
            .collect();
        if roles.is_empty() {
            return Vec::new();
        }
        let statement = |actions, resources| Statement { target: site.ix, actions, resources, edge: None };
        vec![
            statement(vec!["iam:PassRole"], roles),
            statement(
                vec!["ec2:CreateTags", "ec2:RunInstances"],
                vec![StatementResource::Pattern(ANY_EC2_HERE)],
            ),
        ]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        if groups(site).is_empty() {
            found.push(site.blocker(
                "delivers-to-nothing",
                None,
                format!("“{}” delivers to no Auto Scaling group here; connect it to one with a delivery connection.", site.name),
            ));
        }
        if site.physical_name().len() > MAX_NAME {
            found.push(site.blocker(
                "name-too-long",
                None,
                format!(
                    "“{}” is longer than the {MAX_NAME} characters CodeDeploy allows; shorten an id.",
                    site.physical_name()
                ),
            ));
        }
        if alarms(site).len() > MAX_ALARMS {
            found.push(site.blocker(
                "too-many-alarms",
                None,
                format!(
                    "“{}” has {} alarms; CodeDeploy watches at most {MAX_ALARMS}.",
                    site.name,
                    alarms(site).len()
                ),
            ));
        }
        if let Some(pipeline) =
            delivery::pipelines(site).iter().find(|pipeline| pipeline.region != site.region)
        {
            found.push(site.blocker(
                "pipeline-in-another-region",
                None,
                format!("“{}” gets its revisions from “{}” in {}, but is in {}; CodeDeploy reads revisions of its own region only.", site.name, pipeline.name, pipeline.region, site.region),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        iam::role(site, stacks);
        // A pipeline in another account names both, so their names are computed.
        let name = site.physical_name();
        stacks.resource(
            site,
            "application",
            "AWS::CodeDeploy::Application",
            map! { "ApplicationName" => name.as_str(), "ComputePlatform" => "Server", "Tags" => site.tags() },
        );
        let rollout = match site.text(&ROLLOUT) {
            "percentage" => {
                stacks.resource(
                    site,
                    "rollout",
                    "AWS::CodeDeploy::DeploymentConfig",
                    map! {
                        "ComputePlatform" => "Server",
                        "MinimumHealthyHosts" => map! { "Type" => "FLEET_PERCENT", "Value" => site.integer(&MIN_HEALTHY) },
                    },
                );
                site.reference("rollout")
            }
            "half-at-a-time" => "CodeDeployDefault.HalfAtATime".into(),
            "all-at-once" => "CodeDeployDefault.AllAtOnce".into(),
            _ => "CodeDeployDefault.OneAtATime".into(),
        };
        let alarms: Vec<Value> =
            alarms(site).iter().map(|alarm| map! { "Name" => alarm.reference("") }).collect();
        let rollback = site.flag(&ROLLBACK).then(|| {
            let alarm = (!alarms.is_empty()).then_some("DEPLOYMENT_STOP_ON_ALARM");
            let events: Vec<Value> =
                ["DEPLOYMENT_FAILURE"].into_iter().chain(alarm).map(Value::from).collect();
            map! { "Enabled" => true, "Events" => events }
        });
        let watch = map! { "Enabled" => true, "IgnorePollAlarmFailure" => false, "Alarms" => alarms.clone() };
        let targets = target_groups(site);
        let controlled = site.flag(&TRAFFIC_CONTROL) && !targets.is_empty();
        let option = if controlled { "WITH_TRAFFIC_CONTROL" } else { "WITHOUT_TRAFFIC_CONTROL" };
        let names: Vec<Value> = groups(site).iter().map(|group| group.reference("")).collect();
        let triggers: Vec<Value> = site
            .to(ConnectionKind::Event)
            .map(|(edge, topic)| {
                map! {
                    "TriggerName" => edge.id.as_str(),
                    "TriggerTargetArn" => topic.reference(""),
                    "TriggerEvents" => vec!["DeploymentSuccess", "DeploymentFailure", "DeploymentStop", "DeploymentRollback"],
                }
            })
            .collect();
        stacks.resource(
            site,
            "",
            "AWS::CodeDeploy::DeploymentGroup",
            map! {
                "ApplicationName" => site.reference("application"),
                "DeploymentGroupName" => name.as_str(),
                "ServiceRoleArn" => site.get(ROLE, "Arn"),
                "DeploymentConfigName" => rollout,
                "DeploymentStyle" => map! { "DeploymentType" => "IN_PLACE", "DeploymentOption" => option },
                "LoadBalancerInfo" => if controlled { map! { "TargetGroupInfoList" => targets } } else { Value::Null },
                "AutoScalingGroups" => names,
                "TerminationHookEnabled" => site.flag(&TERMINATION_HOOK),
                "OutdatedInstancesStrategy" => "UPDATE",
                "AutoRollbackConfiguration" => rollback.unwrap_or_default(),
                "AlarmConfiguration" => if alarms.is_empty() { Value::Null } else { watch },
                "TriggerConfigurations" => if triggers.is_empty() { Value::Null } else { triggers.into() },
                "Tags" => site.tags(),
            },
        );
        delivery::deploy_role(site, deploy_statements(site), stacks);
        write_revisions_policy(site, stacks);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            "",
            "AWS CodeDeploy",
            "Deployments to EC2",
            "AWS charges only for updates of servers outside AWS.",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        match site.text(&ROLLOUT) {
            "percentage" => format!("in place · {} % healthy", site.integer(&MIN_HEALTHY)),
            words => format!("in place · {}", words.replace('-', " ")),
        }
    }
}

/// The Auto Scaling groups it delivers to.
fn groups<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let to = site.to(ConnectionKind::Delivery).map(|(_, to)| to);
    to.filter(|to| to.here() && to.is("auto_scaling_group")).collect()
}

/// The alarms that stop a deployment.
fn alarms<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    site.all_attached("cloudwatch_alarm").filter(|alarm| alarm.here()).collect()
}

/// The target groups its instances stand in.
fn target_groups(site: &Site<'_>) -> Vec<Value> {
    let mut found = Vec::new();
    for group in groups(site) {
        for (edge, balancer) in group.from(ConnectionKind::Target).filter(|(_, from)| from.is("alb")) {
            let name = balancer.get(&format!("target-group/{}", edge.id), "TargetGroupName");
            found.push(map! { "Name" => name });
        }
    }
    found
}

/// What CodePipeline's CodeDeploy action does with the role it assumes here.
/// Source: CodePipeline user guide, “CodeDeploy deploy action reference”.
fn deploy_statements(site: &Site<'_>) -> Vec<Value> {
    let name = site.physical_name();
    let mut statements = vec![
        map! {
            "Effect" => "Allow",
            "Action" => vec!["codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
            "Resource" => arn::local("codedeploy", &format!("application:{name}")),
        },
        map! {
            "Effect" => "Allow",
            "Action" => vec!["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
            "Resource" => arn::local("codedeploy", &format!("deploymentgroup:{name}/{name}")),
        },
        map! {
            "Effect" => "Allow",
            "Action" => "codedeploy:GetDeploymentConfig",
            "Resource" => arn::local("codedeploy", "deploymentconfig:*"),
        },
    ];
    statements.extend(reading(site));
    statements
}

/// Reading the artifacts of the pipelines that deliver to it.
fn reading(site: &Site<'_>) -> Vec<Value> {
    let pipelines = delivery::pipelines(site);
    let each = |part: &str, suffix: &str| -> Vec<Value> {
        pipelines.iter().map(|pipeline| arn::suffixed(pipeline.get(part, "Arn"), suffix)).collect()
    };
    vec![
        map! {
            "Effect" => "Allow",
            "Action" => vec!["s3:GetObject", "s3:GetObjectVersion"],
            "Resource" => arn::one_or_many(each(artifacts::BUCKET, "/*")),
        },
        map! {
            "Effect" => "Allow",
            "Action" => vec!["kms:Decrypt", "kms:DescribeKey"],
            "Resource" => arn::one_or_many(each(artifacts::KEY, "")),
        },
    ]
}

/// The agent on the instances fetches revisions with their own role, which an earlier stack makes.
fn write_revisions_policy(site: &Site<'_>, stacks: &mut Stacks<'_>) {
    if delivery::pipelines(site).is_empty() {
        return;
    }
    for group in groups(site) {
        let part = format!("revisions-policy/{}", group.node());
        stacks.resource(
            site,
            &part,
            "AWS::IAM::RolePolicy",
            map! {
                "PolicyName" => "fetch-revisions",
                "RoleName" => group.reference(ROLE),
                "PolicyDocument" => arn::policy(reading(site)),
            },
        );
    }
}
