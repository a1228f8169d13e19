//! How many addresses of each subnet an element can take.

use architecture::address;
use services::{
    Site,
    kinds::{subnet, vpc},
};
use text::Message;

use crate::{Case, Fix};

/// Addresses of each subnet that AWS keeps. Source: Amazon VPC user guide, subnet CIDR blocks.
pub(crate) const KEPT_BY_AWS: u64 = 5;
/// What a load balancer asks to be free. Source: Elastic Load Balancing user guide, subnets.
const LOAD_BALANCER: u64 = 8;
/// What a cluster's control plane asks to be free. Source: EKS user guide, network requirements.
const CONTROL_PLANE: u64 = 6;
/// Addresses of a node with its pods: 29 pods on the usual large instances, and itself.
/// Source: `eni-max-pods.txt` of the Amazon EKS AMI.
const NODE_WITH_PODS: u64 = 30;
/// Each OpenSearch node is doubled while a domain changes. Source: OpenSearch Service guide, VPC domains.
const WHILE_CHANGING: u64 = 2;

/// The addresses all that stands in a tier takes at most, in each of its subnets.
pub(crate) fn needed(tier: &Site<'_>) -> u64 {
    needed_with(tier, &|_| NODE_WITH_PODS)
}

/// The same, where each node of a cluster takes as many as `of_node` says of its group.
pub(crate) fn needed_with(tier: &Site<'_>, of_node: &dyn Fn(&Site<'_>) -> u64) -> u64 {
    tier.element().children.iter().map(|&child| taken(&tier.at(child), of_node)).sum()
}

/// Wider subnets for a tier that needs so many addresses in each; `None` where its blocks are pinned, or where they
/// would take more of the VPC than its own slot.
pub(crate) fn widened(tier: &Case<'_>, needed: u64) -> Option<Fix> {
    if tier.record(&subnet::CIDRS).is_some_and(|pinned| !pinned.is_empty()) {
        return None;
    }
    let block = tier.vpc().and_then(|vpc| vpc::cidr(&vpc))?;
    let fits = |prefix: &u8| {
        let size = 1_u64 << 32_u8.saturating_sub(*prefix);
        address::slots_taken(block, *prefix) == 1 && size.saturating_sub(KEPT_BY_AWS) >= needed
    };
    let wider = (18..u8::try_from(tier.integer(&subnet::PREFIX)).ok()?).rev().find(fits)?;
    let title = Message::say("Make its subnets /{0}", "Hacer sus subredes /{0}").with(wider.to_string());
    Some(Fix::set(tier, subnet::PREFIX.name, wider, title))
}

fn taken(site: &Site<'_>, of_node: &dyn Fn(&Site<'_>) -> u64) -> u64 {
    let zones = u64::try_from(site.zones.len()).unwrap_or(1).max(1);
    let stated = |name: &str| {
        let declared = site.kind.properties.iter().find(|property| property.name == name)?;
        let value = site.properties.get(name).cloned().or_else(|| declared.default.to_json());
        let value = value?;
        value.as_u64().or_else(|| value.as_str()?.parse().ok())
    };
    let own = match site.kind.name {
        "alb" => LOAD_BALANCER,
        "auto_scaling_group" => stated("max_size").unwrap_or(1).div_ceil(zones),
        "ec2_instance" | "nat_gateway" => 1,
        "eks_cluster" => CONTROL_PLANE,
        "eks_node_group" | "eks_workers" => stated("max").unwrap_or(1).div_ceil(zones) * of_node(site),
        "opensearch_domain" => {
            let nodes = stated("data_nodes").unwrap_or(1) + stated("dedicated_masters").unwrap_or(0);
            nodes.div_ceil(zones) * WHILE_CHANGING
        }
        // The address stays while a second one takes over.
        "rds_instance" => 2,
        "vpc_endpoint" => u64::from(!site.zones.is_empty()),
        _ => 0,
    };
    own + needed_with(site, of_node)
}
