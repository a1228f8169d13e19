//! Actions of policies may hold `*`.

/// Whether an action of a policy, perhaps with `*` in it, covers a named one.
pub(crate) fn covers(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    let mut pieces = pattern.split('*');
    let Some(mut rest) = pieces.next().and_then(|first| action.strip_prefix(first)) else { return false };
    if !pattern.contains('*') {
        return rest.is_empty();
    }
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return false };
    for piece in middle {
        let Some(at) = rest.find(piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_cover_actions() {
        for (pattern, action, covered) in [
            ("*", "iam:PassRole", true),
            ("iam:*", "iam:PassRole", true),
            ("iam:Pass*", "iam:PassRole", true),
            ("IAM:passrole", "iam:PassRole", true),
            ("iam:*Role", "iam:PassRole", true),
            ("iam:P*s*le", "iam:PassRole", true),
            ("iam:Get*", "iam:PassRole", false),
            ("iam:Pass", "iam:PassRole", false),
            ("iam:*User", "iam:PassRole", false),
        ] {
            assert_eq!(covers(pattern, action), covered, "{pattern} {action}");
        }
    }
}
