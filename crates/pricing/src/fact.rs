//! One dated price with its source, and what a quantity costs by it.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Unit, day};

/// How far a fact may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Old, derived from another price, or recalled rather than read. Used, and shown as such.
    Low,
    /// Read from one capture of AWS's prices.
    Medium,
    /// Two captures agree, or AWS's price list was asked itself.
    High,
}

impl Confidence {
    /// `high`, `medium` or `low`.
    pub fn as_str(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

impl std::str::FromStr for Confidence {
    type Err = ();

    fn from_str(text: &str) -> Result<Confidence, ()> {
        match text {
            "high" => Ok(Confidence::High),
            "medium" => Ok(Confidence::Medium),
            "low" => Ok(Confidence::Low),
            _ => Err(()),
        }
    }
}

/// A graduated tier: units from `from` up to `to` cost `usd` each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// Units a month before this tier begins.
    pub from: Decimal,
    /// Units a month where this tier ends; `None` if it does not.
    pub to: Option<Decimal>,
    /// US dollars per unit.
    pub usd: Decimal,
}

/// A price: what one unit costs at one place, when and where that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub unit: Unit,
    /// At least one, beginning at 0, without gaps, ascending.
    pub tiers: Vec<Tier>,
    /// When the price was captured: `2026-08-13`, or `2026-08` or `2026` where no more is known.
    pub as_of: Arc<str>,
    /// Where it was read.
    pub source: Arc<str>,
    pub confidence: Confidence,
    /// The rule by which it was derived from another fact, where it was not read.
    pub derived_from: Option<Arc<str>>,
}

/// What a quantity costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// US dollars.
    pub amount: Decimal,
    /// The tiers that the quantity fills, lowest first; empty for a quantity of 0.
    pub tiers: Vec<TierUse>,
    /// The part of the quantity beyond the last tier that is known: it has no price.
    pub uncovered: Decimal,
}

/// The part of a quantity that falls into one tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierUse {
    pub from: Decimal,
    pub to: Option<Decimal>,
    /// US dollars per unit.
    pub usd: Decimal,
    pub quantity: Decimal,
    /// US dollars.
    pub amount: Decimal,
}

impl Fact {
    /// What `quantity` units in one month cost: each tier's price for the units within that tier. Negative counts as 0.
    pub fn charge(&self, quantity: Decimal) -> Charge {
        let mut rest = quantity.max(Decimal::ZERO);
        let mut charge = Charge { amount: Decimal::ZERO, tiers: Vec::new(), uncovered: Decimal::ZERO };
        for tier in &self.tiers {
            if rest.is_zero() {
                break;
            }
            let within = match tier.to {
                Some(to) => rest.min(to.saturating_sub(tier.from)),
                None => rest,
            };
            let amount = tier.usd.saturating_mul(within).normalize();
            charge.amount = charge.amount.saturating_add(amount);
            charge.tiers.push(TierUse {
                from: tier.from,
                to: tier.to,
                usd: tier.usd,
                quantity: within.normalize(),
                amount,
            });
            rest = rest.saturating_sub(within);
        }
        charge.amount = charge.amount.normalize();
        charge.uncovered = rest.normalize();
        charge
    }

    /// Whether it was read more than [`STALE_AFTER_DAYS`](crate::STALE_AFTER_DAYS) before a day (`YYYY-MM-DD`).
    pub fn is_stale(&self, day: &str) -> bool {
        day::is_stale(&self.as_of, day)
    }

    /// US dollars per unit in the first tier.
    pub fn unit_price(&self) -> Decimal {
        self.tiers.first().map_or(Decimal::ZERO, |tier| tier.usd)
    }
}
