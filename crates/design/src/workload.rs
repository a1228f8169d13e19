//! What an environment has to carry: volumes that nobody states follow from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::Quantity;

/// Hours of a week, the most an environment can run.
pub const HOURS_PER_WEEK: u16 = 168;

/// The load of an environment. What is left out is its preset's; without one, volumes do not follow what is not stated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Where what is not stated comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Preset>,
    /// Requests of its users per second, in the busiest hour of the week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_second: Option<Quantity>,
    /// Each hour of a day from midnight on, in per cent of the busiest: 24 numbers from 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(equal = 24), inner(range(max = 100)))]
    pub hours: Option<Vec<u8>>,
    /// Each day from Monday on, in per cent of the busiest: 7 numbers from 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(equal = 7), inner(range(max = 100)))]
    pub weekdays: Option<Vec<u8>>,
    /// Size of an answer in KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_kib: Option<Quantity>,
    /// Size of a request in KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_kib: Option<Quantity>,
    /// What its applications keep, in GiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_gib: Option<Quantity>,
    /// By how much requests and storage grow in a year, in per cent: from 0 to 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_percent_per_year: Option<Number>,
    /// Hours a week it runs: what can be stopped is stopped in the others. 168 is always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 168))]
    pub hours_on_per_week: Option<u16>,
    /// What is kept ready over the busiest hour's need, in per cent: from 0 to 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headroom_percent: Option<Number>,
}

/// A size of workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    Small,
    Medium,
    Large,
}

impl Preset {
    pub const ALL: [Preset; 3] = [Preset::Small, Preset::Medium, Preset::Large];

    /// The word in the document.
    pub fn word(self) -> &'static str {
        match self {
            Preset::Small => "small",
            Preset::Medium => "medium",
            Preset::Large => "large",
        }
    }
}

/// What of an environment's workload a volume follows where nobody states it; each with its share as decimal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    Nothing,
    /// Units per request.
    Requests(&'static str),
    /// GiB per GiB of answers.
    Answers(&'static str),
    /// GiB per GiB of requests.
    Uploads(&'static str),
    /// GiB per GiB of both.
    Data(&'static str),
    /// GiB per GiB kept.
    Stored(&'static str),
}
