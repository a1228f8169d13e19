//! A quantity or an amount known as a range.

use std::iter::Sum;

use rust_decimal::Decimal;
use serde::Serialize;

/// Low, typical and high; `low <= typical <= high`. A certain value has all three equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Band {
    pub low: Decimal,
    pub typical: Decimal,
    pub high: Decimal,
}

impl Band {
    pub const ZERO: Band = Band { low: Decimal::ZERO, typical: Decimal::ZERO, high: Decimal::ZERO };

    /// A band of three values; the bounds are moved out to hold the typical one where they did not.
    pub fn new(low: impl Into<Decimal>, typical: impl Into<Decimal>, high: impl Into<Decimal>) -> Band {
        let (low, typical, high) = (low.into(), typical.into(), high.into());
        Band { low: low.min(typical), typical, high: high.max(typical) }
    }

    /// Whether the three values are one.
    pub fn is_certain(&self) -> bool {
        self.low == self.high
    }

    /// Both bands together.
    #[must_use]
    pub fn plus(self, other: Band) -> Band {
        Band {
            low: self.low.saturating_add(other.low),
            typical: self.typical.saturating_add(other.typical),
            high: self.high.saturating_add(other.high),
        }
    }

    /// The band multiplied by a factor, e.g. hours per month or a number of instances. Negative factors count as 0.
    #[must_use]
    pub fn scale(self, factor: impl Into<Decimal>) -> Band {
        let factor = factor.into().max(Decimal::ZERO);
        self.map(|value| value.saturating_mul(factor))
    }

    /// Both bands multiplied, e.g. instances by the hours that each of them runs.
    #[must_use]
    pub fn times(self, other: Band) -> Band {
        Band::new(
            self.low.saturating_mul(other.low),
            self.typical.saturating_mul(other.typical),
            self.high.saturating_mul(other.high),
        )
    }

    /// The higher of both, low, typical and high each.
    #[must_use]
    pub fn highest(self, other: Band) -> Band {
        Band {
            low: self.low.max(other.low),
            typical: self.typical.max(other.typical),
            high: self.high.max(other.high),
        }
    }

    /// What is over an included amount, e.g. IOPS over 3,000; never negative.
    #[must_use]
    pub fn over(self, included: impl Into<Decimal>) -> Band {
        let included = included.into();
        self.map(|value| value.saturating_sub(included).max(Decimal::ZERO))
    }

    /// The same rule applied to each of the three values; the rule must not fall where its argument rises.
    #[must_use]
    pub fn map(self, rule: impl Fn(Decimal) -> Decimal) -> Band {
        Band::new(rule(self.low), rule(self.typical), rule(self.high))
    }

    /// Without trailing zeros, so that equal values print equally.
    #[must_use]
    pub(crate) fn normalize(self) -> Band {
        Band { low: self.low.normalize(), typical: self.typical.normalize(), high: self.high.normalize() }
    }
}

impl From<Decimal> for Band {
    fn from(value: Decimal) -> Band {
        Band { low: value, typical: value, high: value }
    }
}

macro_rules! from_whole {
    ($($number:ty),*) => {
        $(impl From<$number> for Band {
            fn from(value: $number) -> Band {
                Band::from(Decimal::from(value))
            }
        })*
    };
}
from_whole!(u32, i32, u64, i64, usize);

impl std::ops::Add for Band {
    type Output = Band;

    fn add(self, other: Band) -> Band {
        self.plus(other)
    }
}

impl Sum for Band {
    fn sum<I: Iterator<Item = Band>>(bands: I) -> Band {
        bands.fold(Band::ZERO, Band::plus)
    }
}
