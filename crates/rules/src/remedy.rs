//! Edits that several rules propose.

use design::{Connection, ConnectionKind, Id, Map, Node};
use serde_json::Value;
use services::{
    Site,
    kinds::{cfn_resource, internet_gateway, kms_key, nat_gateway, subnet, vpc_endpoint},
};
use text::Message;

use crate::{Case, Edit, Fix, companions};

/// Takes a property away from a raw resource.
pub(crate) fn without(case: &Case<'_>, name: &str, title: Message) -> Option<Fix> {
    let mut properties = case.record(&cfn_resource::PROPERTIES)?.clone();
    properties.remove(name)?;
    let property = cfn_resource::PROPERTIES.name;
    Some(Fix { title, edits: vec![Edit::Set { id: case.id.clone(), property, value: properties.into() }] })
}

/// A NAT gateway in one zone of a VPC, in a public tier; `None` without such a tier, or if the id is taken.
pub(crate) fn nat_gateway(vpc: &Site<'_>, zone: u8) -> Option<Edit> {
    let public = vpc
        .children(subnet::KIND)
        .find(|tier| tier.text(&subnet::ACCESS) == "public" && tier.zones.contains(&zone))?;
    let mut properties = Map::new();
    properties.insert(nat_gateway::ZONE.name.to_owned(), zone.into());
    add(vpc, &format!("{}-nat-{zone}", vpc.node()), nat_gateway::KIND, public.node(), properties)
}

/// An internet gateway for a VPC without one.
pub(crate) fn internet_gateway(vpc: &Site<'_>) -> Option<Edit> {
    let id = format!("{}-internet", vpc.node());
    let none = vpc.children(internet_gateway::KIND).next().is_none();
    none.then(|| add(vpc, &id, internet_gateway::KIND, vpc.node(), Map::new())).flatten()
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

/// Spreads the tier an element stands in over all zones of its VPC; `None` where that adds none.
pub(crate) fn every_zone(site: &Site<'_>) -> Option<Fix> {
    let (tier, vpc) = (site.tier()?, site.vpc()?);
    let more = vpc.zones.len() > tier.zones.len();
    let edit = Edit::Set { id: tier.id.clone(), property: subnet::ZONES.name, value: Value::Null };
    let title =
        Message::say("Spread “{0}” over all zones of its VPC", "Extender «{0}» a todas las zonas de su VPC");
    more.then(|| Fix { title: title.with(tier.name.clone()), edits: vec![edit] })
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

/// A key for an element alone, attached to it.
pub(crate) fn key_of_its_own(site: &Site<'_>) -> Option<Vec<Edit>> {
    let edge = Id::new(&format!("{}-own-key", site.node()))?;
    let taken = site.architecture.index_of(edge.as_str()).is_some()
        || site.architecture.edges.iter().any(|other| other.id == edge);
    if taken {
        return None;
    }
    let (add, key) = companions::new(site, "key", kms_key::KIND)?;
    let taken = site.architecture.edges.iter().any(|edge| edge.id == key);
    let connection = Connection {
        from: site.id.clone(),
        kind: ConnectionKind::Attached,
        to: key,
        name: None,
        properties: Map::new().into(),
    };
    (!taken).then(|| vec![add, Edit::Connect { id: edge, connection }])
}
