//! Amazon VPC: the network, its zones, DNS and flow log.

use crate::value::map;
use architecture::{Cidr, Derived, Part, PartData, address};
use cloudformation::{Dependency, PartName, Value};
use design::{ConnectionKind, Connects, Follows, Kind, Property, TextForm, UsageField, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, arn, kinds::s3_bucket, log_retention};

pub struct Vpc;

pub const KIND: &str = "vpc";

pub const CIDR: Property = Property::text("cidr", TextForm::Cidr, "10.0.0.0/16")
    .label("CIDR block", "Bloque CIDR")
    .help(
        "Addresses of the network; /16 to /20, and not used by networks it is joined with.",
        "Direcciones de la red; de /16 a /20, sin solaparse con redes conectadas.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html");
pub const ZONES: Property = Property::integer("zones", 1, 4, 2)
    .label("Zones", "Zonas")
    .help("Availability zones the tiers span.", "Zonas de disponibilidad que abarcan las capas.")
    .source("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html");
pub const FLOW_LOG: Property = Property::choice("flow_log", &["off", "rejected", "all"], "all")
    .label("Flow log", "Registro de flujo")
    .help("Which packets are logged to CloudWatch Logs.", "Qué paquetes se registran en CloudWatch Logs.")
    .source("https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html");
pub const FLOW_LOG_DAYS: Property = Property::integer("flow_log_retention_days", 1, 3653, 90)
    .unit("days")
    .label("Flow log kept", "Retención del registro")
    .help("Days the flow log is kept.", "Días que se conserva el registro de flujo.")
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    );

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("VPC", "VPC"),
        parents: &[],
        contained: false,
        properties: &[&CIDR, &ZONES, &FLOW_LOG, &FLOW_LOG_DAYS],
        connects: &[Connects { kind: ConnectionKind::Logs, to: &["cloudwatch_log_group", "s3_bucket"] }],
        usage: &[UsageField {
            name: "flow_log_gib_per_month",
            unit: "GiB",
            help: Words::new("Flow log records written a month.", "Registros de flujo escritos al mes."),
            assumed: ["1", "5", "20"],
            follows: Follows::Requests("0.0000005"),
        }],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "vpc",
    drawio: "mxgraph.aws4.group_vpc",
    stack: Stack::Network,
    lane: Lane::Frame,
    stateful: false,
};

impl Service for Vpc {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let zones = (1..=site.integer(&ZONES).clamp(1, i64::from(address::MAX_ZONES)) as u8).collect();
        let mut parts = vec![Part::new("default-security-group", PartData::Plain)];
        if site.text(&FLOW_LOG) != "off" {
            parts.push(Part::new("flow-log", PartData::Plain));
        }
        Derived { zones, parts, blockers: Vec::new() }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<architecture::Blocker> {
        let known = site.architecture.zones.len();
        let mut found = Vec::new();
        if site.zones.len() > known {
            found.push(site.blocker(
                "zone-names-missing",
                Some(ZONES.name),
                format!("“{}” spans {} zones, but the environment pins {known} zone names; pin one for each zone.", site.name, site.zones.len()),
            ));
        }
        if !cidr(site).is_some_and(|cidr| (16..=20).contains(&cidr.prefix())) {
            found.push(site.blocker(
                "vpc-size",
                Some(CIDR.name),
                format!("“{}” must be a block between /16 and /20; AWS takes no larger one, and tiers need the room.", site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        stacks.resource(
            site,
            "",
            "AWS::EC2::VPC",
            map! {
                "CidrBlock" => site.text(&CIDR),
                "EnableDnsHostnames" => true,
                "EnableDnsSupport" => true,
                "Tags" => site.tags(),
            },
        );
        if site.text(&FLOW_LOG) == "off" {
            return;
        }
        let drawn = site.to(ConnectionKind::Logs).map(|(_, to)| to).next();
        let mut properties = map! {
            "ResourceType" => "VPC",
            "ResourceId" => site.reference(""),
            "TrafficType" => if site.text(&FLOW_LOG) == "all" { "ALL" } else { "REJECT" },
            "Tags" => site.tags(),
        };
        let destination = match drawn.filter(|drawn| drawn.is(s3_bucket::KIND)) {
            Some(bucket) => map! { "LogDestinationType" => "s3", "LogDestination" => bucket.get("", "Arn") },
            None => log_group(site, drawn, stacks),
        };
        if let (Value::Map(properties), Value::Map(destination)) = (&mut properties, destination) {
            properties.extend(destination);
        }
        let flow_log = stacks.resource(site, "flow-log", "AWS::EC2::FlowLog", properties);
        // AWS tries the bucket when the flow log is made: what admits it comes first.
        if let Some(bucket) = drawn.filter(|drawn| drawn.is(s3_bucket::KIND) && Stacks::together(site, drawn))
        {
            flow_log.depends_on.push(Dependency::Part(PartName::new(bucket.node(), "policy")));
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            "",
            "Amazon VPC",
            "VPC, subnets, route tables",
            "AWS does not charge for them.",
        );
        if site.text(&FLOW_LOG) != "off" {
            let volume = site.volume("flow_log_gib_per_month", ledger);
            let to_bucket = site.to(ConnectionKind::Logs).any(|(_, to)| to.is(s3_bucket::KIND));
            ledger.charge(
                site.node(),
                "flow-log",
                "Amazon CloudWatch",
                "Flow log delivery",
                if to_bucket { "cloudwatch/logs/vended-s3" } else { "cloudwatch/logs/vended" },
                volume,
            );
            if site.to(ConnectionKind::Logs).next().is_none() {
                let days = site.integer(&FLOW_LOG_DAYS);
                log_retention::charge_storage(site, "flow-log-group", volume, days, ledger);
            }
        }
    }

    fn prices(&self) -> &'static [&'static str] {
        &["cloudwatch/logs/storage", "cloudwatch/logs/vended", "cloudwatch/logs/vended-s3"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        site.text(&CIDR).to_owned()
    }
}

/// The VPC's block; `None` only for a document that was not checked.
pub fn cidr(site: &Site<'_>) -> Option<Cidr> {
    Cidr::parse(site.text(&CIDR))
}

/// The log group the flow log is written to, drawn or its own, and the role that writes it.
fn log_group(site: &Site<'_>, drawn: Option<Site<'_>>, stacks: &mut Stacks<'_>) -> Value {
    if drawn.is_none() {
        stacks.resource(
            site,
            "flow-log-group",
            "AWS::Logs::LogGroup",
            map! {
                "RetentionInDays" => log_retention::at_least(site.integer(&FLOW_LOG_DAYS)),
                "Tags" => site.tags(),
            },
        );
    }
    let (name, arn) = match drawn {
        Some(group) => (group.reference(""), group.get("", "Arn")),
        None => (site.reference("flow-log-group"), site.get("flow-log-group", "Arn")),
    };
    stacks.resource(
        site,
        "flow-log-role",
        "AWS::IAM::Role",
        map! {
            "AssumeRolePolicyDocument" => arn::trust("vpc-flow-logs.amazonaws.com"),
            "Policies" => vec![map! {
                "PolicyName" => "write-flow-log",
                "PolicyDocument" => arn::policy(vec![map! {
                    "Effect" => "Allow",
                    "Action" => vec!["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                    "Resource" => arn,
                }]),
            }],
            "Tags" => site.tags(),
        },
    );
    map! {
        "LogDestinationType" => "cloud-watch-logs",
        "LogGroupName" => name,
        "DeliverLogsPermissionArn" => site.get("flow-log-role", "Arn"),
    }
}
