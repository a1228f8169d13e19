//! Security group: one that stands alone and is attached to elements, or the explicit form of a derived one
//! (`replaces: "x/security-group"`), which keeps the rules its connections ask for and adds its own.

use architecture::{
    Blocker, Cidr, Derived, GroupRule, Part, PartData, SECURITY_GROUP, Source, element::read,
};
use design::{ConnectionKind, Connects, Kind, Map, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{About, Category, Lane, Service, Site, Stack, Stacks, groups, kinds::vpc};

pub struct SecurityGroup;

pub const KIND: &str = "security_group";

/// The part that holds its own rules, for those who ask what is open.
pub const RULES: &str = "rules";

pub const INGRESS: Property = Property::list("ingress", &Shape::Record(RULE))
    .label("Inbound rules", "Reglas de entrada")
    .help(
        "What may come in beside what its connections ask for.",
        "Lo que puede entrar además de sus conexiones.",
    )
    .source(SOURCE);
pub const EGRESS: Property = Property::list("egress", &Shape::Record(RULE))
    .label("Outbound rules", "Reglas de salida")
    .help(
        "What may go out beside what its connections ask for.",
        "Lo que puede salir además de sus conexiones.",
    )
    .source(SOURCE);

const SOURCE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";

const RULE: &[&Property] = &[&PROTOCOL, &PORT, &TO_PORT, &CIDR, &NODE, &LIST];
const PROTOCOL: Property =
    Property::choice("protocol", &["tcp", "udp", "all"], "tcp").label("Protocol", "Protocolo").help(
        "Transport protocol; all means every port too.",
        "Protocolo de transporte; all incluye todo puerto.",
    );
const PORT: Property = Property::optional_integer("port", 0, 65_535).label("Port", "Puerto").help(
    "The port, or the first of a range; needed unless the protocol is all.",
    "El puerto, o el primero de un rango.",
);
const TO_PORT: Property = Property::optional_integer("to_port", 0, 65_535)
    .label("Last port", "Último puerto")
    .help("End of a port range.", "Fin de un rango de puertos.");
const CIDR: Property = Property::optional_text("cidr", TextForm::Cidr)
    .label("Addresses", "Direcciones")
    .help("Block of the other side.", "Bloque del otro lado.");
const NODE: Property = Property::optional_text("node", TextForm::Node(&[]))
    .label("Node", "Nodo")
    .help("Node whose security group is the other side.", "Nodo cuyo grupo de seguridad es el otro lado.");
const LIST: Property = Property::choice("prefix_list", &["none", "cloudfront", "s3"], "none")
    .label("Prefix list", "Lista de prefijos")
    .help("AWS-managed list that is the other side.", "Lista de AWS que es el otro lado.");

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Security group", "Grupo de seguridad"),
        parents: &[vpc::KIND],
        contained: true,
        properties: &[&INGRESS, &EGRESS],
        connects: &[Connects {
            kind: ConnectionKind::Attached,
            to: &["alb", "auto_scaling_group", "ec2_instance", "rds_instance", "vpc_endpoint"],
        }],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "security-group",
    drawio: "mxgraph.aws4.security_group",
    stack: Stack::Network,
    lane: Lane::Hidden,
    stateful: false,
};

impl Service for SecurityGroup {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn derive(&self, site: &Site<'_>) -> Derived {
        let (ingress, egress) = own_rules(site);
        let part = Part::new(RULES, PartData::SecurityGroup { ingress, egress });
        Derived { parts: vec![part], ..Derived::default() }
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        for (property, way) in [(&INGRESS, "inbound"), (&EGRESS, "outbound")] {
            for (at, record) in site.records(property).into_iter().enumerate() {
                let complaint = match rule(site, record) {
                    Ok(_) => continue,
                    Err(complaint) => complaint,
                };
                found.push(site.blocker(
                    "bad-rule",
                    Some(property.name),
                    format!("The {way} rule {} of “{}” {complaint}.", at + 1, site.name),
                ));
            }
        }
        let (ingress, egress) = all_rules(site);
        found.extend(groups::too_many(site, &ingress, &egress));
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let (ingress, egress) = all_rules(site);
        match owner(site) {
            // Rules between groups keep the names they had as derived ones: AWS refuses the same rule twice.
            Some(owner) => groups::write_as(site, "", &owner, SECURITY_GROUP, &ingress, &egress, stacks),
            None => groups::write_as(site, "", site, "rule", &ingress, &egress, stacks),
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(
            site.node(),
            None,
            "Amazon VPC",
            "Security group",
            "AWS does not charge for security groups.",
        );
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let (ingress, egress) = all_rules(site);
        format!("{} in · {} out", ingress.len(), egress.len())
    }
}

/// The element whose security group it replaces.
fn owner<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    let replaced = site.element().replaces.as_ref().filter(|replaced| replaced.part == SECURITY_GROUP)?;
    site.architecture.index_of(replaced.node.as_str()).map(|ix| site.at(ix))
}

/// The rules of the group it replaces and its own.
fn all_rules(site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
    let (mut ingress, mut egress) = own_rules(site);
    let replaced = owner(site).and_then(|owner| owner.element().part(SECURITY_GROUP));
    if let Some(PartData::SecurityGroup { ingress: derived_in, egress: derived_out }) =
        replaced.map(|part| &part.data)
    {
        ingress.splice(0..0, derived_in.iter().cloned());
        egress.splice(0..0, derived_out.iter().cloned());
    }
    (ingress, egress)
}

fn own_rules(site: &Site<'_>) -> (Vec<GroupRule>, Vec<GroupRule>) {
    let read = |property: &'static Property| {
        site.records(property).into_iter().filter_map(|record| rule(site, record).ok()).collect()
    };
    (read(&INGRESS), read(&EGRESS))
}

/// One stated rule, or what is wrong with it.
fn rule(site: &Site<'_>, record: &Map) -> Result<GroupRule, &'static str> {
    let protocol = match read::text(record, &PROTOCOL) {
        Some("udp") => "udp",
        Some("all") => "-1",
        _ => "tcp",
    };
    let port = |property| read::integer(record, property).and_then(|port| u16::try_from(port).ok());
    let from_port = match (protocol, port(&PORT)) {
        ("-1", _) => 0,
        (_, Some(port)) => port,
        (_, None) => return Err("names no port"),
    };
    let to_port = if protocol == "-1" { u16::MAX } else { port(&TO_PORT).unwrap_or(from_port) };
    if to_port < from_port {
        return Err("ends before the port it starts at");
    }
    let node = read::text(record, &NODE).filter(|node| !node.is_empty());
    let cidr = read::text(record, &CIDR).and_then(Cidr::parse).map(Source::Cidr);
    let list = match read::text(record, &LIST) {
        Some("cloudfront") => Some(Source::CloudFront),
        Some("s3") => Some(Source::S3),
        _ => None,
    };
    let group = match node {
        None => None,
        Some(node) => {
            let ix =
                site.architecture.index_of(node).ok_or("names a node that is not in this environment")?;
            let other = site.at(ix);
            let kind =
                crate::service(other.kind.name).ok_or("names a node of a kind without security groups")?;
            if !other.is(KIND) && !kind.interface(&other) {
                return Err("names a node without a security group");
            }
            Some(Source::Group(ix))
        }
    };
    let mut sides = [cidr, group, list].into_iter().flatten();
    let (Some(peer), None) = (sides.next(), sides.next()) else {
        return Err("must name one other side: addresses, a node or a prefix list");
    };
    Ok(GroupRule { protocol, from_port, to_port, peer, edge: None, reason: "stated" })
}
