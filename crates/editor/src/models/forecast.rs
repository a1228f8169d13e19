//! What the environment shown costs as time and load go on, and beside the others.

use engine::{Band, Decimal, Id};

use crate::editor::Editor;

/// Points of a curve: a step of a fortieth of its load.
const POINTS: u32 = 40;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forecast {
    /// A month of the first, second and third year.
    pub monthly: [Band; 3],
    pub yearly: Band,
    pub three_years: Band,
    /// Per cent a year.
    pub growth: Decimal,
    /// Price against load; empty where no workload is stated.
    pub curve: Vec<Mark>,
    /// Requests per second of the busiest hour as it is.
    pub now: Option<Decimal>,
    /// Other environments: a typical month there, and how much more this one costs.
    pub others: Vec<(Id, Decimal, Decimal)>,
}

/// A point of the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub requests_per_second: Decimal,
    pub monthly: Decimal,
    /// What of the machines changes here: names and how many run on average.
    pub step: Option<String>,
}

impl Editor {
    /// Three years, the curve of price against load, and the other environments.
    pub fn forecast(&mut self) -> Option<Forecast> {
        let environment = self.environment()?.clone();
        let id = environment.as_str();
        let years = self.session.years(id).ok()?;
        let loads = self.session.loads(id, POINTS).ok()?;
        let points = self.session.curve(id, &loads).ok()?;
        let assumed = self.session.assumed(id).unwrap_or_default();
        let load = assumed.iter().find(|one| one.node.is_none() && one.name == "requests_per_second");
        let mut curve = Vec::with_capacity(points.len());
        let mut before: Option<Vec<(Id, Decimal)>> = None;
        for point in points {
            let step = before.as_ref().and_then(|before| {
                let more = |now: &&(Id, Decimal)| {
                    let was = before.iter().find(|(id, _)| *id == now.0).map(|(_, count)| count.ceil());
                    was.is_some_and(|was| now.1.ceil() != was)
                };
                let changed = point.machines.iter().filter(more);
                let told = changed.map(|(id, count)| format!("{} × {}", self.name_of(id), count.ceil()));
                Some(told.collect::<Vec<_>>().join(", ")).filter(|told| !told.is_empty())
            });
            let (requests_per_second, monthly) = (point.requests_per_second, point.monthly);
            curve.push(Mark { requests_per_second, monthly, step });
            before = Some(point.machines);
        }
        let here = years.monthly[0].typical;
        let prices = self.prices().unwrap_or_default().into_iter();
        let others = prices.filter(|price| price.environment != environment).map(|price| {
            let there = price.monthly.typical;
            (price.environment, there, here - there)
        });
        Some(Forecast {
            monthly: years.monthly,
            yearly: years.yearly(),
            three_years: years.three_years(),
            growth: years.growth_percent_per_year,
            curve,
            now: load.map(|load| load.value.typical),
            others: others.collect(),
        })
    }
}
