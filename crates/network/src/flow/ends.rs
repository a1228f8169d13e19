//! The addresses at which a flow is tried.

use architecture::{Cidr, Ix, Source};
use services::{Site, kinds::subnet};

use super::walk::Walk;
use crate::{
    Place, Subnet,
    address::{Address, open_to_internet, samples},
};

/// An address of a place.
pub(super) struct End {
    pub(super) address: Address,
    /// Tier and zone it stands in.
    pub(super) subnet: Option<Subnet>,
    /// The AWS-managed list that holds it.
    pub(super) list: Option<Source>,
}

impl Walk<'_, '_> {
    /// The addresses of a place: one for each way in which blocks can treat them. Those of a block may stand in the
    /// network of the other place.
    pub(super) fn ends(&self, place: Place, other: Place) -> Vec<End> {
        let known = |block: Cidr, subnet| {
            samples(block, self.cuts())
                .into_iter()
                .map(move |at| End { address: Address::Known(at), subnet, list: None })
                .collect::<Vec<_>>()
        };
        let anyone = |block: Cidr, list: Option<Source>| {
            let wide = self.cuts().filter(|block| open_to_internet(*block));
            let end = |at| End { address: Address::Anyone(at), subnet: None, list: list.clone() };
            samples(block, wide).into_iter().map(end).collect::<Vec<_>>()
        };
        if let Some(name) = self.service.name.filter(|_| place == self.to) {
            return anyone(Cidr::ANYWHERE, (name == "s3").then_some(Source::S3));
        }
        let ix = match place {
            Place::Internet => return anyone(Cidr::ANYWHERE, None),
            Place::Block(block) => return self.among(block, other),
            Place::Element(ix) => ix,
        };
        let facts = self.network.facts(ix);
        if facts.interface {
            return facts.subnets.iter().flat_map(|(subnet, block)| known(*block, Some(*subnet))).collect();
        }
        let ends = |source: &Source| match source {
            Source::Cidr(block) if open_to_internet(*block) => anyone(*block, None),
            Source::Cidr(block) => known(*block, None),
            Source::Group(_) => Vec::new(),
            list => anyone(Cidr::ANYWHERE, Some(list.clone())),
        };
        facts.stated.iter().flat_map(ends).collect()
    }

    /// Whether an element has addresses at all.
    pub(super) fn addressed(&self, ix: Ix) -> bool {
        let facts = self.network.facts(ix);
        let known = |source: &Source| !matches!(source, Source::Group(_));
        match facts.interface {
            _ if self.service.name.is_some() && self.to == Place::Element(ix) => true,
            true => !facts.subnets.is_empty(),
            false => facts.stated.iter().any(known),
        }
    }

    /// The addresses of a block, each in its subnet where it is one of the other place's network. Those of the
    /// network that are in no subnet are nobody's.
    fn among(&self, block: Cidr, other: Place) -> Vec<End> {
        let vpc = match other {
            Place::Element(ix) => self.network.facts(ix).vpc,
            _ => None,
        };
        let Some(vpc) = vpc.map(|ix| Site::new(self.network.architecture, ix)) else {
            let end = |at| End { address: Address::Known(at), subnet: None, list: None };
            return samples(block, self.cuts()).into_iter().map(end).collect();
        };
        let whole = services::kinds::vpc::cidr(&vpc);
        let subnets: Vec<(Subnet, Cidr)> = vpc
            .children(subnet::KIND)
            .flat_map(|tier| tier.element().subnets().map(move |(zone, block)| ((tier.ix, zone), block)))
            .collect();
        let cuts = self.cuts().chain(subnets.iter().map(|(_, block)| *block)).chain(whole);
        samples(block, cuts)
            .into_iter()
            .filter_map(|at| {
                let address = Address::Known(at);
                let subnet = subnets.iter().find(|(_, block)| address.within(*block)).map(|(own, _)| *own);
                let nobody = subnet.is_none() && whole.is_some_and(|whole| address.within(whole));
                (!nobody).then_some(End { address, subnet, list: None })
            })
            .collect()
    }

    /// All blocks at whose ends answers may change.
    fn cuts(&self) -> impl Iterator<Item = Cidr> {
        let named = |place| match place {
            Place::Element(ix) => self.network.facts(ix).named.as_slice(),
            _ => &[],
        };
        let shared = self.network.blocks.iter();
        shared.chain(named(self.from)).chain(named(self.to)).copied()
    }

    /// The tier of a place that is a block of this network, not an element.
    pub(super) fn tenant(&self, place: Place, subnet: Option<Subnet>) -> Option<Ix> {
        subnet.filter(|_| matches!(place, Place::Block(_))).map(|(tier, _)| tier)
    }
}
