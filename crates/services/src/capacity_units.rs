//! Capacity units of an Application Load Balancer.
//!
//! AWS charges each hour by the highest of four dimensions. All four follow the requests: the one that is highest over
//! a month is so in each of its hours, however the load is spread, so the month is computed as a whole.
//!
//! Source: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html> and the
//! pricing page of Elastic Load Balancing.

use design::{Follows, UsageField, Words};
use pricing::{Band, Dimension, HOURS_PER_MONTH, Highest, Ledger};
use rust_decimal::Decimal;

use crate::{Site, kinds::alb};

/// What one unit holds for an hour, beside 1 GiB.
const NEW_CONNECTIONS_PER_SECOND: u32 = 25;
const OPEN_CONNECTIONS: u32 = 3_000;
const RULES_PER_SECOND: u32 = 1_000;
/// Rules of a listener that each request passes free of charge.
const FREE_RULES: usize = 10;
const SECONDS_PER_HOUR: u32 = 3_600;

pub(crate) const OPENED: UsageField = UsageField {
    name: "new_connections_per_month",
    unit: "connections",
    help: Words::new("Connections opened a month.", "Conexiones abiertas al mes."),
    assumed: ["200000", "2000000", "20000000"],
    follows: Follows::Requests("0.1"),
};
pub(crate) const OPEN: UsageField = UsageField {
    name: "open_connections",
    unit: "connections",
    help: Words::new(
        "Connections open at a time, on average; many where they stay open, as WebSockets do.",
        "Conexiones abiertas a la vez, en promedio; muchas si permanecen, como los WebSockets.",
    ),
    assumed: ["5", "50", "500"],
    follows: Follows::Nothing,
};
pub(crate) const REQUESTS: UsageField = UsageField {
    name: "requests_per_month",
    unit: "requests",
    help: Words::new(
        "Requests a month; they count where each passes more than ten listener rules.",
        "Solicitudes al mes; cuentan si cada una pasa más de diez reglas.",
    ),
    assumed: ["500000", "2000000", "10000000"],
    follows: Follows::Requests("1"),
};

/// Units a month of a load balancer that passes so many GiB.
pub(crate) fn units(site: &Site<'_>, passed: Band, ledger: &mut Ledger<'_>) -> Highest {
    let opened = per(site.volume(OPENED.name, ledger), NEW_CONNECTIONS_PER_SECOND * SECONDS_PER_HOUR);
    let open = per(site.volume(OPEN.name, ledger).scale(HOURS_PER_MONTH), OPEN_CONNECTIONS);
    let mut of = vec![("Data", passed), ("New connections", opened), ("Open connections", open)];
    let charged = alb::priorities(site).len().saturating_sub(FREE_RULES);
    if charged > 0 {
        let evaluations = site.volume(REQUESTS.name, ledger).scale(charged as u64);
        of.push(("Rules evaluated", per(evaluations, RULES_PER_SECOND * SECONDS_PER_HOUR)));
    }
    let of = of.into_iter().map(|(name, quantity)| Dimension { name, quantity });
    Highest { of: of.collect(), places: 2 }
}

fn per(band: Band, unit: u32) -> Band {
    band.map(|value| value / Decimal::from(unit))
}
