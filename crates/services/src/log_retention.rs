//! How long CloudWatch Logs keeps log events, and what that costs.

use pricing::{Band, Ledger};
use rust_decimal::Decimal;

use crate::Site;

/// The days CloudWatch Logs accepts. Source: PutRetentionPolicy, API reference of CloudWatch Logs.
pub const DAYS: &[i64] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/// The shortest accepted retention that keeps events for at least `days`.
pub fn at_least(days: i64) -> i64 {
    DAYS.iter().copied().find(|&accepted| accepted >= days).unwrap_or(3653)
}

/// Charges what is ingested a month and what is kept of it, compressed.
pub fn charge(site: &Site<'_>, part: &str, gib_per_month: Band, days: i64, ledger: &mut Ledger<'_>) {
    let service = "Amazon CloudWatch";
    ledger.charge(site.node(), part, service, "Log ingestion", "cloudwatch/logs/ingested", gib_per_month);
    charge_storage(site, part, gib_per_month, days, ledger);
}

/// Charges what is kept of GiB written a month, compressed.
pub fn charge_storage(site: &Site<'_>, part: &str, gib_per_month: Band, days: i64, ledger: &mut Ledger<'_>) {
    let kept = stored(gib_per_month, days);
    let (service, item) = ("Amazon CloudWatch", "Log storage, compressed");
    ledger.charge(site.node(), part, service, item, "cloudwatch/logs/storage", kept);
}

/// GiB kept, compressed, once the retention is reached. AWS's own pricing examples compress log events to 15 %.
pub fn stored(gib_per_month: Band, days: i64) -> Band {
    let kept = Decimal::from(at_least(days)) / Decimal::from(30) * Decimal::new(15, 2);
    gib_per_month.scale(kept.round_dp(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_is_rounded_up_to_what_aws_accepts() {
        assert_eq!(at_least(90), 90);
        assert_eq!(at_least(91), 120);
        assert_eq!(at_least(5000), 3653);
    }
}
