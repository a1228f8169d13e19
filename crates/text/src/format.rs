//! Numbers and money as people of each language write them.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{Language, Words, calendar};

/// How numbers look: English `1,234.56`, Spanish `1.234,56`.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    pub language: Language,
}

/// The sign in front of an amount.
pub fn currency_symbol(currency: &str) -> &str {
    match currency {
        "USD" => "$",
        "EUR" => "€",
        "BRL" => "R$",
        "PEN" => "S/",
        other => other,
    }
}

impl Format {
    pub fn new(language: Language) -> Format {
        Format { language }
    }

    /// US dollars with two decimals, half away from zero: `$1,234.56`.
    pub fn dollars(self, amount: Decimal) -> String {
        self.dollars_to(amount, 2)
    }

    pub(crate) fn dollars_to(self, amount: Decimal, decimals: u32) -> String {
        let text = self.number(amount.abs(), decimals);
        let sign = if amount.is_sign_negative() && !amount.is_zero() { "−" } else { "" };
        format!("{sign}${text}")
    }

    /// A number with exactly `decimals` decimals and grouped thousands.
    pub fn number(self, value: Decimal, decimals: u32) -> String {
        let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        let text = format!("{rounded:.*}", decimals as usize);
        let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("−", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (thousands, point) = match self.language {
            Language::English => (',', '.'),
            Language::Spanish => ('.', ','),
        };
        let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                grouped.push(thousands);
            }
            grouped.push(digit);
        }
        if fraction.is_empty() {
            format!("{sign}{grouped}")
        } else {
            format!("{sign}{grouped}{point}{fraction}")
        }
    }

    /// `YYYY-MM-DD` as people write it: `29 November 2026`, `29 de noviembre de 2026`; as it is where it is no day.
    pub fn date(self, date: &str) -> String {
        const MONTHS: [Words; 12] = [
            Words::new("January", "enero"),
            Words::new("February", "febrero"),
            Words::new("March", "marzo"),
            Words::new("April", "abril"),
            Words::new("May", "mayo"),
            Words::new("June", "junio"),
            Words::new("July", "julio"),
            Words::new("August", "agosto"),
            Words::new("September", "septiembre"),
            Words::new("October", "octubre"),
            Words::new("November", "noviembre"),
            Words::new("December", "diciembre"),
        ];
        let Some((year, month, day)) = calendar::parts(date) else { return date.to_owned() };
        let month = usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
        let Some(month) = month.map(|words| self.language.of(*words)) else { return date.to_owned() };
        match self.language {
            Language::English => format!("{day} {month} {year}"),
            Language::Spanish => format!("{day} de {month} de {year}"),
        }
    }

    /// A quantity without needless zeros, at most four decimals.
    pub fn quantity(self, value: Decimal) -> String {
        let rounded = value.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero).normalize();
        self.number(rounded, rounded.scale())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_and_decimals_follow_the_language() {
        let amount = "1234567.895".parse().unwrap();
        assert_eq!(Format::new(Language::English).dollars(amount), "$1,234,567.90");
        assert_eq!(Format::new(Language::Spanish).dollars(amount), "$1.234.567,90");
        assert_eq!(Format::new(Language::English).dollars("-0.5".parse().unwrap()), "−$0.50");
        assert_eq!(Format::new(Language::English).quantity("730.0000".parse().unwrap()), "730");
        assert_eq!(Format::new(Language::English).number(Decimal::from(999), 0), "999");
        assert_eq!(Format::new(Language::English).date("2026-11-29"), "29 November 2026");
        assert_eq!(Format::new(Language::Spanish).date("2026-11-01"), "1 de noviembre de 2026");
        assert_eq!(Format::new(Language::Spanish).date("soon"), "soon");
    }
}
