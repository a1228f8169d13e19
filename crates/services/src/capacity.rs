//! How many machines of a group run on average: as stated, as the workload asks of them hour by hour, or by its sizes.

use design::{Follows, UsageField, Words};
use pricing::{Band, Ledger};
use rust_decimal::Decimal;

use crate::{Site, workload::Load};

pub const INSTANCES: UsageField = UsageField {
    name: "instances",
    unit: "instances",
    help: Words::new(
        "Average number of instances; from the workload or its sizes when not stated.",
        "Número promedio de instancias; según la carga o sus tamaños si no se indica.",
    ),
    assumed: ["2", "2", "4"],
    follows: Follows::Nothing,
};

pub const REQUESTS_EACH: UsageField = UsageField {
    name: "requests_per_second_each",
    unit: "requests per second",
    help: Words::new(
        "Requests per second that one instance serves.",
        "Peticiones por segundo que atiende una instancia.",
    ),
    assumed: ["50", "100", "200"],
    follows: Follows::Nothing,
};

/// The sizes of a group.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub min: i64,
    pub desired: i64,
    pub max: i64,
}

/// How many instances of a group run on average, at least, typically and at most.
pub fn count(site: &Site<'_>, sizes: Sizes, ledger: &mut Ledger<'_>) -> Band {
    if site.stated(&INSTANCES).is_some() {
        return site.volume(INSTANCES.name, ledger);
    }
    let Sizes { min, desired, max } = sizes;
    if min == max {
        return Band::from(min);
    }
    let load = site.architecture.workload.as_ref().map(Load::of);
    let asked = load.and_then(|load| Some((load.requests_per_second?, load)));
    let (count, why) = match asked {
        Some((requests, load)) => {
            let each = site.volume(REQUESTS_EACH.name, ledger);
            let count = needed(&load, requests, each, sizes);
            (count, "What the workload asks of them, within their sizes.")
        }
        None => {
            let count = Band::new(min, desired, max);
            (count, "Average number of instances: minimum, desired, maximum size.")
        }
    };
    ledger.assume(site.node(), "", INSTANCES.name, count, INSTANCES.unit, why);
    count
}

/// The average over a week of the instances each hour needs, headroom included. Fewer requests and instances that serve
/// more make the low end.
fn needed(load: &Load, requests: Band, each: Band, sizes: Sizes) -> Band {
    let average = |requests: Decimal, each: Decimal| {
        let busiest = requests * (Decimal::ONE + load.headroom_percent / Decimal::ONE_HUNDRED);
        load.average(|share| {
            let most = Decimal::from(sizes.max);
            let needed = (busiest * share).checked_div(each).map_or(most, |needed| needed.ceil());
            // A group whose least is over its most cannot be built, which is said elsewhere.
            needed.min(most).max(sizes.min.into())
        })
    };
    Band::new(
        average(requests.low, each.high),
        average(requests.typical, each.typical),
        average(requests.high, each.low),
    )
    .map(|count| count.round_dp(2))
}
