//! The CloudWatch metrics worth watching, by kind: what alarms and dashboards are made of.

use cloudformation::Value;
use design::ConnectionKind;

use crate::{
    Site,
    kinds::{alb, sqs_queue, waf_web_acl},
};

/// Name and value of one dimension.
pub type Dimension = (&'static str, Value);

/// A metric of a kind with the alarm that suits it.
pub struct Metric {
    /// Kind of element it is of.
    pub kind: &'static str,
    /// Its word in a design.
    pub word: &'static str,
    /// What it says, for descriptions and widgets.
    pub title: &'static str,
    pub namespace: &'static str,
    /// CloudWatch's name of the metric.
    pub name: &'static str,
    /// `Average`, `Maximum`, `Minimum`, `Sum` or a percentile such as `p95`.
    pub statistic: &'static str,
    /// Alarm when the value is over the threshold; else when it is under it.
    pub over: bool,
    /// In `unit`.
    pub threshold: i64,
    pub unit: &'static str,
    /// How many of CloudWatch's units make one of `unit`, e.g. bytes in a GiB.
    pub scale: i64,
    /// Seconds.
    pub period: i64,
    pub evaluations: i64,
    /// Whether silence is good (`notBreaching`); else it leaves the alarm as it is (`missing`).
    pub silence_is_good: bool,
    series: fn(&Site<'_>) -> Vec<Vec<Dimension>>,
}

impl std::fmt::Debug for Metric {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind, self.word)
    }
}

impl Metric {
    /// The dimensions of each series the element has: usually one, a load balancer has one for each target group.
    pub fn series(&self, site: &Site<'_>) -> Vec<Vec<Dimension>> {
        (self.series)(site)
    }
}

/// The metrics of a kind; the first is what an alarm watches unless it says otherwise.
pub fn of_kind(kind: &str) -> impl Iterator<Item = &'static Metric> {
    METRICS.iter().filter(move |metric| metric.kind == kind)
}

/// A metric of a kind by its word; `auto` is the kind's first.
pub fn metric(kind: &str, word: &str) -> Option<&'static Metric> {
    of_kind(kind).find(|metric| word == "auto" || metric.word == word)
}

/// All words, for the property of an alarm.
pub const WORDS: &[&str] = &[
    "auto",
    "age-of-oldest",
    "api-errors",
    "blocked-requests",
    "connections",
    "cpu",
    "days-to-expiry",
    "dead-letters",
    "depth",
    "errors-5xx",
    "failed-builds",
    "failed-deliveries",
    "free-memory",
    "free-storage",
    "latency",
    "own-errors-5xx",
    "pending-pods",
    "port-allocation",
    "requests",
    "snapshot-failed",
    "status-check",
    "status-red",
    "status-yellow",
    "unhealthy-hosts",
    "write-blocked",
];

const GIB: i64 = 1 << 30;

#[allow(clippy::too_many_arguments, reason = "a table reads best with one row for each metric")]
const fn over(
    kind: &'static str,
    word: &'static str,
    title: &'static str,
    (namespace, name, statistic): (&'static str, &'static str, &'static str),
    threshold: i64,
    unit: &'static str,
    (period, evaluations): (i64, i64),
    series: fn(&Site<'_>) -> Vec<Vec<Dimension>>,
) -> Metric {
    Metric {
        kind,
        word,
        title,
        namespace,
        name,
        statistic,
        over: true,
        threshold,
        unit,
        scale: 1,
        period,
        evaluations,
        silence_is_good: true,
        series,
    }
}

impl Metric {
    const fn under(mut self) -> Metric {
        self.over = false;
        self.silence_is_good = false;
        self
    }

    const fn scaled(mut self, scale: i64) -> Metric {
        self.scale = scale;
        self
    }

    const fn silence_is_unknown(mut self) -> Metric {
        self.silence_is_good = false;
        self
    }
}

/// Names: the “CloudWatch metrics” page of each service's user guide. Thresholds: AWS's recommended alarms,
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html>
static METRICS: &[Metric] = &[
    over(
        "acm_certificate",
        "days-to-expiry",
        "Days until the certificate expires",
        ("AWS/CertificateManager", "DaysToExpiry", "Minimum"),
        30,
        "days",
        (86_400, 1),
        certificate,
    )
    .under(),
    over(
        "alb",
        "errors-5xx",
        "Errors of the targets (5xx)",
        ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", "Sum"),
        10,
        "errors",
        (60, 5),
        balancer,
    ),
    over(
        "alb",
        "own-errors-5xx",
        "Errors of the load balancer (5xx)",
        ("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", "Sum"),
        10,
        "errors",
        (60, 5),
        balancer,
    ),
    over(
        "alb",
        "unhealthy-hosts",
        "Unhealthy targets",
        ("AWS/ApplicationELB", "UnHealthyHostCount", "Maximum"),
        0,
        "targets",
        (60, 5),
        target_groups,
    ),
    over(
        "alb",
        "latency",
        "Response time of the targets (p95)",
        ("AWS/ApplicationELB", "TargetResponseTime", "p95"),
        1,
        "seconds",
        (60, 5),
        balancer,
    ),
    over(
        "alb",
        "requests",
        "Requests",
        ("AWS/ApplicationELB", "RequestCount", "Sum"),
        100_000,
        "requests",
        (300, 1),
        balancer,
    ),
    over(
        "auto_scaling_group",
        "cpu",
        "CPU of the group",
        ("AWS/EC2", "CPUUtilization", "Average"),
        80,
        "%",
        (300, 3),
        group,
    )
    .silence_is_unknown(),
    over(
        "cloudfront_distribution",
        "errors-5xx",
        "Share of errors (5xx)",
        ("AWS/CloudFront", "5xxErrorRate", "Average"),
        5,
        "%",
        (300, 3),
        distribution,
    ),
    over(
        "cloudfront_distribution",
        "requests",
        "Requests",
        ("AWS/CloudFront", "Requests", "Sum"),
        1_000_000,
        "requests",
        (300, 1),
        distribution,
    ),
    over(
        "codebuild_project",
        "failed-builds",
        "Failed builds",
        ("AWS/CodeBuild", "FailedBuilds", "Sum"),
        0,
        "builds",
        (300, 1),
        project,
    ),
    over(
        "ec2_instance",
        "status-check",
        "Failed status checks",
        ("AWS/EC2", "StatusCheckFailed", "Maximum"),
        0,
        "checks",
        (60, 3),
        instance,
    )
    .silence_is_unknown(),
    over("ec2_instance", "cpu", "CPU", ("AWS/EC2", "CPUUtilization", "Average"), 80, "%", (300, 3), instance)
        .silence_is_unknown(),
    over(
        "eks_cluster",
        "pending-pods",
        "Pods that find no node",
        ("AWS/EKS", "scheduler_pending_pods_UNSCHEDULABLE", "Maximum"),
        0,
        "pods",
        (300, 3),
        cluster,
    ),
    over(
        "eks_cluster",
        "api-errors",
        "Errors of the Kubernetes API (5xx)",
        ("AWS/EKS", "apiserver_request_total_5XX", "Sum"),
        50,
        "errors",
        (300, 3),
        cluster,
    ),
    over(
        "eks_workers",
        "cpu",
        "CPU of the workers",
        ("AWS/EC2", "CPUUtilization", "Average"),
        80,
        "%",
        (300, 3),
        group,
    )
    .silence_is_unknown(),
    over(
        "nat_gateway",
        "port-allocation",
        "Connections refused for want of ports",
        ("AWS/NATGateway", "ErrorPortAllocation", "Sum"),
        0,
        "errors",
        (300, 1),
        nat,
    ),
    over(
        "opensearch_domain",
        "status-red",
        "Cluster status red",
        ("AWS/ES", "ClusterStatus.red", "Maximum"),
        0,
        "",
        (60, 1),
        domain,
    ),
    over(
        "opensearch_domain",
        "status-yellow",
        "Cluster status yellow",
        ("AWS/ES", "ClusterStatus.yellow", "Maximum"),
        0,
        "",
        (60, 5),
        domain,
    ),
    over(
        "opensearch_domain",
        "free-storage",
        "Free storage of the fullest node",
        ("AWS/ES", "FreeStorageSpace", "Minimum"),
        10,
        "GiB",
        (60, 1),
        domain,
    )
    .under()
    .scaled(1024),
    over(
        "opensearch_domain",
        "write-blocked",
        "Writes blocked",
        ("AWS/ES", "ClusterIndexWritesBlocked", "Maximum"),
        0,
        "",
        (300, 1),
        domain,
    ),
    over(
        "opensearch_domain",
        "snapshot-failed",
        "Automated snapshot failed",
        ("AWS/ES", "AutomatedSnapshotFailure", "Maximum"),
        0,
        "",
        (60, 1),
        domain,
    ),
    over(
        "opensearch_domain",
        "cpu",
        "CPU",
        ("AWS/ES", "CPUUtilization", "Average"),
        80,
        "%",
        (900, 3),
        domain,
    )
    .silence_is_unknown(),
    over("rds_instance", "cpu", "CPU", ("AWS/RDS", "CPUUtilization", "Average"), 80, "%", (300, 3), database)
        .silence_is_unknown(),
    over(
        "rds_instance",
        "free-storage",
        "Free storage",
        ("AWS/RDS", "FreeStorageSpace", "Minimum"),
        10,
        "GiB",
        (300, 1),
        database,
    )
    .under()
    .scaled(GIB),
    over(
        "rds_instance",
        "free-memory",
        "Freeable memory",
        ("AWS/RDS", "FreeableMemory", "Minimum"),
        1,
        "GiB",
        (300, 3),
        database,
    )
    .under()
    .scaled(GIB),
    over(
        "rds_instance",
        "connections",
        "Connections",
        ("AWS/RDS", "DatabaseConnections", "Maximum"),
        400,
        "connections",
        (300, 1),
        database,
    ),
    over(
        "sns_topic",
        "failed-deliveries",
        "Failed deliveries",
        ("AWS/SNS", "NumberOfNotificationsFailed", "Sum"),
        0,
        "notifications",
        (300, 1),
        topic,
    ),
    over(
        "sqs_queue",
        "age-of-oldest",
        "Age of the oldest message",
        ("AWS/SQS", "ApproximateAgeOfOldestMessage", "Maximum"),
        900,
        "seconds",
        (300, 1),
        queue,
    ),
    over(
        "sqs_queue",
        "depth",
        "Messages waiting",
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"),
        1000,
        "messages",
        (300, 1),
        queue,
    ),
    over(
        "sqs_queue",
        "dead-letters",
        "Messages in the dead-letter queue",
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Maximum"),
        0,
        "messages",
        (300, 1),
        dead_letters,
    ),
    over(
        "waf_web_acl",
        "blocked-requests",
        "Blocked requests",
        ("AWS/WAFV2", "BlockedRequests", "Sum"),
        1000,
        "requests",
        (300, 1),
        web_acl,
    ),
];

fn one(name: &'static str, value: Value) -> Vec<Vec<Dimension>> {
    vec![vec![(name, value)]]
}

fn certificate(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("CertificateArn", site.reference(""))
}

fn balancer(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("LoadBalancer", site.get("", "LoadBalancerFullName"))
}

fn target_groups(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    site.to(ConnectionKind::Target)
        .map(|(edge, _)| {
            vec![
                ("LoadBalancer", site.get("", "LoadBalancerFullName")),
                ("TargetGroup", site.get(&alb::target_group(edge), "TargetGroupFullName")),
            ]
        })
        .collect()
}

fn group(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("AutoScalingGroupName", site.reference(""))
}

fn distribution(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    vec![vec![("DistributionId", site.reference("")), ("Region", "Global".into())]]
}

fn project(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("ProjectName", site.reference(""))
}

fn instance(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("InstanceId", site.reference(""))
}

fn cluster(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("ClusterName", site.reference(""))
}

fn nat(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("NatGatewayId", site.reference(""))
}

fn domain(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    let account = if site.here() { Value::reference("AWS::AccountId") } else { site.account().into() };
    vec![vec![("ClientId", account), ("DomainName", site.reference(""))]]
}

fn database(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("DBInstanceIdentifier", site.reference(""))
}

fn topic(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("TopicName", site.get("", "TopicName"))
}

fn queue(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    one("QueueName", site.get("", "QueueName"))
}

fn dead_letters(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    let own = site.part(sqs_queue::DEAD_LETTER);
    own.map(|part| one("QueueName", site.get(&part.name, "QueueName"))).unwrap_or_default()
}

fn web_acl(site: &Site<'_>) -> Vec<Vec<Dimension>> {
    let mut dimensions = vec![("Rule", "ALL".into()), ("WebACL", waf_web_acl::metric_name(site).into())];
    if !waf_web_acl::at_edge(site) {
        dimensions.push(("Region", site.region.as_str().into()));
    }
    vec![dimensions]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_its_word_among_the_words() {
        for metric in METRICS {
            assert!(WORDS.contains(&metric.word), "{metric:?}");
        }
    }

    #[test]
    fn no_kind_has_a_word_twice() {
        for metric in METRICS {
            assert_eq!(
                of_kind(metric.kind).filter(|other| other.word == metric.word).count(),
                1,
                "{metric:?}"
            );
        }
    }
}
