//! Instance types beside each other: the same size on Graviton, and the next smaller size.

/// Families with an Intel or AMD processor, and the Graviton families that do the same work, the newest first.
const GRAVITON: [(&str, &[&str]); 18] = [
    ("t2", &["t4g"]),
    ("t3", &["t4g"]),
    ("t3a", &["t4g"]),
    ("m5", &["m7g", "m6g"]),
    ("m5a", &["m7g", "m6g"]),
    ("m6a", &["m7g", "m6g"]),
    ("m6i", &["m7g", "m6g"]),
    ("m7a", &["m7g", "m6g"]),
    ("m7i", &["m7g", "m6g"]),
    ("c5", &["c7g", "c6g"]),
    ("c6a", &["c7g", "c6g"]),
    ("c6i", &["c7g", "c6g"]),
    ("c7a", &["c7g", "c6g"]),
    ("c7i", &["c7g", "c6g"]),
    ("r5", &["r7g", "r6g"]),
    ("r6a", &["r7g", "r6g"]),
    ("r6i", &["r7g", "r6g"]),
    ("r7i", &["r7g", "r6g"]),
];

/// Sizes, each with half of what the next has.
const SIZES: [&str; 9] =
    ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];

/// `db.m6i.large` → `db.`, `m6i`, `large`, and what follows (`.search`).
fn parts(name: &str) -> Option<(&str, &str, &str, &str)> {
    let (prefix, rest) = match name.strip_prefix("db.") {
        Some(rest) => ("db.", rest),
        None => ("", name),
    };
    let (family, rest) = rest.split_once('.')?;
    let (size, suffix) = rest.split_once('.').map_or((rest, ""), |(size, _)| (size, &rest[size.len()..]));
    Some((prefix, family, size, suffix))
}

/// The same size of the Graviton families that do the same work.
pub fn graviton(name: &str) -> impl Iterator<Item = String> {
    let found = parts(name).and_then(|(prefix, family, size, suffix)| {
        let (_, families) = GRAVITON.iter().find(|(other, _)| *other == family)?;
        Some((prefix, families, size, suffix))
    });
    found.into_iter().flat_map(|(prefix, families, size, suffix)| {
        families.iter().map(move |family| format!("{prefix}{family}.{size}{suffix}"))
    })
}

/// The next smaller size of the same family.
pub fn smaller(name: &str) -> Option<String> {
    let (prefix, family, size, suffix) = parts(name)?;
    let at = SIZES.iter().position(|other| *other == size)?;
    let smaller = SIZES.get(at.checked_sub(1)?)?;
    Some(format!("{prefix}{family}.{smaller}{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_size_on_graviton() {
        assert_eq!(graviton("m6i.xlarge").collect::<Vec<_>>(), ["m7g.xlarge", "m6g.xlarge"]);
        assert_eq!(graviton("db.t3.medium").collect::<Vec<_>>(), ["db.t4g.medium"]);
        assert_eq!(graviton("r5.large.search").collect::<Vec<_>>(), ["r7g.large.search", "r6g.large.search"]);
        assert_eq!(graviton("m7g.large").count(), 0);
        assert_eq!(graviton("nonsense").count(), 0);
    }

    #[test]
    fn the_next_smaller_size() {
        assert_eq!(smaller("m6i.xlarge").as_deref(), Some("m6i.large"));
        assert_eq!(smaller("db.t4g.medium").as_deref(), Some("db.t4g.small"));
        assert_eq!(smaller("m7g.medium.search").as_deref(), Some("m7g.small.search"));
        assert_eq!(smaller("t4g.nano"), None);
        assert_eq!(smaller("m5.metal"), None);
    }
}
