//! Amazon Route 53 hosted zone: its records lead to what it is connected to.
//!
//! A record that names a CloudFront distribution lies in the edge stack, one that names a load balancer in the
//! compute stack, because these are built after the zone.

use crate::value::map;
use architecture::{Blocker, element::read};
use cloudformation::{Value, logical_id};
use design::{ConnectionKind, Connects, Follows, Kind, Property, Shape, TextForm, UsageField, Words};
use pricing::Ledger;
use rust_decimal::Decimal;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{acm_certificate, vpc},
};

pub struct Route53Zone;

pub const KIND: &str = "route53_zone";

/// The hosted zone of every CloudFront distribution. Source: AWS::Route53::RecordSet AliasTarget.
const CLOUDFRONT_ZONE: &str = "Z2FDTNDATAQYW2";

pub const DOMAIN: Property = Property::text("domain", TextForm::Domain, "")
    .required()
    .label("Domain", "Dominio")
    .help("Domain whose names it answers, e.g. shop.example.com.", "Dominio cuyos nombres responde.")
    .source("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html");
pub const EXISTING: Property = Property::optional_text("existing_id", TextForm::Any(32))
    .label("Existing zone", "Zona existente")
    .help(
        "Id of a hosted zone that is there already, in the same account; a new one when left out.",
        "Id de una zona que ya existe, en la misma cuenta; una nueva si se omite.",
    )
    .source("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ListInfoOnHostedZone.html");
pub const RECORDS: Property =
    Property::list("records", &Shape::Record(&[&RECORD_NAME, &RECORD_TYPE, &RECORD_TTL, &RECORD_VALUES]))
        .label("Records", "Registros")
        .help(
            "Records beside those its connections make.",
            "Registros además de los que crean sus conexiones.",
        )
        .source("https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html");

const RECORD_NAME: Property = Property::text("name", TextForm::Any(200), "").label("Name", "Nombre").help(
    "Name within the zone; empty for the domain itself.",
    "Nombre dentro de la zona; vacío para el dominio.",
);
const RECORD_TYPE: Property =
    Property::choice("type", &["A", "AAAA", "CAA", "CNAME", "MX", "NS", "SRV", "TXT"], "CNAME")
        .label("Type", "Tipo")
        .help("Type of the record.", "Tipo del registro.");
const RECORD_TTL: Property = Property::integer("ttl_seconds", 30, 172_800, 300)
    .unit("seconds")
    .label("Time to live", "Tiempo de vida")
    .help("How long resolvers keep it.", "Cuánto lo conservan los resolvedores.");
const RECORD_VALUES: Property = Property::list("values", &Shape::Text(TextForm::Any(4000)))
    .required()
    .label("Values", "Valores")
    .help("One line for each value.", "Una línea por valor.");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Route 53 zone", "Zona de Route 53"),
        parents: &[],
        contained: false,
        properties: &[&DOMAIN, &EXISTING, &RECORDS],
        connects: &[
            Connects {
                kind: ConnectionKind::Attached,
                to: &["acm_certificate", "alb", "cloudfront_distribution", vpc::KIND],
            },
            Connects { kind: ConnectionKind::Origin, to: &["alb", "cloudfront_distribution"] },
        ],
        usage: &[UsageField {
            name: "queries_per_month",
            unit: "queries",
            help: Words::new(
                "Queries for names that are no alias; those are free.",
                "Consultas de nombres que no son alias; esas son gratis.",
            ),
            assumed: ["100000", "1000000", "10000000"],
            follows: Follows::Requests("0.1"),
        }],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "route53-zone",
    drawio: "mxgraph.aws4.route_53",
    stack: Stack::Network,
    lane: Lane::Edge,
    stateful: true,
};

impl Service for Route53Zone {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        for target in targets(site) {
            if names_of(site, &target).is_empty() {
                found.push(site.blocker(
                    "nothing-to-name",
                    None,
                    format!("“{}” leads to “{}”, which has no name under {}: state such an alias of the distribution, or attach such a certificate to the load balancer.", site.name, target.name, site.text(&DOMAIN)),
                ));
            }
        }
        let across = site.architecture.cross.iter().filter(|edge| {
            edge.here == site.ix
                && edge.outgoing
                && matches!(edge.kind, ConnectionKind::Attached | ConnectionKind::Origin)
                && matches!(edge.there_kind.name, "alb" | "cloudfront_distribution")
        });
        found.extend(across.map(|edge| {
            site.blocker(
                "zone-in-another-environment",
                None,
                format!("“{}” cannot hold records of “{}”, which is built in another environment; give each environment its own zone.", site.name, edge.there),
            )
        }));
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let domain = site.text(&DOMAIN);
        if site.optional_text(&EXISTING).is_none() {
            let vpcs: Vec<Value> = site
                .to(ConnectionKind::Attached)
                .filter(|(_, other)| other.is(vpc::KIND))
                .map(|(_, vpc)| map! { "VPCId" => vpc.reference(""), "VPCRegion" => vpc.region.as_str() })
                .collect();
            let public = vpcs.is_empty();
            stacks.resource(
                site,
                "",
                "AWS::Route53::HostedZone",
                map! {
                    "Name" => domain,
                    "HostedZoneConfig" => map! { "Comment" => format!("Zone of {}", site.physical_name()) },
                    "VPCs" => if public { Value::Null } else { vpcs.into() },
                    "HostedZoneTags" => site.tags(),
                },
            );
            if public {
                let servers = Value::join(", ", site.get("", "NameServers"));
                let name = format!("{}NameServers", logical_id(site.node(), ""));
                stacks.output(site, &name, "Name servers to enter where the parent domain is kept", servers);
            }
        }
        for record in site.records(&RECORDS) {
            let name = read::text(record, &RECORD_NAME).unwrap_or_default().trim_matches('.');
            let type_ = read::text(record, &RECORD_TYPE).unwrap_or_default();
            let values = read::texts(record, &RECORD_VALUES).into_iter();
            let quoted = |value: &str| match type_ {
                "TXT" if !value.starts_with('"') => format!("\"{value}\""),
                _ => value.to_owned(),
            };
            stacks.resource(
                site,
                &format!("record/{}/{}", label(name), type_.to_lowercase()),
                "AWS::Route53::RecordSet",
                map! {
                    "HostedZoneId" => id(site),
                    "Name" => if name.is_empty() { domain.to_owned() } else { format!("{name}.{domain}") },
                    "Type" => type_,
                    "TTL" => read::integer(record, &RECORD_TTL).unwrap_or(300).to_string(),
                    "ResourceRecords" => values.map(quoted).collect::<Vec<_>>(),
                },
            );
        }
        for target in targets(site) {
            write_aliases(site, &target, stacks);
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        match site.optional_text(&EXISTING) {
            None => ledger.charge(
                site.node(),
                None,
                "Amazon Route 53",
                "Hosted zone",
                "route53/hosted-zone",
                Decimal::ONE,
            ),
            Some(_) => ledger.free(
                site.node(),
                None,
                "Amazon Route 53",
                "Hosted zone",
                "It is there already and costs no more than before.",
            ),
        }
        let queries = site.volume("queries_per_month", ledger);
        ledger.charge(site.node(), None, "Amazon Route 53", "Queries", "route53/queries/standard", queries);
    }

    fn prices(&self) -> &'static [&'static str] {
        &["route53/hosted-zone", "route53/queries/standard"]
    }

    fn spec(&self, site: &Site<'_>) -> String {
        site.text(&DOMAIN).to_owned()
    }
}

/// The hosted zone id, whether the zone is made here or was there before.
pub fn id(site: &Site<'_>) -> Value {
    site.optional_text(&EXISTING).map_or_else(|| site.reference(""), Value::from)
}

/// Whether a name lies in the zone.
pub fn holds(site: &Site<'_>, name: &str) -> bool {
    let domain = site.text(&DOMAIN);
    name == domain || name.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether only VPCs can ask it.
pub fn private(site: &Site<'_>) -> bool {
    site.to(ConnectionKind::Attached).any(|(_, other)| other.is(vpc::KIND))
}

/// What its alias records lead to.
fn targets<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let mut found: Vec<Site<'a>> = [ConnectionKind::Attached, ConnectionKind::Origin]
        .into_iter()
        .flat_map(|kind| site.to(kind))
        .map(|(_, other)| other)
        .filter(|other| other.is("alb") || other.is("cloudfront_distribution"))
        .collect();
    found.sort_by_key(|target| target.ix);
    found.dedup_by_key(|target| target.ix);
    found
}

/// The names of a target that lie in the zone: a distribution's aliases, a load balancer's by its certificates.
fn names_of(site: &Site<'_>, target: &Site<'_>) -> Vec<String> {
    let names: Vec<String> = match target.properties.get("aliases").and_then(serde_json::Value::as_array) {
        Some(aliases) => aliases.iter().filter_map(serde_json::Value::as_str).map(str::to_owned).collect(),
        None if target.is("cloudfront_distribution") => Vec::new(),
        None => acm_certificate::of(target).iter().flat_map(acm_certificate::names).collect(),
    };
    names.into_iter().filter(|name| holds(site, name)).collect()
}

fn write_aliases(site: &Site<'_>, target: &Site<'_>, stacks: &mut Stacks<'_>) {
    let cloudfront = target.is("cloudfront_distribution");
    let (stack, types, alias): (_, &[&str], _) = if cloudfront {
        let alias = map! { "DNSName" => target.get("", "DomainName"), "HostedZoneId" => CLOUDFRONT_ZONE };
        (Stack::Edge, &["A", "AAAA"], alias)
    } else {
        let alias = map! {
            "DNSName" => target.get("", "DNSName"),
            "EvaluateTargetHealth" => true,
            "HostedZoneId" => target.get("", "CanonicalHostedZoneID"),
        };
        (Stack::Compute, &["A"], alias)
    };
    let domain = site.text(&DOMAIN);
    for name in names_of(site, target) {
        let short = name.strip_suffix(domain).unwrap_or(&name).trim_end_matches('.');
        for type_ in types {
            stacks.resource_in(
                stack,
                site,
                &format!("alias/{}/{}", label(short), type_.to_lowercase()),
                "AWS::Route53::RecordSet",
                map! {
                    "HostedZoneId" => id(site),
                    "Name" => name.as_str(),
                    "Type" => *type_,
                    "AliasTarget" => alias.clone(),
                },
            );
        }
    }
}

/// A record's name as part of a part's name: the domain itself and wildcards have no letters of their own.
fn label(name: &str) -> String {
    if name.is_empty() {
        "apex".to_owned()
    } else {
        name.replace('*', "wildcard").replace('_', "underscore-")
    }
}
