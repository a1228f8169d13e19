//! What data costs on its way: from zone to zone, from region to region, and out to other networks.
//!
//! Each connection is charged once: to the element of AWS that starts it, or to the one it ends at where it comes from
//! outside. What goes to the internet is charged by the kinds that serve it, because AWS counts it there.

use architecture::Edge;
use design::ConnectionKind;
use pricing::{Band, Ledger};
use rust_decimal::Decimal;

use crate::{
    Site,
    kinds::{alb, on_premises, users, vpc_endpoint},
    site::band,
};

const SERVICE: &str = "Data transfer";
const BETWEEN_ZONES: &str = "transfer/between-zones";
const TO_INTERNET: &str = "transfer/internet/out";
/// The volume of a connection, and of what serves the internet directly.
const VOLUME: &str = "gib_per_month";

/// What connections can ask the book for.
pub const PRICES: &[&str] = &[BETWEEN_ZONES, TO_INTERNET, "transfer/region/{region}"];

/// AWS charges a GiB that crosses zones where it leaves and where it arrives.
const SIDES: u32 = 2;

/// Charges the connections that the element bears.
pub(crate) fn price(site: &Site<'_>, ledger: &mut Ledger<'_>) {
    for kind in [ConnectionKind::Traffic, ConnectionKind::Target, ConnectionKind::Replicates] {
        for (edge, to) in site.to(kind) {
            outgoing(site, edge, &to, ledger);
        }
    }
    for (edge, from) in site.from(ConnectionKind::Traffic) {
        // A load balancer charges all that leaves it as one.
        if from.is(on_premises::KIND) && !site.zones.is_empty() && !site.is(alb::KIND) {
            let item = format!("To “{}” ({})", from.name, edge.id);
            let volume = volume(site, edge, ledger);
            ledger.charge(site.node(), None, SERVICE, &item, TO_INTERNET, volume);
        }
    }
}

fn outgoing(site: &Site<'_>, edge: &Edge, to: &Site<'_>, ledger: &mut Ledger<'_>) {
    if site.is(on_premises::KIND) || site.is(users::KIND) || to.ix == site.ix {
        return;
    }
    if to.is(on_premises::KIND) {
        let item = format!("To “{}” ({})", to.name, edge.id);
        let volume = volume(site, edge, ledger);
        ledger.charge(site.node(), None, SERVICE, &item, TO_INTERNET, volume);
    } else if to.region != site.region {
        let volume = volume(site, edge, ledger);
        between_regions(site, &to.region, &format!("To {} ({})", to.region, edge.id), volume, ledger);
    } else if let Some(share) = share_between_zones(site, to) {
        let crossing = volume(site, edge, ledger).scale(share);
        between_zones(site, &format!("Between zones ({})", edge.id), crossing, ledger);
    }
}

/// Charges GiB that cross from one zone to another.
pub(crate) fn between_zones(site: &Site<'_>, item: &str, crossing: Band, ledger: &mut Ledger<'_>) {
    let sides = crossing.scale(SIDES).map(|gib| gib.round_dp(6));
    ledger.charge(site.node(), None, SERVICE, item, BETWEEN_ZONES, sides);
}

/// Charges GiB sent from the element's region to another one.
pub(crate) fn between_regions(site: &Site<'_>, to: &str, item: &str, gib: Band, ledger: &mut Ledger<'_>) {
    let named = format!("transfer/region/{to}");
    let other = "transfer/region/other";
    let slug = if !ledger.knows(&named) && ledger.knows(other) { other } else { &named };
    ledger.charge(site.node(), None, SERVICE, item, slug, gib);
}

/// Charges what an element with an address of its own sends to the internet: as stated on the connections of its
/// users, else by its own field.
pub(crate) fn to_internet(site: &Site<'_>, field: &str, ledger: &mut Ledger<'_>) {
    let arriving = site.from(ConnectionKind::Traffic).filter(|(_, from)| from.is(users::KIND));
    let sent = stated(arriving.map(|(edge, _)| edge)).unwrap_or_else(|| site.volume(field, ledger));
    ledger.charge(site.node(), None, SERVICE, "To the internet", TO_INTERNET, sent);
}

/// Which part of what passes between two elements crosses zones: both ends are taken to be spread evenly over theirs.
/// `None` where nothing does, or AWS does not charge it: load balancers and endpoints reach all zones for free.
fn share_between_zones(from: &Site<'_>, to: &Site<'_>) -> Option<Decimal> {
    if !crosses_zones(from, to) {
        return None;
    }
    let common = from.zones.iter().filter(|zone| to.zones.contains(zone)).count();
    let pairs = from.zones.len() * to.zones.len();
    Some(Decimal::ONE - Decimal::from(common).checked_div(Decimal::from(pairs))?)
}

/// Whether what passes between two elements is charged for crossing zones, at least in part.
pub fn crosses_zones(from: &Site<'_>, to: &Site<'_>) -> bool {
    let free = |site: &Site<'_>| site.is(alb::KIND) || site.is(vpc_endpoint::KIND);
    let one = from.zones.len() == 1 && from.zones == to.zones;
    let zonal = !from.zones.is_empty() && !to.zones.is_empty();
    let together = from.vpc().map(|vpc| vpc.ix) == to.vpc().map(|vpc| vpc.ix);
    from.ix != to.ix && zonal && together && !one && !free(from) && !free(to)
}

/// GiB that cross a connection in a month, as stated or assumed.
pub(crate) fn volume(site: &Site<'_>, edge: &Edge, ledger: &mut Ledger<'_>) -> Band {
    site.volume_on(edge, VOLUME, ledger)
}

/// The sum of the volumes stated on connections; `None` where none of them states one.
pub(crate) fn stated<'e>(edges: impl Iterator<Item = &'e Edge>) -> Option<Band> {
    let stated: Vec<Band> = edges.filter_map(|edge| edge.usage.get(VOLUME).map(band)).collect();
    (!stated.is_empty()).then(|| stated.into_iter().sum())
}
