//! Facts about Amazon EKS that change with time: versions and their support, node images, add-ons.

/// A Kubernetes minor version as Amazon EKS offers it.
#[derive(Debug, Clone, Copy)]
pub struct KubernetesVersion {
    pub version: &'static str,
    /// Last day of standard support, `YYYY-MM-DD`; `None` where AWS had not published it when this was written.
    pub standard_until: Option<&'static str>,
    /// Last day of extended support, after which AWS upgrades the cluster by itself.
    pub extended_until: Option<&'static str>,
}

/// What AWS's support of a version is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    Standard,
    /// Charged on top of the cluster.
    Extended,
    /// AWS upgrades the control plane at a time of its own choosing.
    Ended,
}

/// Versions, newest first.
///
/// Source: Amazon EKS user guide, “Kubernetes release calendar” (14 months of standard and 12 of extended support),
/// dates as published until 2026-04-24; 1.36 and 1.37 are offered, their dates were not known then.
pub const VERSIONS: &[KubernetesVersion] = &[
    KubernetesVersion { version: "1.37", standard_until: None, extended_until: None },
    KubernetesVersion { version: "1.36", standard_until: None, extended_until: None },
    KubernetesVersion {
        version: "1.35",
        standard_until: Some("2027-03-27"),
        extended_until: Some("2028-03-27"),
    },
    KubernetesVersion {
        version: "1.34",
        standard_until: Some("2026-12-02"),
        extended_until: Some("2027-12-02"),
    },
    KubernetesVersion {
        version: "1.33",
        standard_until: Some("2026-07-29"),
        extended_until: Some("2027-07-29"),
    },
    KubernetesVersion {
        version: "1.32",
        standard_until: Some("2026-03-23"),
        extended_until: Some("2027-03-23"),
    },
    KubernetesVersion {
        version: "1.31",
        standard_until: Some("2025-11-26"),
        extended_until: Some("2026-11-26"),
    },
];

/// The words of [`VERSIONS`], for the property.
pub const VERSION_WORDS: &[&str] = &["1.37", "1.36", "1.35", "1.34", "1.33", "1.32", "1.31"];

/// The support of a version on a day (`YYYY-MM-DD`, or only its year and month). An unknown version is taken as ended.
pub fn support(version: &str, day: &str) -> Support {
    let Some(known) = VERSIONS.iter().find(|known| known.version == version) else { return Support::Ended };
    if known.standard_until.is_none_or(|last| day <= last) {
        Support::Standard
    } else if known.extended_until.is_none_or(|last| day <= last) {
        Support::Extended
    } else {
        Support::Ended
    }
}

/// Public parameter of Systems Manager with the id of the newest Amazon Linux 2023 image for nodes of a version.
/// Source: Amazon EKS user guide, “Retrieve recommended Amazon Linux AMI IDs”.
pub fn node_image_parameter(version: &str, arm: bool) -> String {
    let processor = if arm { "arm64" } else { "x86_64" };
    format!(
        "/aws/service/eks/optimized-ami/{version}/amazon-linux-2023/{processor}/standard/recommended/image_id"
    )
}

/// An add-on that AWS manages.
#[derive(Debug, Clone, Copy)]
pub struct Addon {
    pub name: &'static str,
    /// Runs as a Deployment: it only becomes active once there are nodes.
    pub needs_nodes: bool,
    /// Kubernetes service account and AWS-managed policy, for those that call AWS.
    pub identity: Option<(&'static str, &'static str)>,
}

const fn addon(name: &'static str, needs_nodes: bool) -> Addon {
    Addon { name, needs_nodes, identity: None }
}

/// The add-on that sends metrics and logs to CloudWatch.
pub const OBSERVABILITY: &str = "amazon-cloudwatch-observability";

/// The add-ons that can be chosen. Source: Amazon EKS user guide, “AWS add-ons”; `eks describe-addon-configuration`.
pub const ADDONS: &[Addon] = &[
    Addon {
        name: OBSERVABILITY,
        needs_nodes: true,
        identity: Some(("cloudwatch-agent", "CloudWatchAgentServerPolicy")),
    },
    Addon {
        name: "aws-ebs-csi-driver",
        needs_nodes: true,
        identity: Some(("ebs-csi-controller-sa", "service-role/AmazonEBSCSIDriverPolicy")),
    },
    Addon {
        name: "aws-efs-csi-driver",
        needs_nodes: true,
        identity: Some(("efs-csi-controller-sa", "service-role/AmazonEFSCSIDriverPolicy")),
    },
    addon("coredns", true),
    addon("eks-pod-identity-agent", false),
    addon("kube-proxy", false),
    addon("metrics-server", true),
    addon("snapshot-controller", true),
    addon("vpc-cni", false),
];

/// The words of [`ADDONS`], for the property.
pub const ADDON_WORDS: &[&str] = &[
    OBSERVABILITY,
    "aws-ebs-csi-driver",
    "aws-efs-csi-driver",
    "coredns",
    "eks-pod-identity-agent",
    "kube-proxy",
    "metrics-server",
    "snapshot-controller",
    "vpc-cni",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_depends_on_the_day() {
        assert_eq!(support("1.33", "2026-07-29"), Support::Standard);
        assert_eq!(support("1.33", "2026-07-30"), Support::Extended);
        assert_eq!(support("1.31", "2026-11-27"), Support::Ended);
        assert_eq!(support("1.37", "2026-11-23"), Support::Standard);
        assert_eq!(support("1.20", "2026-11-23"), Support::Ended);
    }

    #[test]
    fn the_words_of_the_properties_are_those_of_the_tables() {
        assert!(VERSIONS.iter().map(|known| known.version).eq(VERSION_WORDS.iter().copied()));
        assert!(ADDONS.iter().map(|addon| addon.name).eq(ADDON_WORDS.iter().copied()));
    }
}
