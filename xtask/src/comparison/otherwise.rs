//! Where we judge otherwise than others, and why.

/// A check whose findings on a kind (or part of it) are not taken over.
pub struct Otherwise {
    pub check: &'static str,
    pub kind: &'static str,
    /// In plain words, for a person who reads both reports.
    pub why: &'static str,
}

pub const OTHERWISE: &[Otherwise] = &[
    Otherwise {
        check: "checkov:CKV_AWS_149",
        kind: "alb/origin-secret",
        why: "It holds random characters by which the load balancer knows CloudFront. No person and no other account \
              reads them, so there is nobody whom a key of one's own would keep out.",
    },
    Otherwise {
        check: "checkov:CKV_AWS_158",
        kind: "vpc/flow-log-group",
        why: "Flow logs hold addresses, ports and counts, nothing that users typed; CloudWatch encrypts them with its \
              own key.",
    },
    Otherwise {
        check: "checkov:CKV_AWS_18",
        kind: "s3_bucket",
        why: "The bucket receives the logs of the others. Logging its own deliveries would write a log of the log \
              without end; AWS advises against it.",
    },
    Otherwise {
        check: "checkov:CKV_AWS_260",
        kind: "alb/security-group",
        why: "Port 80 only sends visitors on to HTTPS, which `alb-http-redirect` holds. Closed, it would turn away \
              those who type the bare name.",
    },
    Otherwise {
        check: "checkov:CKV_AWS_86",
        kind: "cloudfront_distribution",
        why: "Its requests are logged by standard logging v2, with resources of its own (AWS::Logs::Delivery); the \
              check knows only the older property. `distribution-logs` holds it.",
    },
];
