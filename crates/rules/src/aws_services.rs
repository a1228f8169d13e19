//! The AWS services a machine calls, as its endpoints are named.

use design::ConnectionKind;
use services::{Site, kinds::ec2_instance};

/// What Session Manager needs. Source: Systems Manager user guide, VPC endpoints.
const SESSION_MANAGER: [&str; 3] = ["ec2messages", "ssm", "ssmmessages"];
/// What a node of a private cluster needs. Source: EKS user guide, private clusters.
const EKS_NODE: [&str; 8] = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "logs", "s3", "sts"];

/// The services a machine calls for itself and for what it is drawn to use, sorted.
pub(crate) fn called_by(site: &Site<'_>) -> Vec<&'static str> {
    let mut called: Vec<&'static str> = Vec::new();
    match site.kind.name {
        "eks_node_group" | "eks_workers" => called.extend(EKS_NODE),
        _ if site.flag(&ec2_instance::SESSION_MANAGER) => called.extend(SESSION_MANAGER),
        _ => {}
    }
    for (_, target) in site.to(ConnectionKind::Uses).chain(site.to(ConnectionKind::Logs)) {
        called.extend(network::endpoint_names(&target));
    }
    called.sort_unstable();
    called.dedup();
    called
}
