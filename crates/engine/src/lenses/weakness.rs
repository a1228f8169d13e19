//! What is weak about an element, in the two words that fit on its edge.

use std::{cmp::Reverse, collections::BTreeMap};

use rules::Severity;
use text::Words;

/// A kind of weakness, and the rules that find it.
struct Weakness {
    title: Words,
    rules: &'static [&'static str],
}

/// What people ask about first comes first.
static WEAKNESSES: [Weakness; 8] = [
    Weakness {
        title: Words::new("public data", "datos públicos"),
        rules: &[
            "s3-public-access-blocked",
            "s3-acl-not-public",
            "s3-policy-names-principals",
            "ecr-policy-not-public",
            "rds-not-public",
            "data-store-unreachable-from-internet",
            "opensearch-in-vpc",
        ],
    },
    Weakness {
        title: Words::new("secret in clear text", "secreto en claro"),
        rules: &[
            "no-literal-secrets",
            "user-data-without-secrets",
            "codebuild-variables-without-credentials",
            "codebuild-source-without-credentials",
            "rds-password-managed",
        ],
    },
    Weakness {
        title: Words::new("open ports", "puertos abiertos"),
        rules: &[
            "no-admin-port-from-internet",
            "alb-exposure-intended",
            "eks-endpoint-closed",
            "eks-node-remote-access",
            "data-store-admits-groups",
            "data-store-behind-application",
            "narrow-port-ranges",
            "stated-rule-is-drawn",
            "network-acl-closes-admin-ports",
        ],
    },
    Weakness {
        title: Words::new("open to everyone", "abierto a todos"),
        rules: &[
            "sqs-policy-names-principals",
            "sns-policy-names-principals",
            "key-policy-names-principals",
            "opensearch-access-policy-named",
            "trust-is-not-everyone",
            "github-trust-names-repository",
            "codebuild-not-public",
        ],
    },
    Weakness {
        title: Words::new("not encrypted", "sin cifrar"),
        rules: &[
            "rds-encrypted",
            "opensearch-encrypted",
            "instance-disks-encrypted",
            "launch-template-disks-encrypted",
            "volume-encrypted",
            "eks-secrets-encrypted",
            "sqs-encrypted",
            "sns-encrypted",
            "trail-encrypted",
            "pipeline-artifacts-encrypted",
            "codebuild-artifacts-encrypted",
            "codebuild-s3-logs-encrypted",
            "report-group-encrypted",
        ],
    },
    Weakness {
        title: Words::new("clear text in transit", "tránsito en claro"),
        rules: &[
            "alb-https",
            "alb-http-redirect",
            "alb-encrypts-to-targets",
            "distribution-redirects-https",
            "distribution-origin-tls",
            "opensearch-https",
            "opensearch-node-to-node",
            "rds-tls-enforced",
            "s3-tls-only",
            "s3-no-website-endpoint",
            "sns-tls-only",
            "sns-delivers-https",
            "sqs-tls-only",
        ],
    },
    Weakness {
        title: Words::new("too many rights", "demasiados permisos"),
        rules: &[
            "policy-is-not-administrator",
            "role-is-not-administrator",
            "allow-names-actions",
            "policy-names-actions",
            "policy-changes-named-resources",
            "policy-reads-named-data",
            "policy-decrypts-with-named-keys",
            "policy-cannot-raise-itself",
            "pass-role-is-limited",
            "managed-policies-are-narrow",
            "eks-node-role-minimal",
            "s3-policy-names-actions",
            "sqs-policy-names-actions",
        ],
    },
    Weakness {
        title: Words::new("not filtered", "sin filtro"),
        rules: &[
            "public-alb-has-web-acl",
            "distribution-has-web-acl",
            "cloudfront-cannot-be-bypassed",
            "web-acl-managed-rules",
            "web-acl-rate-limit",
            "web-acl-counting-is-a-trial",
        ],
    },
];

/// The kinds of weakness that rules have found, each once: what is worse comes first.
pub(super) fn weaknesses(found: &BTreeMap<&str, Severity>) -> Vec<Words> {
    let worst = |weakness: &Weakness| weakness.rules.iter().filter_map(|rule| found.get(rule)).max().copied();
    let all = WEAKNESSES.iter().map(|weakness| (worst(weakness), weakness.title));
    let mut known: Vec<(Option<Severity>, Words)> = all.filter(|(worst, _)| worst.is_some()).collect();
    known.sort_by_key(|(worst, _)| Reverse(*worst));
    known.into_iter().map(|(_, title)| title).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rules::Pillar;

    use super::*;

    #[test]
    fn each_weakness_is_found_by_rules_of_security_that_there_are_and_by_no_rule_twice() {
        let mut seen = BTreeSet::new();
        for weakness in &WEAKNESSES {
            for id in weakness.rules {
                let rule = rules::rule(id).unwrap_or_else(|| panic!("there is no rule {id}"));
                assert_eq!(rule.about().pillar, Pillar::Security, "{id}");
                assert!(seen.insert(id), "{id} finds two weaknesses");
            }
        }
    }
}
