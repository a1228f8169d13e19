//! The form of a quantity: what it is at any values of the volumes that it follows.

use pricing::{Band, Decimal};
use rust_decimal::RoundingStrategy;
use services::Counted;

/// The highest of several sums, not under 0; of most quantities there is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub sums: Vec<Sum>,
    /// Decimals to which it is rounded.
    pub places: Option<u32>,
}

/// `constant` and the terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    pub constant: Band,
    pub terms: Vec<Term>,
}

/// So many units for each of a volume, or of the product of two.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub times: Decimal,
    pub of: Vec<Factor>,
}

/// A volume as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factor {
    /// Its index.
    pub volume: usize,
    pub counted: Counted,
}

/// Low, typical or high of a band.
pub(super) type Bound = fn(&Band) -> Decimal;
pub(super) const HIGH: Bound = |band| band.high;
const BOUNDS: [Bound; 3] = [|band| band.low, |band| band.typical, HIGH];

/// A band bound by bound.
pub(super) fn each(of: impl Fn(Bound) -> Decimal) -> Band {
    let [low, typical, high] = BOUNDS.map(of);
    Band { low, typical, high }
}

impl Form {
    /// A quantity that follows nothing.
    pub fn fixed(constant: Band) -> Form {
        Form { sums: vec![Sum { constant, terms: Vec::new() }], places: None }
    }

    /// Whether it follows nothing.
    pub fn is_fixed(&self) -> bool {
        self.sums.iter().all(|sum| sum.terms.is_empty())
    }

    /// Whether a volume is in it.
    pub fn follows(&self, volume: usize) -> bool {
        let mut factors = self.sums.iter().flat_map(|sum| &sum.terms).flat_map(|term| &term.of);
        factors.any(|factor| factor.volume == volume)
    }

    /// The quantity at these values of the volumes.
    pub fn at(&self, values: &[Band]) -> Band {
        let highest = |bound: Bound| {
            let sums =
                self.sums.iter().map(|sum| bound(&sum.constant).saturating_add(sum.moved(values, bound)));
            let highest = sums.fold(Decimal::ZERO, Decimal::max);
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            self.places.map_or(highest, |places| highest.round_dp_with_strategy(places, half_up))
        };
        each(highest)
    }

    /// Whether two quantities of this form are one, but for the rounding.
    pub fn agrees(&self, one: Band, other: Band) -> bool {
        near(one, other, self.places.map_or(Decimal::ZERO, |places| Decimal::new(1, places)))
    }
}

impl Sum {
    /// What its terms come to.
    pub(super) fn moved(&self, values: &[Band], bound: Bound) -> Decimal {
        let terms = self.terms.iter().map(|term| term.at(values, bound));
        terms.fold(Decimal::ZERO, Decimal::saturating_add)
    }
}

impl Term {
    fn at(&self, values: &[Band], bound: Bound) -> Decimal {
        let factors = self.of.iter().map(|factor| factor.at(values, bound));
        factors.fold(self.times, Decimal::saturating_mul)
    }
}

impl Factor {
    pub(super) fn at(self, values: &[Band], bound: Bound) -> Decimal {
        values.get(self.volume).map(|value| self.counted.of(bound(value))).unwrap_or_default()
    }
}

/// Whether two quantities are one but for the last decimals of a long division, or for so much.
pub(super) fn near(one: Band, other: Band, slack: Decimal) -> bool {
    let close = |one: Decimal, other: Decimal| {
        let noise = Decimal::new(1, 9) * one.abs().max(other.abs()).max(Decimal::ONE);
        (one - other).abs() <= noise.max(slack)
    };
    close(one.low, other.low) && close(one.typical, other.typical) && close(one.high, other.high)
}
