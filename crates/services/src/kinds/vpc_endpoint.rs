//! VPC endpoint: a private way to an AWS service, through route tables (gateway) or network interfaces.

use crate::value::map;
use architecture::{Blocker, Derived, GroupRule, PartData, Source, Zones};
use cloudformation::Value;
use design::{ConnectionKind, Follows, Kind, Property, TextForm, UsageField, Words};
use pricing::{HOURS_PER_MONTH, Ledger};
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{cfn_resource, subnet, vpc},
    way_out,
};

pub struct VpcEndpoint;

pub const KIND: &str = "vpc_endpoint";

pub const SERVICE: Property = Property::text("service", TextForm::Any(255), "s3")
    .label("Service", "Servicio")
    .help(
        "Short name of an AWS service, e.g. ecr.dkr, ssm, logs, or a full endpoint service name.",
        "Nombre corto de un servicio de AWS, p. ej. ecr.dkr, ssm, logs, o el nombre completo.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html");
pub const PRIVATE_DNS: Property = Property::flag("private_dns", true)
    .label("Private DNS", "DNS privado")
    .help(
        "The service's usual name leads to the endpoint within the VPC (interface endpoints).",
        "El nombre habitual del servicio lleva al endpoint dentro de la VPC.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html");
pub const POLICY: Property = Property::any("policy")
    .label("Policy", "Política")
    .help(
        "Policy document that limits what passes; everything its callers may do when left out.",
        "Documento que limita lo que pasa; todo lo permitido a quien llama si se omite.",
    )
    .source("https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html");

/// Services that gateway endpoints lead to. Source: AWS PrivateLink guide, gateway endpoints.
const GATEWAY_SERVICES: &[&str] = &["dynamodb", "s3"];

const VOLUME: UsageField = UsageField {
    name: "gib_per_month",
    unit: "GiB",
    help: Words::new(
        "Data an interface endpoint passes a month; from the connections that use it where those state it.",
        "Datos que pasan por el endpoint al mes; de las conexiones que lo usan si lo indican.",
    ),
    assumed: ["1", "10", "100"],
    follows: Follows::Data("0.05"),
};

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("VPC endpoint", "Punto de enlace de la VPC"),
        parents: &[vpc::KIND, subnet::KIND],
        contained: true,
        properties: &[&SERVICE, &PRIVATE_DNS, &POLICY],
        connects: &[],
        usage: &[VOLUME],
        interface: true,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "vpc-endpoint",
    drawio: "mxgraph.aws4.endpoints",
    stack: Stack::Network,
    lane: Lane::RightBorder,
    stateful: false,
};

impl Service for VpcEndpoint {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let zones = if gateway(site) { Zones::new() } else { site.inherited_zones() };
        Derived { zones, ..Derived::default() }
    }

    fn interface(&self, site: &Site<'_>) -> bool {
        !gateway(site)
    }

    fn port(&self, _site: &Site<'_>, _kind: ConnectionKind) -> Option<u16> {
        Some(443)
    }

    fn addresses(&self, site: &Site<'_>) -> Vec<Source> {
        if gateway(site) && site.text(&SERVICE) == "s3" { vec![Source::S3] } else { Vec::new() }
    }

    /// HTTPS from every tier without a public address of its own.
    fn group_rules(&self, site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
        let Some(vpc) = site.vpc() else { return Default::default() };
        let private = vpc.children(subnet::KIND).filter(|tier| tier.text(&subnet::ACCESS) != "public");
        let ingress = private
            .flat_map(|tier| tier.element().subnets().map(|(_, cidr)| cidr).collect::<Vec<_>>())
            .map(|cidr| GroupRule {
                protocol: "tcp",
                from_port: 443,
                to_port: 443,
                peer: Source::Cidr(cidr),
                edge: None,
                reason: "private tier",
            })
            .collect();
        (ingress, Vec::new())
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let service = site.text(&SERVICE);
        if gateway(site) && !GATEWAY_SERVICES.contains(&service) {
            found.push(site.blocker(
                "no-gateway-endpoint",
                Some(SERVICE.name),
                format!("“{}” leads to {service}, which has no gateway endpoint; put it in a tier, where it becomes an interface endpoint.", site.name),
            ));
        }
        let Some(vpc) = site.vpc() else { return found };
        let twin = within(&vpc).into_iter().find(|other| {
            other.ix < site.ix
                && other.text(&SERVICE) == service
                && gateway(other) == gateway(site)
                && (gateway(site) || (names_itself(other) && names_itself(site)))
        });
        if let Some(twin) = twin {
            found.push(site.blocker(
                "second-endpoint",
                Some(SERVICE.name),
                format!(
                    "“{}” and “{}” both lead to {service}: a VPC takes one; remove one of them.",
                    twin.name, site.name
                ),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let Some(vpc) = site.vpc() else { return };
        let gateway = gateway(site);
        let tables = || -> Vec<Value> {
            let tiers: Vec<Site<'_>> = vpc.children(subnet::KIND).collect();
            tiers
                .iter()
                .flat_map(|tier| {
                    let tables = tier.element().parts.iter();
                    tables
                        .filter(|part| matches!(part.data, PartData::RouteTable { .. }))
                        .map(|part| tier.reference(&part.name))
                })
                .collect()
        };
        let policy = site
            .properties
            .get(POLICY.name)
            .map_or(Value::Null, |policy| cloudformation::read_json_value(&policy.to_string()).0);
        let common = map! {
            "VpcId" => vpc.reference(""),
            "ServiceName" => service_name(site.text(&SERVICE)),
            "VpcEndpointType" => if gateway { "Gateway" } else { "Interface" },
            "RouteTableIds" => if gateway { tables().into() } else { Value::Null },
            "SubnetIds" => if gateway { Value::Null } else { site.subnet_ids() },
            "SecurityGroupIds" => if gateway { Value::Null } else { site.security_groups().into() },
            "PrivateDnsEnabled" => if gateway { Value::Null } else { names_itself(site).into() },
            "PolicyDocument" => policy,
            "Tags" => site.tags(),
        };
        stacks.resource(site, "", "AWS::EC2::VPCEndpoint", common);
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        if gateway(site) {
            ledger.free(
                site.node(),
                None,
                "Amazon VPC",
                "Gateway endpoint",
                "AWS does not charge for gateway endpoints.",
            );
            return;
        }
        let hours = HOURS_PER_MONTH * Decimal::from(site.zones.len());
        ledger.charge(
            site.node(),
            None,
            "AWS PrivateLink",
            "Endpoint in each zone",
            "vpc-endpoint/interface/hour",
            hours,
        );
        let volume = way_out::stated_through(site).filter(|_| !site.usage.contains_key(VOLUME.name));
        let volume = volume.unwrap_or_else(|| site.volume(VOLUME.name, ledger));
        ledger.charge(
            site.node(),
            None,
            "AWS PrivateLink",
            "Data processed",
            "vpc-endpoint/interface/gib",
            volume,
        );
    }

    fn prices(&self) -> &'static [&'static str] {
        &["vpc-endpoint/interface/gib", "vpc-endpoint/interface/hour"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let short = site.text(&SERVICE).rsplit_once("amazonaws.").map(|(_, name)| name);
        format!(
            "{} · {}",
            short.unwrap_or(site.text(&SERVICE)),
            if gateway(site) { "gateway" } else { "interface" }
        )
    }
}

/// Whether it is a gateway endpoint: it stands in the VPC itself, not in a tier.
pub fn gateway(site: &Site<'_>) -> bool {
    site.tier().is_none()
}

/// All endpoints of a VPC, in id order.
pub fn within<'a>(vpc: &Site<'a>) -> Vec<Site<'a>> {
    let architecture = vpc.architecture;
    architecture
        .of_kind(KIND)
        .filter(|(ix, _)| architecture.enclosing(*ix, vpc::KIND) == Some(vpc.ix))
        .map(|(ix, _)| Site::new(architecture, ix))
        .collect()
}

/// Whether the service's usual names lead to it. Interface endpoints of gateway services leave that to the gateway.
pub fn names_itself(site: &Site<'_>) -> bool {
    site.flag(&PRIVATE_DNS) && !GATEWAY_SERVICES.contains(&site.text(&SERVICE))
}

/// The short name of the service it leads to: also where it is stated in full, as `com.amazonaws.us-east-1.sqs`.
pub fn short_name<'a>(site: &Site<'a>) -> &'a str {
    let element = site.element();
    let stated = element.text(&SERVICE);
    let short =
        stated.strip_prefix("com.amazonaws.").and_then(|rest| rest.strip_prefix(element.region.as_str()));
    short.and_then(|rest| rest.strip_prefix('.')).unwrap_or(stated)
}

/// The services whose endpoints lead to an element, as they are named; all of them where it takes several.
pub fn service_names(site: &Site<'_>) -> &'static [&'static str] {
    match site.kind.name {
        "cloudwatch_log_group" => &["logs"],
        "ecr_repository" => &["ecr.api", "ecr.dkr", "s3"],
        "eks_cluster" => &["eks"],
        "kms_key" => &["kms"],
        "rds_instance" | "secret" => &["secretsmanager"],
        "s3_bucket" => &["s3"],
        "sns_topic" => &["sns"],
        "sqs_queue" => &["sqs"],
        cfn_resource::KIND => match site.optional_text(&cfn_resource::TYPE) {
            Some("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable") => &["dynamodb"],
            _ => &[],
        },
        _ => &[],
    }
}

fn service_name(service: &str) -> Value {
    if service.starts_with("com.") || service.starts_with("aws.") {
        return service.into();
    }
    Value::sub(format!("com.amazonaws.${{AWS::Region}}.{service}"), [])
}
