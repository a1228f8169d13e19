//! How what stands in a tier reaches the services of its region: through an endpoint, through NAT gateways, or past
//! both through the internet gateway.

use architecture::{Edge, Ix, PartData, RouteTarget};
use design::ConnectionKind;
use pricing::Band;
use rust_decimal::Decimal;

use crate::{
    Site,
    kinds::{subnet, vpc_endpoint},
    transfer,
};

/// Where calls of a service pass.
enum Way {
    Endpoint(Ix),
    /// The gateway of each zone it calls from.
    Gateways(Vec<Ix>),
    Free,
}

/// The GiB that connections state for what they call through an endpoint or a NAT gateway; `None` where none does.
pub(crate) fn stated_through(through: &Site<'_>) -> Option<Band> {
    let mut shares = Vec::new();
    calls_within(&through.vpc()?, &mut |edge| shares.extend(share(through, edge)));
    (!shares.is_empty()).then(|| shares.into_iter().sum())
}

/// The calls of all that stands in an element whose volume is stated.
fn calls_within<'a>(site: &Site<'a>, visit: &mut impl FnMut(&'a Edge)) {
    for (edge, _) in site.to(ConnectionKind::Uses).filter(|(edge, _)| !edge.usage.is_empty()) {
        visit(edge);
    }
    for &child in &site.element().children {
        calls_within(&site.at(child), visit);
    }
}

/// What of a call's stated volume passes here.
fn share(through: &Site<'_>, edge: &Edge) -> Option<Band> {
    let all = transfer::stated(std::iter::once(edge))?;
    match way(&through.at(edge.from), &through.at(edge.to)) {
        Way::Endpoint(ix) => (ix == through.ix).then_some(all),
        Way::Gateways(gateways) => {
            let here = gateways.iter().filter(|ix| **ix == through.ix).count();
            let part = Decimal::from(here).checked_div(Decimal::from(gateways.len()))?;
            (here > 0).then(|| all.scale(part))
        }
        Way::Free => None,
    }
}

fn way(from: &Site<'_>, to: &Site<'_>) -> Way {
    let (Some(tier), Some(vpc)) = (from.tier(), from.vpc()) else { return Way::Free };
    let names = vpc_endpoint::service_names(to);
    if names.is_empty() || !to.zones.is_empty() {
        return Way::Free;
    }
    // Of several names the last leads to the data: the layers of images come from S3.
    let leads = |endpoint: &Site<'_>, name: &str| {
        vpc_endpoint::short_name(endpoint) == name
            && endpoint.region == to.region
            && (vpc_endpoint::gateway(endpoint) || vpc_endpoint::names_itself(endpoint))
    };
    let endpoints = vpc_endpoint::within(&vpc);
    let last = names.last().and_then(|name| endpoints.iter().find(|endpoint| leads(endpoint, name)));
    if let Some(endpoint) = last {
        return Way::Endpoint(endpoint.ix);
    }
    if tier.text(&subnet::ACCESS) != "private" {
        return Way::Free;
    }
    Way::Gateways(from.zones.iter().filter_map(|zone| gateway_of(&tier, *zone)).collect())
}

/// The NAT gateway a tier's zone leaves by.
fn gateway_of(tier: &Site<'_>, zone: u8) -> Option<Ix> {
    tables(tier).find(|(at, _)| *at == zone).and_then(|(_, gateway)| gateway)
}

/// (zone, NAT gateway) of a tier's route tables.
fn tables<'a>(tier: &Site<'a>) -> impl Iterator<Item = (u8, Option<Ix>)> + 'a {
    tier.element().parts.iter().filter_map(|part| match &part.data {
        PartData::RouteTable { zone, routes } => {
            let gateway = routes.iter().find_map(|(_, target)| match target {
                RouteTarget::NatGateway(ix) => Some(*ix),
                RouteTarget::InternetGateway(_) => None,
            });
            Some((*zone, gateway))
        }
        _ => None,
    })
}

/// Which part of what a NAT gateway passes comes from other zones than its own: the zones that leave by it are taken
/// to send alike.
pub(crate) fn share_from_other_zones(gateway: &Site<'_>) -> Option<Decimal> {
    let vpc = gateway.vpc()?;
    let tiers: Vec<Site<'_>> = vpc.children(subnet::KIND).collect();
    let served = tiers.iter().flat_map(tables).filter(|(_, by)| *by == Some(gateway.ix));
    let zones: Vec<u8> = served.map(|(zone, _)| zone).collect();
    let others = zones.iter().filter(|zone| !gateway.zones.contains(zone)).count();
    (others > 0).then(|| Decimal::from(others).checked_div(Decimal::from(zones.len())))?
}
