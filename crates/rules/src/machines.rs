//! Instance types of machines, and their generations.

use design::Property;
use services::Site;

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
