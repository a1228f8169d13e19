//! What all panels share: theme, icons, formats.

pub mod icon;
pub mod keys;
pub mod theme;

use engine::{Decimal, Format, Language};

/// US dollars as people write them.
pub fn dollars(amount: Decimal) -> String {
    Format::new(Language::English).dollars(amount)
}

/// A difference of price with its sign; `±0` for none.
pub fn difference(amount: Decimal) -> String {
    let amount = amount.round_dp(2);
    match amount {
        amount if amount.is_zero() => "±$0".to_owned(),
        amount if amount.is_sign_negative() => format!("−{}", dollars(-amount)),
        amount => format!("+{}", dollars(amount)),
    }
}
