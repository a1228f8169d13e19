//! Quantities of which AWS charges the highest.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::Band;

/// Several quantities of one unit, of which the highest is charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Highest {
    pub of: Vec<Dimension>,
    /// Decimals to which it is counted.
    pub places: u32,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dimension {
    /// What it counts, in a few words.
    pub name: &'static str,
    /// Units in a month.
    pub quantity: Band,
}

impl Highest {
    /// What is charged: low, typical and high each by what is highest there, rounded half up.
    pub fn quantity(&self) -> Band {
        let highest = self.of.iter().fold(Band::ZERO, |highest, one| highest.highest(one.quantity));
        let half_up = RoundingStrategy::MidpointAwayFromZero;
        highest.map(|units| units.round_dp_with_strategy(self.places, half_up))
    }

    /// What decides a typical month: the first of those that are highest; none where there is nothing.
    pub fn decides(&self) -> Option<&Dimension> {
        let highest = self.of.iter().map(|one| one.quantity.typical).max()?;
        self.of.iter().find(|one| one.quantity.typical == highest && highest > Decimal::ZERO)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(dimensions: [(&'static str, [&str; 3]); 2]) -> Highest {
        let dimension = |(name, bounds): (&'static str, [&str; 3])| {
            let [low, typical, high] = bounds.map(|bound| bound.parse::<Decimal>().unwrap());
            Dimension { name, quantity: Band::new(low, typical, high) }
        };
        Highest { of: dimensions.map(dimension).into(), places: 2 }
    }

    #[test]
    fn each_bound_is_the_highest_there() {
        let highest = of([("Data", ["1", "2.005", "3"]), ("Connections", ["0.5", "1", "7"])]);
        let [low, typical, high] = ["1", "2.01", "7"].map(|bound| bound.parse::<Decimal>().unwrap());
        assert_eq!(highest.quantity(), Band::new(low, typical, high));
        assert_eq!(highest.decides().unwrap().name, "Data");
    }

    #[test]
    fn nothing_decides_over_nothing() {
        assert_eq!(of([("Data", ["0"; 3]), ("Connections", ["0"; 3])]).decides(), None);
    }
}
