//! Amazon CloudWatch Logs log group.

use crate::value::map;
use architecture::{Access, Blocker, Grant, StatementResource};
use cloudformation::Value;
use design::{ConnectionKind, Connects, Follows, Kind, Property, UsageField, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{cloudfront_distribution, kms_key, vpc, waf_web_acl},
    log_retention,
};

pub struct CloudwatchLogGroup;

pub const KIND: &str = "cloudwatch_log_group";

pub const DAYS: Property = Property::integer("retention_days", 1, 3653, 90)
    .unit("days")
    .label("Retention", "Retención")
    .help(
        "Days events are kept; rounded up to what CloudWatch Logs accepts.",
        "Días que se conservan, redondeados a lo que acepta CloudWatch Logs.",
    )
    .source(
        "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html",
    );
pub const CLASS: Property = Property::choice("log_class", &["STANDARD", "INFREQUENT_ACCESS"], "STANDARD")
    .label("Log class", "Clase de registro")
    .help(
        "Infrequent access is cheaper to write and lacks metric filters, live tail and subscriptions.",
        "El acceso infrecuente cuesta menos y no tiene filtros de métricas ni suscripciones.",
    )
    .source("https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html");
pub const DELETION_PROTECTION: Property = Property::flag("deletion_protection", false)
    .label("Deletion protection", "Protección contra borrado")
    .help("AWS refuses to delete it.", "AWS rechaza borrarlo.")
    .source("https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("CloudWatch log group", "Grupo de registros de CloudWatch"),
        parents: &[],
        contained: false,
        properties: &[&DAYS, &CLASS, &DELETION_PROTECTION],
        connects: &[Connects { kind: ConnectionKind::Attached, to: &[kms_key::KIND] }],
        usage: &[UsageField {
            name: "gib_per_month",
            unit: "GiB",
            help: Words::new("Log events written to it a month.", "Eventos escritos al mes."),
            assumed: ["1", "5", "20"],
            follows: Follows::Requests("0.0000005"),
        }],
        interface: false,
        role: false,
    },
    category: Category::ManagementGovernance,
    icon: "cloudwatch-logs",
    drawio: "mxgraph.aws4.cloudwatch_logs",
    stack: Stack::Network,
    lane: Lane::Regional(10),
    stateful: true,
};

impl Service for CloudwatchLogGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn grants(&self, site: &Site<'_>, access: Access) -> Vec<Grant> {
        let mut actions = Vec::new();
        if access.writes() {
            actions.extend(["logs:CreateLogStream", "logs:PutLogEvents"]);
        }
        if access.reads() {
            actions.extend(["logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartQuery"]);
        }
        if access == Access::Admin {
            actions.extend(["logs:DeleteLogStream", "logs:PutRetentionPolicy"]);
        }
        actions.push("logs:DescribeLogStreams");
        // The attribute `Arn` of a log group ends with `:*`, which covers its streams.
        let group = StatementResource::Arn { node: site.id.clone(), part: String::new(), suffix: "" };
        vec![Grant { actions, resources: vec![group] }]
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let edge = writers(site).filter(from_edge).count();
        if edge > 0 && edge < writers(site).count() {
            found.push(site.blocker(
                "log-group-regions",
                None,
                format!(
                    "“{}” is written from the edge (us-east-1) and from {}: draw two groups.",
                    site.name, site.region
                ),
            ));
        }
        if let Some(key) = site.attached(kms_key::KIND).filter(|key| key.built_in() != site.built_in()) {
            found.push(site.blocker(
                "key-region",
                None,
                format!(
                    "“{}” lies in {} and its key “{}” in {}: CloudWatch Logs takes keys of its own region.",
                    site.name,
                    site.built_in(),
                    key.name,
                    key.built_in()
                ),
            ));
        }
        found
    }

    /// First of all, so that everything can log to it; at the edge if the edge writes it.
    fn stack(&self, site: &Site<'_>) -> Stack {
        if writers(site).any(|writer| from_edge(&writer)) { Stack::Edge } else { Stack::Network }
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        // AWS WAF writes only to groups whose name begins so.
        let name = writers(site)
            .any(|writer| writer.is(waf_web_acl::KIND))
            .then(|| format!("{}{}", waf_web_acl::LOG_PREFIX, site.physical_name()));
        stacks.resource(
            site,
            "",
            "AWS::Logs::LogGroup",
            map! {
                "LogGroupName" => name.map_or(Value::Null, Value::from),
                "LogGroupClass" => site.text(&CLASS),
                "RetentionInDays" => log_retention::at_least(site.integer(&DAYS)),
                "KmsKeyId" => site.attached(kms_key::KIND).map_or(Value::Null, |key| key.get("", "Arn")),
                "DeletionProtectionEnabled" => if site.flag(&DELETION_PROTECTION) { true.into() } else { Value::Null },
                "Tags" => site.tags(),
            },
        );
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        let (node, service) = (site.node(), "Amazon CloudWatch");
        let volume = site.volume("gib_per_month", ledger);
        let vended = |writer: Site<'_>| {
            [cloudfront_distribution::KIND, vpc::KIND, waf_web_acl::KIND].contains(&writer.kind.name)
        };
        if writers(site).next().is_some() && writers(site).all(vended) {
            ledger.free(
                node,
                "",
                service,
                "Log ingestion",
                "Delivery is charged to the services that write it.",
            );
        } else {
            let slug = match site.text(&CLASS) {
                "STANDARD" => "cloudwatch/logs/ingested",
                _ => "cloudwatch/logs/ingested-infrequent",
            };
            ledger.charge(node, "", service, "Log ingestion", slug, volume);
        }
        log_retention::charge_storage(site, "", volume, site.integer(&DAYS), ledger);
    }

    fn prices(&self) -> &'static [&'static str] {
        &["cloudwatch/logs/ingested", "cloudwatch/logs/ingested-infrequent", "cloudwatch/logs/storage"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        format!("{} days", log_retention::at_least(site.integer(&DAYS)))
    }
}

fn writers<'a>(site: &Site<'a>) -> impl Iterator<Item = Site<'a>> {
    site.from(ConnectionKind::Logs).map(|(_, writer)| writer)
}

/// Whether what writes is at the edge and so logs in us-east-1.
fn from_edge(writer: &Site<'_>) -> bool {
    writer.is(cloudfront_distribution::KIND) || writer.is(waf_web_acl::KIND) && waf_web_acl::at_edge(writer)
}
