//! JSON tree to the workload of an environment.

use super::{
    fields::{Fields, list, number},
    shape::{quantity, whole, word},
    tree::Tree,
};
use crate::{
    problem::{Path, Problems},
    workload::{Preset, Workload},
};

const KNOWN: [&str; 10] = [
    "preset",
    "requests_per_second",
    "hours",
    "weekdays",
    "response_kib",
    "request_kib",
    "storage_gib",
    "growth_percent_per_year",
    "hours_on_per_week",
    "headroom_percent",
];

pub(super) fn workload(tree: Tree<'_>, path: &Path<'_>, problems: &Problems) -> Option<Workload> {
    let presets = Preset::ALL.map(|preset| (preset.word(), preset));
    let mut fields = Fields::open(tree, &KNOWN, path, problems)?;
    Some(Workload {
        preset: fields.optional("preset", |v, p, s| word(v, p, s, &presets)),
        requests_per_second: fields.optional("requests_per_second", quantity),
        hours: fields.optional("hours", |v, p, s| list(v, p, s, whole)),
        weekdays: fields.optional("weekdays", |v, p, s| list(v, p, s, whole)),
        response_kib: fields.optional("response_kib", quantity),
        request_kib: fields.optional("request_kib", quantity),
        storage_gib: fields.optional("storage_gib", quantity),
        growth_percent_per_year: fields.optional("growth_percent_per_year", number),
        hours_on_per_week: fields.optional("hours_on_per_week", whole),
        headroom_percent: fields.optional("headroom_percent", number),
    })
}
