//! The workload of an environment.

use serde_json::Number;

use super::Check;
use crate::{HOURS_PER_WEEK, Id, problem::Path, read::fields::wrong};

/// The most a year can grow, and the most that is kept ready, in per cent.
const MOST_PERCENT: f64 = 1000.0;

impl Check<'_> {
    pub(crate) fn workload(&self, id: &Id) {
        let Some(environment) = self.document.environments.get(id) else { return };
        let Some(workload) = &environment.workload else { return };
        let environments = Path::Root.key("environments");
        let environment = environments.key(id.as_str());
        let path = environment.key("workload");
        for (name, quantity) in [
            ("requests_per_second", &workload.requests_per_second),
            ("response_kib", &workload.response_kib),
            ("request_kib", &workload.request_kib),
            ("storage_gib", &workload.storage_gib),
        ] {
            if let Some(quantity) = quantity {
                self.quantity(quantity, &path.key(name));
            }
        }
        for (name, percents, count) in [("hours", &workload.hours, 24), ("weekdays", &workload.weekdays, 7)] {
            let Some(percents) = percents else { continue };
            let sound = percents.len() == count
                && percents.iter().all(|percent| *percent <= 100)
                && percents.contains(&100);
            if !sound {
                let expected = format!("{count} numbers from 0 to 100, the busiest of them 100");
                self.problems.push(&path.key(name), wrong(&expected, &percents.as_slice().into()));
            }
        }
        for (name, percent) in [
            ("growth_percent_per_year", &workload.growth_percent_per_year),
            ("headroom_percent", &workload.headroom_percent),
        ] {
            let within = |percent: &Number| {
                percent.as_f64().is_some_and(|percent| (0.0..=MOST_PERCENT).contains(&percent))
            };
            if let Some(percent) = percent.as_ref().filter(|percent| !within(percent)) {
                self.problems
                    .push(&path.key(name), wrong("a number from 0 to 1000", &percent.clone().into()));
            }
        }
        if let Some(hours) = workload.hours_on_per_week.filter(|hours| !(1..=HOURS_PER_WEEK).contains(hours))
        {
            let expected = format!("hours a week from 1 to {HOURS_PER_WEEK}");
            self.problems.push(&path.key("hours_on_per_week"), wrong(&expected, &hours.into()));
        }
    }
}
