//! Which network raw resources lie in.

use std::net::Ipv4Addr;

use architecture::Cidr;
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, vpc},
};

use crate::{Given, references};

pub(crate) const NETWORK: &str = "AWS::EC2::VPC";
pub(crate) const SUBNET: &str = "AWS::EC2::Subnet";
pub(crate) const ROUTE: &str = "AWS::EC2::Route";
pub(crate) const TABLE_ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";

/// Names on the way to a network: a gateway's subnet, the subnet's network, and the network.
const FARTHEST: usize = 3;

/// The network, drawn or raw, that what a value names lies in; `None` where the design does not say.
pub(crate) fn of<'a>(site: &Site<'a>, value: &Value) -> Option<Site<'a>> {
    follow(site, value, FARTHEST)
}

/// The network a raw resource names by a property, or is.
pub(crate) fn around<'a>(site: &Site<'a>) -> Option<Site<'a>> {
    from(*site, FARTHEST)
}

fn follow<'a>(site: &Site<'a>, value: &Value, steps: usize) -> Option<Site<'a>> {
    let (there, _) = references::element(site, value)?;
    from(there, steps)
}

fn from(there: Site<'_>, steps: usize) -> Option<Site<'_>> {
    match references::type_of(&there) {
        None => there.vpc(),
        Some(NETWORK) => Some(there),
        Some(_) => {
            let steps = steps.checked_sub(1)?;
            ["VpcId", "SubnetId"]
                .iter()
                .find_map(|name| follow(&there, references::written(&there, name)?, steps))
        }
    }
}

/// The blocks of a network; `None` where a function, or AWS, decides over one of them.
pub(crate) fn blocks(network: &Site<'_>) -> Option<Vec<Cidr>> {
    let further = references::of_types(network, &["AWS::EC2::VPCCidrBlock"]).filter(|one| {
        let named = references::written(one, "VpcId").and_then(|value| references::element(one, value));
        named.is_some_and(|(there, _)| there.ix == network.ix)
    });
    let own = match network.is(cfn_resource::KIND) {
        true => block(network),
        false => vpc::cidr(network),
    };
    std::iter::once(own).chain(further.map(|one| block(&one))).collect()
}

/// The block a raw resource states.
pub(crate) fn block(site: &Site<'_>) -> Option<Cidr> {
    match references::property(site, "CidrBlock") {
        Given::Known(text) => as_taken(text.as_str()?),
        Given::Absent | Given::Computed => None,
    }
}

/// A block as AWS takes it: from its first address on, whichever one it is written with.
pub(crate) fn as_taken(text: &str) -> Option<Cidr> {
    let (address, prefix) = text.split_once('/')?;
    let (address, prefix) = (u32::from(address.parse::<Ipv4Addr>().ok()?), prefix.parse().ok()?);
    let shift = 32_u32.checked_sub(u32::from(prefix))?;
    let first = address.checked_shr(shift).unwrap_or(0).checked_shl(shift).unwrap_or(0);
    Cidr::new(first, prefix)
}
