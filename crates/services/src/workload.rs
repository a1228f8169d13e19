//! The workload of an environment in numbers: what is stated, else its preset's.

use std::collections::BTreeMap;

use design::{Follows, Quantity, UsageField, Workload, workload::Preset};
use pricing::{Band, HOURS_PER_MONTH};
use rust_decimal::Decimal;

use crate::site::rounded;

/// A day in offices: what is not said of hours, in per cent of the busiest.
pub const OFFICE_HOURS: [u8; 24] =
    [5, 3, 2, 2, 2, 3, 8, 20, 50, 80, 95, 100, 90, 85, 95, 100, 90, 75, 55, 40, 30, 20, 12, 8];
/// A week in offices, from Monday on, in per cent of the busiest day.
pub const OFFICE_DAYS: [u8; 7] = [100, 100, 100, 100, 95, 35, 25];
/// By how much a year grows where nobody says so, in per cent.
pub const GROWTH: u32 = 20;
/// What is kept ready over the busiest hour's need where nobody says so, in per cent.
pub const HEADROOM: u32 = 30;

const SECONDS_PER_HOUR: u32 = 3600;
const KIB_PER_GIB: u32 = 1024 * 1024;

/// The numbers of a preset: low, typical and high.
struct Sizes {
    /// In the busiest hour.
    requests_per_second: [u32; 3],
    storage_gib: [u32; 3],
}

/// Size of an answer and of a request in KiB, in every preset.
const RESPONSE_KIB: [u32; 3] = [10, 30, 90];
const REQUEST_KIB: [u32; 3] = [1, 2, 4];

fn sizes(preset: Preset) -> Sizes {
    let (requests_per_second, storage_gib) = match preset {
        Preset::Small => ([2, 5, 10], [10, 20, 50]),
        Preset::Medium => ([20, 50, 100], [100, 200, 500]),
        Preset::Large => ([200, 500, 1000], [1000, 2000, 5000]),
    };
    Sizes { requests_per_second, storage_gib }
}

/// A workload in numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// In the busiest hour of the week; `None` where neither it nor a preset is stated.
    pub requests_per_second: Option<Band>,
    pub response_kib: Band,
    pub request_kib: Band,
    /// `None` where neither it nor a preset is stated.
    pub storage_gib: Option<Band>,
    /// Shares of the busiest hour of a day, and of the busiest day of a week, from 0 to 1.
    pub hours: Vec<Decimal>,
    pub weekdays: Vec<Decimal>,
    pub growth_percent_per_year: Decimal,
    pub hours_on_per_week: Decimal,
    pub headroom_percent: Decimal,
}

impl Load {
    pub fn of(workload: &Workload) -> Load {
        let preset = workload.preset.map(sizes);
        let stated = |quantity: &Option<Quantity>| quantity.as_ref().map(crate::site::band);
        let shares = |stated: &Option<Vec<u8>>, assumed: &[u8]| {
            let percents = stated.as_deref().unwrap_or(assumed);
            percents.iter().map(|&percent| Decimal::new(i64::from(percent), 2)).collect()
        };
        let number = |stated: &Option<serde_json::Number>, assumed: u32| {
            stated.as_ref().map_or_else(|| Decimal::from(assumed), crate::decimal)
        };
        Load {
            requests_per_second: stated(&workload.requests_per_second)
                .or_else(|| preset.as_ref().map(|preset| band_of(preset.requests_per_second))),
            response_kib: stated(&workload.response_kib).unwrap_or_else(|| band_of(RESPONSE_KIB)),
            request_kib: stated(&workload.request_kib).unwrap_or_else(|| band_of(REQUEST_KIB)),
            storage_gib: stated(&workload.storage_gib)
                .or_else(|| preset.as_ref().map(|preset| band_of(preset.storage_gib))),
            hours: shares(&workload.hours, &OFFICE_HOURS),
            weekdays: shares(&workload.weekdays, &OFFICE_DAYS),
            growth_percent_per_year: number(&workload.growth_percent_per_year, GROWTH),
            hours_on_per_week: workload.hours_on_per_week.unwrap_or(design::HOURS_PER_WEEK).into(),
            headroom_percent: number(&workload.headroom_percent, HEADROOM),
        }
    }

    /// The average over the hours of a week of what each has by its share of the busiest, from 0 to 1.
    pub fn average(&self, of: impl Fn(Decimal) -> Decimal) -> Decimal {
        // Days and hours repeat: each pair is asked once, and counted as often as it is there.
        let mut sum = Decimal::ZERO;
        for (day, days) in counted(&self.weekdays) {
            for (hour, hours) in counted(&self.hours) {
                sum += of(day * hour) * Decimal::from(days * hours);
            }
        }
        sum.checked_div((self.weekdays.len() * self.hours.len()).into()).unwrap_or_default()
    }

    /// Requests in a month of 730 hours.
    pub fn requests_per_month(&self) -> Option<Band> {
        // Hours times days, summed, is the sum of one times that of the other.
        let sum = self.hours.iter().sum::<Decimal>() * self.weekdays.iter().sum::<Decimal>();
        let share = sum.checked_div((self.hours.len() * self.weekdays.len()).into()).unwrap_or_default();
        let hours = HOURS_PER_MONTH * share;
        let busiest = self.requests_per_second?;
        Some(busiest.scale(Decimal::from(SECONDS_PER_HOUR) * hours).map(|requests| rounded(requests, 0)))
    }

    /// What a volume is that follows it; `None` where it follows nothing that is stated.
    pub fn volume(&self, field: &UsageField) -> Option<Band> {
        let gib = |kib: Band| {
            let sent = self.requests_per_month()?.times(kib);
            Some(sent.map(|kib| kib / Decimal::from(KIB_PER_GIB)))
        };
        let (base, share) = match field.follows {
            Follows::Nothing => return None,
            Follows::Requests(share) => (self.requests_per_month()?, share),
            Follows::Answers(share) => (gib(self.response_kib)?, share),
            Follows::Uploads(share) => (gib(self.request_kib)?, share),
            Follows::Data(share) => (gib(self.response_kib + self.request_kib)?, share),
            Follows::Stored(share) => (self.storage_gib?, share),
        };
        let share: Decimal = share.parse().unwrap_or_default();
        Some(base.scale(share).map(|value| rounded(value, Load::places(field))))
    }

    /// Decimals of a volume that follows it: counts are whole, sizes have two.
    pub fn places(field: &UsageField) -> u32 {
        if field.unit == "GiB" { 2 } else { 0 }
    }

    /// Hours a month in which it runs, of 730.
    pub fn hours_on(&self) -> Decimal {
        (HOURS_PER_MONTH * self.hours_on_per_week / Decimal::from(design::HOURS_PER_WEEK)).round_dp(2)
    }
}

/// Each value and how often it is there.
fn counted(shares: &[Decimal]) -> BTreeMap<Decimal, usize> {
    let mut counts = BTreeMap::new();
    for share in shares {
        *counts.entry(*share).or_default() += 1;
    }
    counts
}

fn band_of([low, typical, high]: [u32; 3]) -> Band {
    Band::new(low, typical, high)
}
