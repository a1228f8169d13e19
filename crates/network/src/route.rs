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

/// Where a table leads an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    To(RouteTarget),
    /// By an explicit table to something outside the design.
    Beyond(Ix),
    Nowhere,
}

/// The route table of a tier in one zone.
pub(crate) struct Table {
    routes: Vec<(Cidr, RouteTarget)>,
    /// Destinations that an explicit table sends to something outside the design.
    beyond: Vec<(Cidr, Ix)>,
}

impl Table {
    pub(crate) fn of(tier: &Site<'_>, zone: u8) -> Table {
        let explicit = tier.element().part(&format!("route-table/{zone}")).and_then(|part| part.explicit);
        let beyond = |table: Ix| {
            let own = tier.architecture.elements.get(table)?.properties.get("routes")?.as_array()?;
            let out = own.iter().filter(|record| record.get("gateway_id").is_some());
            let destination = |record: &Value| record.get("destination")?.as_str().and_then(Cidr::parse);
            Some(out.filter_map(destination).map(|block| (block, table)).collect())
        };
        Table { routes: routes(tier, zone), beyond: explicit.and_then(beyond).unwrap_or_default() }
    }

    /// By the longest prefix.
    pub(crate) fn lookup(&self, address: Address) -> Way {
        let longest = |(destination, _): &&(Cidr, Ix)| destination.prefix();
        let beyond = self.beyond.iter().filter(|(block, _)| address.within(*block)).max_by_key(longest);
        let taken = self.routes.iter().filter(|(block, _)| address.within(*block));
        let taken = taken.max_by_key(|(block, _)| block.prefix());
        match (taken, beyond) {
            (Some((block, target)), Some((other, _))) if block.prefix() > other.prefix() => Way::To(*target),
            (_, Some((_, table))) => Way::Beyond(*table),
            (Some((_, target)), None) => Way::To(*target),
            (None, None) => Way::Nowhere,
        }
    }

    /// The explicit table that sends addresses of a block outside the design.
    pub(crate) fn sends_beyond(&self, block: Cidr) -> Option<Ix> {
        self.beyond.iter().find(|(destination, _)| destination.overlaps(block)).map(|(_, table)| *table)
    }
}
