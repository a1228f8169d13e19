//! Instance types of machines, their generations and addresses; the nodes of clusters.

use design::Property;
use services::{
    Site,
    kinds::{eks_node_group, eks_workers},
};

/// The groups of cluster nodes that stand in an element, at any depth.
pub(crate) fn cluster_nodes<'a>(site: &Site<'a>) -> Vec<Site<'a>> {
    let children = site.element().children.iter().map(|&child| site.at(child));
    let found = children.flat_map(|child| match child.kind.name {
        eks_node_group::KIND | eks_workers::KIND => vec![child],
        _ => cluster_nodes(&child),
    });
    found.collect()
}

/// The property that names the instance type; kinds have different defaults.
pub(crate) fn instance_type_property(site: &Site<'_>) -> Option<&'static Property> {
    site.kind.properties.iter().copied().find(|property| property.name == "instance_type")
}

/// Families AWS lists as previous generation, and the family to move to.
/// Source: Amazon EC2 user guide, “Previous generation instances”.
const PREVIOUS: &[(&str, &str)] = &[
    ("a1", "m6g"),
    ("c1", "c6i"),
    ("c3", "c6i"),
    ("c4", "c6i"),
    ("g2", "g4dn"),
    ("g3", "g4dn"),
    ("i2", "i3"),
    ("m1", "m6i"),
    ("m2", "r6i"),
    ("m3", "m6i"),
    ("m4", "m6i"),
    ("p2", "p3"),
    ("r3", "r6i"),
    ("r4", "r6i"),
    ("t1", "t3"),
    ("t2", "t3"),
];

/// Whether an instance type belongs to a previous generation.
pub(crate) fn previous_generation(instance_type: &str) -> bool {
    family(instance_type).is_some()
}

/// The type of the same size in the family to move to.
pub(crate) fn successor(instance_type: &str) -> Option<String> {
    let (_, size) = instance_type.split_once('.')?;
    Some(format!("{}.{size}", family(instance_type)?))
}

fn family(instance_type: &str) -> Option<&'static str> {
    let family = instance_type.split('.').next()?;
    PREVIOUS.iter().find(|(old, _)| *old == family).map(|(_, new)| *new)
}

/// Families whose sizes have the same interfaces. Source: `eni-max-pods.txt` of the Amazon EKS AMI.
const ALIKE: [&str; 24] = [
    "c5", "c5a", "c6a", "c6g", "c6i", "c7a", "c7g", "c7i", "m5", "m5a", "m6a", "m6g", "m6i", "m7a", "m7g",
    "m7i", "r5", "r5a", "r6a", "r6g", "r6i", "r7a", "r7g", "r7i",
];

/// How many interfaces an instance type has, and how many IPv4 addresses each of them takes; `None` for types that are
/// not known here.
pub(crate) fn interfaces(instance_type: &str) -> Option<(u64, u64)> {
    let (family, size) = instance_type.split_once('.')?;
    let burstable = matches!(family, "t3" | "t4g");
    if !burstable && !ALIKE.contains(&family) {
        return None;
    }
    Some(match size {
        "nano" | "micro" if burstable => (2, 2),
        "small" if burstable => (3, 4),
        "medium" if burstable => (3, 6),
        "large" if burstable => (3, 12),
        "medium" => (2, 4),
        "large" => (3, 10),
        "xlarge" | "2xlarge" => (4, 15),
        "4xlarge" | "8xlarge" | "9xlarge" | "12xlarge" => (8, 30),
        "16xlarge" | "18xlarge" | "24xlarge" | "32xlarge" | "48xlarge" => (15, 50),
        _ => return None,
    })
}
