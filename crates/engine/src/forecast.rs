//! What an environment costs as its load grows: over three years, and against requests per second.

use architecture::Architecture;
use design::{Quantity, Workload};
use pricing::{Band, Estimate};
use rust_decimal::Decimal;
use services::{capacity::INSTANCES, workload::Load};

use crate::{EngineError, Id, Session, usage::quantity};

const MONTHS_PER_YEAR: u32 = 12;

/// Three years of an environment. Load grows by steps of a year; without a workload it does not grow.
#[derive(Debug, Clone, PartialEq)]
pub struct Years {
    /// A month of the first, second and third year, in US dollars.
    pub monthly: [Band; 3],
    pub growth_percent_per_year: Decimal,
}

impl Years {
    /// The first year.
    pub fn yearly(&self) -> Band {
        self.monthly[0].scale(MONTHS_PER_YEAR)
    }

    pub fn three_years(&self) -> Band {
        self.monthly.iter().map(|month| month.scale(MONTHS_PER_YEAR)).sum()
    }
}

/// A point of the curve of price against load.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// In the busiest hour.
    pub requests_per_second: Decimal,
    /// Typical US dollars a month.
    pub monthly: Decimal,
    /// Average machines of each group that follows the load.
    pub machines: Vec<(Id, Decimal)>,
}

impl Session<'_> {
    /// What an environment costs in each of three years.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn years(&mut self, environment: &str) -> Result<Years, EngineError> {
        let first = self.estimate(environment)?.monthly;
        let mut trial = self.architecture(environment)?.clone();
        let Some(workload) = trial.workload.clone() else {
            return Ok(Years { monthly: [first; 3], growth_percent_per_year: Decimal::ZERO });
        };
        let load = Load::of(&workload);
        let growth = Decimal::ONE + load.growth_percent_per_year / Decimal::ONE_HUNDRED;
        let grown = |factor: Decimal| Workload {
            requests_per_second: load.requests_per_second.map(|requests| quantity(requests.scale(factor))),
            storage_gib: load.storage_gib.map(|storage| quantity(storage.scale(factor))),
            ..workload.clone()
        };
        let second = self.under(&mut trial, grown(growth)).monthly;
        let third = self.under(&mut trial, grown(growth * growth)).monthly;
        Ok(Years { monthly: [first, second, third], growth_percent_per_year: load.growth_percent_per_year })
    }

    /// The price of an environment against its load; empty where no workload is stated.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn curve(&mut self, environment: &str, loads: &[Decimal]) -> Result<Vec<Point>, EngineError> {
        let mut trial = self.architecture(environment)?.clone();
        let Some(workload) = trial.workload.clone() else { return Ok(Vec::new()) };
        let point = |&requests_per_second: &Decimal| {
            let stated: Quantity = quantity(requests_per_second.into());
            let workload = Workload { requests_per_second: Some(stated), ..workload.clone() };
            let estimate = self.under(&mut trial, workload);
            let machines = estimate.assumptions.iter().filter(|one| one.name == INSTANCES.name);
            let machines = machines.filter_map(|one| Some((Id::new(&one.node)?, one.value.typical)));
            Point { requests_per_second, monthly: estimate.monthly.typical, machines: machines.collect() }
        };
        Ok(loads.iter().map(point).collect())
    }

    /// Loads from nothing to four times the busiest hour of an environment, for its curve.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn loads(&mut self, environment: &str, steps: u32) -> Result<Vec<Decimal>, EngineError> {
        let workload = self.architecture(environment)?.workload.as_ref();
        let Some(requests) = workload.and_then(|workload| Load::of(workload).requests_per_second) else {
            return Ok(Vec::new());
        };
        let most = requests.typical * Decimal::from(4);
        Ok((0..=steps)
            .map(|step| (most * Decimal::from(step) / Decimal::from(steps.max(1))).round_dp(2))
            .collect())
    }

    /// What an environment would cost with another workload; `trial` is a copy of its architecture.
    fn under(&self, trial: &mut Architecture, workload: Workload) -> Estimate {
        trial.workload = Some(workload);
        self.priced_as(trial)
    }
}
