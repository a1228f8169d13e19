//! Amounts of US dollars in the currency in which a person reads them.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use crate::Format;

/// A currency in which amounts are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency {
    /// ISO 4217, e.g. `CLP`.
    pub code: String,
    /// Units for one US dollar.
    pub per_usd: Decimal,
    /// When and by whom that was quoted; `None` for US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
}

/// Where a rate comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// `YYYY-MM-DD`.
    pub date: String,
    pub source: String,
}

impl Default for Currency {
    fn default() -> Currency {
        Currency::usd()
    }
}

impl Currency {
    pub fn usd() -> Currency {
        Currency { code: "USD".to_owned(), per_usd: Decimal::ONE, quoted: None }
    }

    /// An amount of US dollars in this currency, rounded half up to its smallest unit.
    pub fn amount(&self, usd: Decimal) -> Decimal {
        self.exact(usd).round_dp_with_strategy(self.decimals(), RoundingStrategy::MidpointAwayFromZero)
    }

    /// An amount of US dollars as it is written in this currency: `$1,234.50`, `CLP 1.162.284`.
    pub fn shown(&self, usd: Decimal, format: Format) -> String {
        self.written(usd, self.decimals(), format)
    }

    /// In few letters: from ten units on without decimals.
    pub fn short(&self, usd: Decimal, format: Format) -> String {
        let whole = self.amount(usd).abs() >= Decimal::TEN;
        self.written(usd, if whole { 0 } else { self.decimals() }, format)
    }

    /// Where there is little room, as on a card: a code of three letters takes the place of the decimals.
    pub fn brief(&self, usd: Decimal, format: Format) -> String {
        if self.quoted.is_some() { self.short(usd, format) } else { self.shown(usd, format) }
    }

    fn written(&self, usd: Decimal, decimals: u32, format: Format) -> String {
        match &self.quoted {
            Some(_) => format!("{} {}", self.code, format.number(self.exact(usd), decimals)),
            None => format.dollars_to(usd, decimals),
        }
    }

    fn exact(&self, usd: Decimal) -> Decimal {
        usd.saturating_mul(self.per_usd)
    }

    /// Decimals of its smallest unit. Source: ISO 4217, minor units.
    fn decimals(&self) -> u32 {
        match self.code.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
            | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            _ => 2,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::Language;

    use super::*;

    fn at(code: &str, per_usd: &str) -> Currency {
        let quoted = Quoted { date: "2026-11-20".to_owned(), source: "a bank".to_owned() };
        Currency { code: code.to_owned(), per_usd: per_usd.parse().unwrap(), quoted: Some(quoted) }
    }

    fn usd(amount: &str) -> Decimal {
        amount.parse().unwrap()
    }

    #[test]
    fn amounts_are_rounded_by_the_currency() {
        // 1,234.565 × 941.5 = 1,162,342.9475: pesos of Chile have no smaller unit.
        assert_eq!(at("CLP", "941.5").amount(usd("1234.565")).to_string(), "1162343");
        // 10.125 × 3.4 = 34.425: half a céntimo is rounded up.
        assert_eq!(at("PEN", "3.4").amount(usd("10.125")).to_string(), "34.43");
        assert_eq!(Currency::usd().amount(usd("0.125")).to_string(), "0.13");
    }

    #[test]
    fn amounts_are_written_in_the_readers_language() {
        let spanish = Format::new(Language::Spanish);
        assert_eq!(at("CLP", "941.5").shown(usd("1234.5"), spanish), "CLP 1.162.282");
        assert_eq!(at("BRL", "5").shown(usd("1234.5"), spanish), "BRL 6.172,50");
        assert_eq!(Currency::usd().shown(usd("1234.5"), spanish), "$1.234,50");
    }

    #[test]
    fn where_there_is_little_room_decimals_are_left_out_first() {
        let english = Format::new(Language::English);
        let all = |currency: Currency, amount: &str| {
            [currency.short(usd(amount), english), currency.brief(usd(amount), english)]
        };
        assert_eq!(all(Currency::usd(), "1456.51"), ["$1,457", "$1,456.51"]);
        assert_eq!(all(Currency::usd(), "9.6"), ["$9.60", "$9.60"]);
        assert_eq!(all(at("BRL", "5"), "20.1"), ["BRL 101", "BRL 101"]);
        assert_eq!(all(at("BRL", "5"), "1.5"), ["BRL 7.50", "BRL 7.50"]);
        // 20 dollars are less than one unidad de fomento.
        assert_eq!(all(at("CLF", "0.0244"), "20"), ["CLF 0.4880", "CLF 0.4880"]);
    }
}
