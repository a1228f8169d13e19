//! How a volume counts for a price, where that is not as it is.

use rust_decimal::Decimal;

/// What of a volume counts. Service files say it of their volumes, and read them so: who follows a price back to its
/// volumes has the same rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counted {
    #[default]
    AsItIs,
    /// Each so many that are begun, and one at least.
    Begun(u32),
    /// Not more than so many.
    UpTo(Decimal),
}

impl Counted {
    pub fn of(self, value: Decimal) -> Decimal {
        match self {
            Counted::AsItIs => value,
            Counted::Begun(each) => {
                value.checked_div(each.into()).unwrap_or_default().ceil().max(Decimal::ONE)
            }
            Counted::UpTo(most) => value.min(most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_counts_whole() {
        let of = |counted: Counted, value: i64| counted.of(Decimal::from(value));
        assert_eq!([0, 1, 64, 65].map(|kib| of(Counted::Begun(64), kib)), [1, 1, 1, 2].map(Decimal::from));
        assert_eq!(
            [0, 730, 900].map(|hours| of(Counted::UpTo(730.into()), hours)),
            [0, 730, 730].map(Decimal::from)
        );
    }
}
