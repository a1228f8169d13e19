//! Additions that several rules propose.

use design::{Id, Map, Node};
use services::{
    Site,
    kinds::{nat_gateway, subnet, vpc_endpoint},
};

use crate::Edit;

/// A NAT gateway in one zone of a VPC, in a public tier; `None` without such a tier, or if the id is taken.
pub(crate) fn nat_gateway(vpc: &Site<'_>, zone: u8) -> Option<Edit> {
    let public = vpc
        .children(subnet::KIND)
        .find(|tier| tier.text(&subnet::ACCESS) == "public" && tier.zones.contains(&zone))?;
    let mut properties = Map::new();
    properties.insert(nat_gateway::ZONE.name.to_owned(), zone.into());
    add(vpc, &format!("{}-nat-{zone}", vpc.node()), nat_gateway::KIND, public.node(), properties)
}

/// An endpoint to an AWS service for what stands in a tier: through the route tables for S3, else in the tier.
pub(crate) fn endpoint(tier: &Site<'_>, service: &str) -> Option<Edit> {
    let vpc = tier.vpc()?;
    let parent = if service == "s3" { vpc.node() } else { tier.node() };
    endpoint_in(&vpc, service, parent)
}

/// An endpoint that stands in `parent`, the VPC or one of its tiers.
pub(crate) fn endpoint_in(vpc: &Site<'_>, service: &str, parent: &str) -> Option<Edit> {
    let mut properties = Map::new();
    properties.insert(vpc_endpoint::SERVICE.name.to_owned(), service.into());
    let id = format!("{}-{}-endpoint", vpc.node(), service.replace('.', "-"));
    add(vpc, &id, vpc_endpoint::KIND, parent, properties)
}

fn add(near: &Site<'_>, id: &str, kind: &str, parent: &str, properties: Map) -> Option<Edit> {
    let id = Id::new(id)?;
    if near.architecture.index_of(id.as_str()).is_some() {
        return None;
    }
    let node = Node {
        kind: kind.to_owned(),
        name: None,
        parent: Id::new(parent),
        environments: None,
        region: None,
        replaces: None,
        properties: properties.into(),
    };
    Some(Edit::Add { id, node })
}
