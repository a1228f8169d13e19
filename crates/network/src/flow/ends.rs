//! The addresses and ports at which a flow is tried.

use architecture::{Cidr, Ix, Source};
use serde_json::Value;
use services::{
    Site,
    kinds::{route_table, s3_bucket},
    service,
};

use super::Walk;
use crate::{
    Direction, Place,
    address::{Address, has_interface, open_to_internet, private_blocks, samples},
    firewall::rules,
};

/// The first port that clients take for themselves; NAT gateways use all from here on.
/// Source: VPC guide, network ACLs, ephemeral ports.
const EPHEMERAL: u16 = 1024;

/// An address of a place.
pub(super) struct End {
    pub(super) address: Address,
    /// Tier and zone it stands in.
    pub(super) subnet: Option<(Ix, u8)>,
    /// The AWS-managed list that holds it.
    pub(super) list: Option<Source>,
}

impl Walk<'_> {
    /// The addresses of a place: one for each way in which blocks can treat them.
    pub(super) fn ends(&self, place: Place, blocks: &[Cidr]) -> Vec<End> {
        let known = |block: Cidr, subnet| {
            samples(block, blocks)
                .into_iter()
                .map(move |at| End { address: Address::Known(at), subnet, list: None })
                .collect::<Vec<_>>()
        };
        let anyone = |block: Cidr, list: Option<Source>| {
            let wide: Vec<Cidr> = blocks.iter().copied().filter(|block| open_to_internet(*block)).collect();
            let end = |at| End { address: Address::Anyone(at), subnet: None, list: list.clone() };
            samples(block, &wide).into_iter().map(end).collect::<Vec<_>>()
        };
        let ix = match place {
            Place::Internet => return anyone(Cidr::ANYWHERE, None),
            Place::Block(block) => return known(block, None),
            Place::Element(ix) => ix,
        };
        let site = Site::new(self.architecture, ix);
        if has_interface(&site) {
            let Some(tier) = site.tier() else { return Vec::new() };
            let own = tier.element().subnets().filter(|(zone, _)| site.zones.contains(zone));
            return own.flat_map(|(zone, block)| known(block, Some((tier.ix, zone)))).collect();
        }
        let mut stated = service(site.kind.name).map(|kind| kind.addresses(&site)).unwrap_or_default();
        if site.kind.name == s3_bucket::KIND && stated.is_empty() {
            stated.push(Source::S3);
        }
        let ends = |source| match source {
            Source::Cidr(block) if open_to_internet(block) => anyone(block, None),
            Source::Cidr(block) => known(block, None),
            Source::Group(_) => Vec::new(),
            list => anyone(Cidr::ANYWHERE, Some(list)),
        };
        stated.into_iter().flat_map(ends).collect()
    }

    /// All blocks at whose ends answers may change.
    pub(super) fn blocks(&self) -> Vec<Cidr> {
        let mut found: Vec<Cidr> = self.lists.blocks().chain(private_blocks()).collect();
        for place in [self.from, self.to] {
            let Place::Element(ix) = place else { continue };
            for direction in [Direction::In, Direction::Out] {
                found.extend(rules(self.architecture, ix, direction).filter_map(
                    |held| match held.rule.peer {
                        Source::Cidr(block) => Some(block),
                        _ => None,
                    },
                ));
            }
        }
        for (_, table) in self.architecture.of_kind(route_table::KIND) {
            let stated = table.records(&route_table::ROUTES);
            let destination = |record: &design::Map| {
                record.get("destination").and_then(Value::as_str).and_then(Cidr::parse)
            };
            found.extend(stated.into_iter().filter_map(destination));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A port for each way in which lists can treat those of clients.
    pub(super) fn client_ports(&self) -> Vec<u16> {
        let ends = self.lists.ports().flat_map(|(from, to)| [Some(from), to.checked_add(1)]).flatten();
        let mut found: Vec<u16> = ends.filter(|port| *port >= EPHEMERAL).chain([EPHEMERAL]).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
