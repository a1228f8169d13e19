//! What a price is per.

use serde::{Deserialize, Serialize};

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What a price is per. Sizes are binary (GiB, MiB) even where AWS writes GB; counts are single ones.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Unit {
            $($(#[$doc])* #[serde(rename = $text)] $name),*
        }

        impl Unit {
            /// All units, in the order of their codes in the book.
            pub const ALL: &[Unit] = &[$(Unit::$name),*];

            /// The unit's word in data files and JSON, e.g. `gib-month`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Unit::$name => $text),*
                }
            }
        }
    };
}

// New units go to the end: their position is their code in the compiled book.
units! {
    Hour = "hour",
    /// One GiB kept for a month (730 hours).
    GibMonth = "gib-month",
    Gib = "gib",
    /// One provisioned I/O operation per second, for a month.
    IopsMonth = "iops-month",
    /// One provisioned MiB per second, for a month.
    MibpsMonth = "mibps-month",
    /// One load balancer capacity unit (LCU, NLCU, GLCU) for an hour.
    LcuHour = "lcu-hour",
    VcpuHour = "vcpu-hour",
    VcpuMonth = "vcpu-month",
    /// One OpenSearch compute unit for an hour.
    OcuHour = "ocu-hour",
    /// One Aurora capacity unit for an hour.
    AcuHour = "acu-hour",
    /// One API request.
    Request = "request",
    /// One I/O operation.
    Io = "io",
    Minute = "minute",
    Second = "second",
    AlarmMonth = "alarm-month",
    DashboardMonth = "dashboard-month",
    MetricMonth = "metric-month",
    WebAclMonth = "web-acl-month",
    RuleMonth = "rule-month",
    /// A managed rule group's subscription for a month.
    RuleGroupMonth = "rule-group-month",
    HostedZoneMonth = "hosted-zone-month",
    HealthCheckMonth = "health-check-month",
    KeyMonth = "key-month",
    SecretMonth = "secret-month",
    UserMonth = "user-month",
    PipelineMonth = "pipeline-month",
    PlanMonth = "plan-month",
    CertificateMonth = "certificate-month",
    /// One certificate, paid when issued and at each renewal.
    Certificate = "certificate",
    ParameterHour = "parameter-hour",
    /// One object monitored for a month.
    ObjectMonth = "object-month",
    /// One DNS query.
    Query = "query",
    Notification = "notification",
    Message = "message",
    Metric = "metric",
    Update = "update",
    Attempt = "attempt",
    Path = "path",
    Invocation = "invocation",
    Operation = "operation",
    /// One run of an analysis.
    Analysis = "analysis",
    Step = "step",
    /// A fee paid once, at the start of a reservation.
    Once = "once",
    /// Something AWS does not charge for, whatever it is counted in.
    Use = "use",
}

impl std::str::FromStr for Unit {
    type Err = ();

    fn from_str(text: &str) -> Result<Unit, ()> {
        Unit::ALL.iter().copied().find(|unit| unit.as_str() == text).ok_or(())
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
