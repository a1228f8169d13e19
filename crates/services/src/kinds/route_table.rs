//! Route table: the explicit form of a tier's derived one in one zone (`replaces: "tier/route-table/1"`), with
//! routes of its own.

use crate::value::map;
use architecture::{Blocker, Cidr, PartData, RouteTarget, element::read};
use cloudformation::{Dependency, PartName};
use design::{Kind, Map, Property, Shape, TextForm, Words};
use pricing::Ledger;

use crate::{
    About, Category, Lane, Service, Site, Stack, Stacks,
    kinds::{internet_gateway, nat_gateway, subnet, vpc},
};

pub struct RouteTable;

pub const KIND: &str = "route_table";

pub const KEEP: Property = Property::flag("keep_derived", true)
    .label("Keep derived routes", "Conservar rutas derivadas")
    .help("Keeps the route its tier's access asks for.", "Conserva la ruta según el acceso de su capa.")
    .source(SOURCE);
pub const ROUTES: Property = Property::list("routes", &Shape::Record(&[&DESTINATION, &NODE, &GATEWAY]))
    .label("Routes", "Rutas")
    .help("Further routes.", "Rutas adicionales.")
    .source(SOURCE);

const SOURCE: &str = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html";

const DESTINATION: Property = Property::text("destination", TextForm::Cidr, "")
    .required()
    .label("Destination", "Destino")
    .help("Addresses the route is for.", "Direcciones de la ruta.");
const NODE: Property = Property::optional_text("node", TextForm::Node(&["internet_gateway", "nat_gateway"]))
    .label("Node", "Nodo")
    .help("Gateway of the design it leads to.", "Gateway del diseño al que lleva.");
const GATEWAY: Property = Property::optional_text("gateway_id", TextForm::Any(64))
    .label("Gateway id", "Id del gateway")
    .help(
        "Transit gateway (tgw-…), peering (pcx-…), virtual private gateway (vgw-…) or interface (eni-…) outside the design.",
        "Transit gateway (tgw-…), peering (pcx-…), gateway privado (vgw-…) o interfaz (eni-…) fuera del diseño.",
    );

static ABOUT: About = About {
    kind: Kind {
        name: KIND,
        title: Words::new("Route table", "Tabla de rutas"),
        parents: &[subnet::KIND, vpc::KIND],
        contained: true,
        properties: &[&KEEP, &ROUTES],
        connects: &[],
        usage: &[],
        interface: false,
        role: false,
    },
    category: Category::NetworkingContentDelivery,
    icon: "route-table",
    drawio: "mxgraph.aws4.route_table",
    stack: Stack::Network,
    lane: Lane::Hidden,
    stateful: false,
};

impl Service for RouteTable {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn blockers(&self, site: &Site<'_>) -> Vec<Blocker> {
        let mut found = Vec::new();
        let Some((_, _, derived)) = replaced(site) else {
            found.push(site.blocker(
                "route-table-without-tier",
                None,
                format!("“{}” serves no subnet: let it replace the route table of a tier, e.g. app/route-table/1.", site.name),
            ));
            return found;
        };
        let mut taken: Vec<Cidr> = derived.iter().map(|(destination, _)| *destination).collect();
        if let Some(vpc) = site.vpc().as_ref().and_then(vpc::cidr) {
            taken.push(vpc);
        }
        for (at, record) in site.records(&ROUTES).into_iter().enumerate() {
            let complaint = match route(site, record) {
                Err(complaint) => complaint,
                Ok((destination, ..)) if taken.contains(&destination) => {
                    "is for addresses that already have a route"
                }
                Ok((destination, ..)) => {
                    taken.push(destination);
                    continue;
                }
            };
            found.push(site.blocker(
                "bad-route",
                Some(ROUTES.name),
                format!("Route {} of “{}” {complaint}.", at + 1, site.name),
            ));
        }
        found
    }

    fn synthesize(&self, site: &Site<'_>, stacks: &mut Stacks<'_>) {
        let (Some(vpc), Some((owner, part, derived))) = (site.vpc(), replaced(site)) else { return };
        let tags = site.tags();
        stacks.resource(
            site,
            "",
            "AWS::EC2::RouteTable",
            map! { "VpcId" => vpc.reference(""), "Tags" => tags },
        );
        // Routes keep the names they had as derived ones: AWS refuses two routes for the same addresses.
        subnet::write_routes(&owner, part, &derived, stacks);
        for record in site.records(&ROUTES) {
            let Ok((destination, property, target, waits)) = route(site, record) else { continue };
            let name = format!("route/{}", destination.to_string().replace(['.', '/'], "-"));
            let mut properties = map! {
                "RouteTableId" => site.reference(""),
                "DestinationCidrBlock" => destination.to_string(),
            };
            if let cloudformation::Value::Map(properties) = &mut properties {
                properties.insert(property.to_owned(), target);
            }
            let resource = stacks.resource(site, &name, "AWS::EC2::Route", properties);
            resource.depends_on.extend(waits.map(Dependency::Part));
        }
    }

    fn price(&self, site: &Site<'_>, ledger: &mut Ledger<'_>) {
        ledger.free(site.node(), None, "Amazon VPC", "Route table", "AWS does not charge for route tables.");
    }

    fn spec(&self, site: &Site<'_>) -> String {
        let derived = replaced(site).map_or(0, |(_, _, routes)| routes.len());
        format!("{} routes", derived + site.records(&ROUTES).len())
    }
}

type Routes = Vec<(Cidr, RouteTarget)>;

/// The tier and the part it replaces, and the derived routes it keeps.
fn replaced<'a>(site: &Site<'a>) -> Option<(Site<'a>, &'a str, Routes)> {
    let replaced = site.element().replaces.as_ref()?;
    let owner = site.at(site.architecture.index_of(replaced.node.as_str())?);
    let PartData::RouteTable { routes, .. } = &owner.element().part(&replaced.part)?.data else {
        return None;
    };
    let kept = if site.flag(&KEEP) { routes.clone() } else { Vec::new() };
    Some((owner, replaced.part.as_str(), kept))
}

type Route = (Cidr, &'static str, cloudformation::Value, Option<PartName>);

/// Destination, property, target and what must be there first; or what is wrong.
fn route(site: &Site<'_>, record: &Map) -> Result<Route, &'static str> {
    let destination =
        read::text(record, &DESTINATION).and_then(Cidr::parse).ok_or("names no addresses it is for")?;
    let node = read::text(record, &NODE).filter(|text| !text.is_empty());
    let gateway = read::text(record, &GATEWAY).filter(|text| !text.is_empty());
    match (node, gateway) {
        (Some(node), None) => {
            let ix =
                site.architecture.index_of(node).ok_or("leads to a node that is not in this environment")?;
            let target = site.at(ix);
            if target.is(internet_gateway::KIND) {
                let attached = PartName::new(target.node(), "attachment");
                Ok((destination, "GatewayId", target.reference(""), Some(attached)))
            } else if target.is(nat_gateway::KIND) {
                Ok((destination, "NatGatewayId", target.reference(""), None))
            } else {
                Err("leads to a node that is no gateway")
            }
        }
        (None, Some(id)) => {
            let properties = [
                ("tgw-", "TransitGatewayId"),
                ("pcx-", "VpcPeeringConnectionId"),
                ("vgw-", "GatewayId"),
                ("eni-", "NetworkInterfaceId"),
                ("vpce-", "VpcEndpointId"),
            ];
            let property =
                properties.iter().find(|(prefix, _)| id.starts_with(prefix)).map(|(_, name)| *name);
            Ok((destination, property.ok_or("leads to an id of no known kind")?, id.into(), None))
        }
        _ => Err("must lead to one place: a node or a gateway id"),
    }
}
