//! Prices per environment, with what the last step changed, and per element.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Band, Book, Decimal, EngineError, Id, design::Tier};

use crate::editor::Editor;

/// What an environment costs a month, in US dollars.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    pub environment: Id,
    pub tier: Tier,
    pub monthly: Band,
    /// Typical price now less typical price before the last step; `None` before the first.
    pub difference: Option<Decimal>,
    /// How many lines have no price.
    pub unpriced: usize,
    /// The most a typical month may cost.
    pub budget: Option<Decimal>,
}

impl Price {
    /// The part of the budget that a typical month takes, from 0; `None` without a budget.
    pub fn of_budget(&self) -> Option<Decimal> {
        self.budget.map(|budget| self.monthly.typical.checked_div(budget).unwrap_or(Decimal::TEN))
    }
}

/// What an element costs a month in an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    pub environment: Id,
    pub monthly: Band,
    /// Of the price of the environment, from 0 to 1.
    pub part: Decimal,
}

impl Editor {
    /// The price of each environment: development first, shared last.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn prices(&mut self) -> Result<Vec<Price>, EngineError> {
        let environments = self.environments();
        let mut prices = Vec::with_capacity(environments.len());
        for (environment, tier) in environments {
            let estimate = self.session.estimate(environment.as_str())?;
            let (monthly, unpriced) = (estimate.monthly, estimate.unpriced.len());
            let budget = self.budget(&environment);
            prices.push(Price { environment, tier, monthly, difference: None, unpriced, budget });
        }
        let now: BTreeMap<Id, Decimal> =
            prices.iter().map(|price| (price.environment.clone(), price.monthly.typical)).collect();
        let step = self.step();
        match self.kept.prices.take() {
            Some((at, before)) if at != step => self.kept.before = before,
            _ => {}
        }
        self.kept.prices = Some((step, now));
        if step > 0 {
            for price in &mut prices {
                let before = self.kept.before.get(&price.environment);
                price.difference = before.map(|before| price.monthly.typical - *before);
            }
        }
        Ok(prices)
    }

    /// What a typical month of each environment would cost by the prices of another book.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn prices_by(&mut self, book: &Book) -> Result<Vec<(Id, Decimal)>, EngineError> {
        let environments = self.environments().into_iter();
        let priced = environments.map(|(environment, _)| {
            let estimate = self.session.estimate_by(environment.as_str(), book)?;
            Ok((environment, estimate.monthly.typical))
        });
        priced.collect()
    }

    /// The places whose prices the design needs, as price books name them: `sa-east-1`, `global`, `edge:europe`.
    pub fn priced_places(&mut self) -> BTreeSet<String> {
        let mut places = BTreeSet::new();
        for (environment, _) in self.environments() {
            let Ok(estimate) = self.session.estimate(environment.as_str()) else { continue };
            let priced = estimate.lines.iter().map(|line| &line.key);
            let unpriced = estimate.unpriced.iter().filter_map(|missing| missing.key.as_ref());
            places.extend(priced.chain(unpriced).map(|key| key.location.clone()));
        }
        places
    }

    /// Environments in the order in which they are shown: by tier, then by name.
    pub fn environments(&self) -> Vec<(Id, Tier)> {
        let mut all: Vec<(Id, Tier)> = self
            .document()
            .environments
            .iter()
            .map(|(id, environment)| (id.clone(), environment.tier))
            .collect();
        all.sort_by_key(|(id, tier)| {
            let place = match tier {
                Tier::NonProduction => 0,
                Tier::Production => 1,
                Tier::Shared => 2,
            };
            (place, id.clone())
        });
        all
    }

    /// What an element costs in each environment it exists in.
    ///
    /// # Errors
    /// An environment cannot be resolved.
    pub fn price_of(&mut self, id: &Id) -> Result<Vec<Share>, EngineError> {
        let mut shares = Vec::new();
        for (environment, _) in self.environments() {
            let estimate = self.session.estimate(environment.as_str())?;
            let lines = estimate.lines.iter().filter(|line| line.node == id.as_str());
            let monthly = lines.map(|line| line.monthly).reduce(Band::plus);
            let whole = estimate.monthly.typical;
            if let Some(monthly) = monthly {
                let part = monthly.typical.checked_div(whole).unwrap_or_default();
                shares.push(Share { environment, monthly, part });
            }
        }
        Ok(shares)
    }
}
