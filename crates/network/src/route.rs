//! Routes in force: derived ones, and what an explicit route table makes of them.

use architecture::{Architecture, Cidr, Ix, PartData, RouteTarget};
use serde_json::Value;
use services::Site;

use crate::{address::Address, open_to_internet};

/// The routes of a tier in one of its zones, beside the local one of the VPC.
pub fn routes(tier: &Site<'_>, zone: u8) -> Vec<(Cidr, RouteTarget)> {
    let name = format!("route-table/{zone}");
    let Some(part) = tier.element().part(&name) else { return Vec::new() };
    let PartData::RouteTable { routes, .. } = &part.data else { return Vec::new() };
    let Some(explicit) = part.explicit.and_then(|ix| tier.architecture.elements.get(ix)) else {
        return routes.clone();
    };
    let keeps = explicit.properties.get("keep_derived").and_then(Value::as_bool).unwrap_or(true);
    let mut found = if keeps { routes.clone() } else { Vec::new() };
    let own = explicit.properties.get("routes").and_then(Value::as_array);
    found.extend(own.into_iter().flatten().filter_map(|record| stated(tier.architecture, record)));
    found
}

/// A stated route to a gateway of the design; others lead out of it.
fn stated(architecture: &Architecture, record: &Value) -> Option<(Cidr, RouteTarget)> {
    let destination = Cidr::parse(record.get("destination")?.as_str()?)?;
    let ix = architecture.index_of(record.get("node")?.as_str()?)?;
    let target = match architecture.elements.get(ix)?.kind.name {
        "internet_gateway" => RouteTarget::InternetGateway(ix),
        "nat_gateway" => RouteTarget::NatGateway(ix),
        _ => return None,
    };
    Some((destination, target))
}

/// Where packets for the internet go from a tier in one zone.
pub fn gateway_to_internet(tier: &Site<'_>, zone: u8) -> Option<RouteTarget> {
    routes(tier, zone)
        .into_iter()
        .filter(|(destination, _)| open_to_internet(*destination))
        .min_by_key(|(destination, _)| destination.prefix())
        .map(|(_, target)| target)
}

/// The internet gateway a tier is routed to, with the first zone that is.
pub fn internet_gateway(tier: &Site<'_>) -> Option<(u8, Ix)> {
    tier.zones.iter().find_map(|&zone| match gateway_to_internet(tier, zone)? {
        RouteTarget::InternetGateway(ix) => Some((zone, ix)),
        RouteTarget::NatGateway(_) => None,
    })
}

/// The NAT gateways a tier leaves through, by zone.
pub fn nat_gateways(tier: &Site<'_>) -> Vec<(u8, Ix)> {
    let through = |&zone: &u8| match gateway_to_internet(tier, zone)? {
        RouteTarget::NatGateway(ix) => Some((zone, ix)),
        RouteTarget::InternetGateway(_) => None,
    };
    tier.zones.iter().filter_map(through).collect()
}

/// Where a route table leads an address, by the longest prefix; `None` where no route takes it.
pub(crate) fn lookup(routes: &[(Cidr, RouteTarget)], address: Address) -> Option<RouteTarget> {
    let taken = routes.iter().filter(|(destination, _)| address.within(*destination));
    taken.max_by_key(|(destination, _)| destination.prefix()).map(|(_, target)| *target)
}

/// Whether an explicit route table sends an address to something outside the design: the table.
pub(crate) fn leads_out(tier: &Site<'_>, zone: u8, address: Address) -> Option<Ix> {
    let explicit = tier.element().part(&format!("route-table/{zone}"))?.explicit?;
    let own = tier.architecture.elements.get(explicit)?.properties.get("routes")?.as_array()?;
    let out = |record: &Value| {
        let destination = record.get("destination").and_then(Value::as_str).and_then(Cidr::parse);
        record.get("gateway_id").is_some() && destination.is_some_and(|block| address.within(block))
    };
    own.iter().any(out).then_some(explicit)
}
