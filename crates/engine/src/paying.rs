//! The ways in which the hours of an element can be paid for, side by side.

use design::{
    Payment,
    payment::{Term, Upfront},
};
use rust_decimal::{Decimal, RoundingStrategy};
use services::payment::reservation;

use crate::{EngineError, Id, Session, project::priced};

/// A way to pay, and what it comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// `None`: on demand.
    pub payment: Option<Payment>,
    /// Typical US dollars a month for the element, a fee spread over its term.
    pub monthly: Decimal,
    /// US dollars paid at the start.
    pub upfront: Decimal,
    /// Months after which what is saved has paid the fee back; `None` where there is no fee or nothing is saved.
    pub break_even: Option<Decimal>,
    /// Whether it is how the element is paid for.
    pub chosen: bool,
}

impl Session<'_> {
    /// The elements of an environment with hours that can be reserved, or that are paid for in a way of their own.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn payable(&mut self, environment: &str) -> Result<Vec<Id>, EngineError> {
        let mut all: Vec<Id> = Vec::new();
        for line in &self.estimate(environment)?.lines {
            let slug = line.key.slug.as_str();
            let known = reservation(slug, Term::One, Upfront::No).is_some() || slug.contains("/reserved");
            if let Some(id) = Id::new(&line.node).filter(|id| known && all.last() != Some(id)) {
                all.push(id);
            }
        }
        let payments = self.document().environments.get(environment).map(|found| &found.payments);
        all.extend(payments.into_iter().flat_map(|payments| payments.keys().cloned()));
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// The ways to pay for an element in an environment that the price book knows, and the one that is chosen; empty
    /// where nothing of it can be reserved. On demand is the first.
    ///
    /// # Errors
    /// There is no such environment.
    pub fn ways_to_pay(&mut self, environment: &str, node: &Id) -> Result<Vec<Way>, EngineError> {
        let mut trial = self.architecture(environment)?.clone();
        let here = trial.index_of(node.as_str()).filter(|&ix| trial.elements[ix].here());
        let found = self.document().environments.get(environment);
        let chosen = found.and_then(|found| found.payments.get(node)).cloned();
        let mut payments = vec![None];
        for term in Term::ALL {
            payments.extend(Upfront::ALL.map(|upfront| Some(Payment::Reserved { term, upfront })));
        }
        if !payments.contains(&chosen) {
            payments.push(chosen.clone());
        }
        let mut ways: Vec<Way> = Vec::new();
        for payment in payments {
            // Nothing but the price of its own hours depends on how they are paid for.
            if let Some(ix) = here {
                trial.elements[ix].payment.clone_from(&payment);
            }
            let estimate = priced(&trial, here, self.book(), self.today());
            let reserved = matches!(payment, Some(Payment::Reserved { .. }));
            // Without a price, or for what cannot be reserved, it is no way.
            if reserved && estimate.unpriced.iter().any(|entry| entry.item.contains("reserved")) {
                continue;
            }
            let lines = &estimate.lines;
            if reserved && !lines.iter().any(|line| line.key.slug.contains("/reserved")) {
                continue;
            }
            let monthly: Decimal = lines.iter().map(|line| line.monthly.typical).sum();
            let fees = lines.iter().filter(|line| line.key.slug.contains("/reserved-fee/"));
            let fee: Decimal = fees.map(|line| line.monthly.typical).sum();
            let months = match payment {
                Some(Payment::Reserved { term, .. }) => Decimal::from(term.months()),
                _ => Decimal::ZERO,
            };
            let upfront = (fee * months).round_dp(2);
            let on_demand = ways.first().map_or(monthly, |way| way.monthly);
            let saved = on_demand - (monthly - fee);
            let break_even = (upfront > Decimal::ZERO && saved > Decimal::ZERO).then(|| {
                let months = upfront / saved;
                months.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
            });
            ways.push(Way { chosen: payment == chosen, payment, monthly, upfront, break_even });
        }
        match ways.len() {
            1 => Ok(Vec::new()),
            _ => Ok(ways),
        }
    }
}
