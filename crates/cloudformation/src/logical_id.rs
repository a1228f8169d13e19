//! Logical ids from (node, part).

use std::collections::BTreeMap;

use crate::PartName;

/// Longest logical id in characters.
/// Source: AWS CloudFormation user guide, "Resources section" and "CloudFormation quotas".
pub const MAX_LOGICAL_ID: usize = 255;

/// The logical id of a part of a node: both in PascalCase, only letters and digits (`data`, `route-table/1`
/// gives `DataRouteTable1`), at most [`MAX_LOGICAL_ID`] characters. Longer names are cut and end in a digest
/// of the whole, so that they stay apart.
pub fn logical_id(node: &str, part: &str) -> String {
    let mut id = String::with_capacity(node.len() + part.len());
    for word in [node, part].into_iter().flat_map(|name| name.split(|c: char| !c.is_ascii_alphanumeric())) {
        let mut letters = word.chars();
        id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        id.push_str(letters.as_str());
    }
    if id.len() > MAX_LOGICAL_ID {
        let digest = format!("{:016X}", fnv1a(&id));
        id.truncate(MAX_LOGICAL_ID - digest.len());
        id.push_str(&digest);
    }
    id
}

/// FNV-1a, 64 bit: stable over releases of the compiler, which `std`'s hasher is not.
pub fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Two different (node, part) pairs that would share a logical id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    pub logical_id: String,
    pub first: PartName,
    pub second: PartName,
}

/// Every pair that folds to the logical id of an earlier, different pair, in the order given.
pub fn collisions<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Collision> {
    let mut taken = BTreeMap::new();
    let mut found = Vec::new();
    for (node, part) in pairs {
        let id = logical_id(node, part);
        let (first_node, first_part) = *taken.entry(id.clone()).or_insert((node, part));
        if (first_node, first_part) != (node, part) {
            found.push(Collision {
                logical_id: id,
                first: PartName::new(first_node, first_part),
                second: PartName::new(node, part),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_pascal_case() {
        assert_eq!(logical_id("data", "route-table/1"), "DataRouteTable1");
        assert_eq!(logical_id("api", ""), "Api");
        assert_eq!(logical_id("web-2-front", "security-group"), "Web2FrontSecurityGroup");
    }

    #[test]
    fn long_names_are_cut_but_stay_apart() {
        let long = "part-".repeat(80);
        let (a, b) = (logical_id("n", &format!("{long}a")), logical_id("n", &format!("{long}b")));
        assert_eq!((a.len(), b.len()), (MAX_LOGICAL_ID, MAX_LOGICAL_ID));
        assert_ne!(a, b);
        assert!(a.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn pairs_that_fold_together_are_reported_once_each() {
        let found = collisions([("a-1", ""), ("b", "x"), ("a1", ""), ("a", "1"), ("a-1", "")]);
        let names: Vec<_> =
            found.iter().map(|c| format!("{} {} {}", c.logical_id, c.first, c.second)).collect();
        assert_eq!(names, ["A1 a-1/ a1/", "A1 a-1/ a/1"]);
    }
}
