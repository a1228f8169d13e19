//! Amounts in other currencies, by the rates a design states.

use design::{Document, Id, Rate};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;
use text::Format;
use thiserror::Error;

/// A currency in which amounts are shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Currency {
    /// ISO 4217, e.g. `CLP`.
    pub code: String,
    /// Units for one US dollar.
    pub per_usd: Decimal,
    /// When and by whom that was quoted; `None` for US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quoted: Option<Quoted>,
    #[serde(skip)]
    decimals: u32,
}

/// Where a rate comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// `YYYY-MM-DD`.
    pub date: String,
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CurrencyError {
    #[error(
        "the design states no rate for {code}{}; state one: groundplan rate FILE {code} PER_USD --date YYYY-MM-DD --source WHO",
        if .known.is_empty() { String::new() } else { format!(" (it has {})", .known.join(", ")) }
    )]
    NoRate { code: String, known: Vec<String> },
}

impl Currency {
    pub fn usd() -> Currency {
        Currency { code: "USD".to_owned(), per_usd: Decimal::ONE, quoted: None, decimals: 2 }
    }

    /// A currency by its code, in capital or small letters.
    ///
    /// # Errors
    /// The design states no rate for it.
    pub fn of(document: &Document, code: &str) -> Result<Currency, CurrencyError> {
        if code.eq_ignore_ascii_case("usd") {
            return Ok(Currency::usd());
        }
        let rate = Currency::id(code).and_then(|id| document.rates.get(&id));
        match rate {
            Some(rate) => Ok(Currency::at(code, rate)),
            None => Err(CurrencyError::NoRate {
                code: code.to_ascii_uppercase(),
                known: document.rates.keys().map(|id| id.as_str().to_ascii_uppercase()).collect(),
            }),
        }
    }

    /// What a document calls a currency, by its code in capital or small letters; `None` where that is no name.
    pub fn id(code: &str) -> Option<Id> {
        Id::new(&code.to_ascii_lowercase())
    }

    fn at(code: &str, rate: &Rate) -> Currency {
        let code = code.to_ascii_uppercase();
        Currency {
            per_usd: services::decimal(&rate.per_usd),
            quoted: Some(Quoted { date: rate.date.clone(), source: rate.source.clone() }),
            decimals: decimals(&code),
            code,
        }
    }

    /// An amount of US dollars in this currency, rounded half up to its smallest unit.
    pub fn amount(&self, usd: Decimal) -> Decimal {
        usd.saturating_mul(self.per_usd)
            .round_dp_with_strategy(self.decimals, RoundingStrategy::MidpointAwayFromZero)
    }

    /// An amount of US dollars as it is written in this currency: `$1,234.50`, `CLP 1.162.284`.
    pub fn shown(&self, usd: Decimal, format: Format) -> String {
        if self.quoted.is_none() {
            return format.dollars(usd);
        }
        format!("{} {}", self.code, format.number(self.amount(usd), self.decimals))
    }
}

/// Decimals of a currency. Source: ISO 4217, minor units.
fn decimals(code: &str) -> u32 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use text::Language;

    use super::*;

    fn at(code: &str, per_usd: &str) -> Currency {
        let rate = Rate {
            per_usd: per_usd.parse().unwrap(),
            date: "2026-11-20".to_owned(),
            source: "a bank".to_owned(),
        };
        Currency::at(code, &rate)
    }

    #[test]
    fn amounts_are_rounded_by_the_currency() {
        // 1,234.565 × 941.5 = 1,162,342.9475: pesos of Chile have no smaller unit.
        assert_eq!(at("clp", "941.5").amount("1234.565".parse().unwrap()).to_string(), "1162343");
        // 10.125 × 3.4 = 34.425: half a céntimo is rounded up.
        assert_eq!(at("PEN", "3.4").amount("10.125".parse().unwrap()).to_string(), "34.43");
        assert_eq!(Currency::usd().amount("0.125".parse().unwrap()).to_string(), "0.13");
    }

    #[test]
    fn amounts_are_written_in_the_readers_language() {
        let spanish = Format::new(Language::Spanish);
        assert_eq!(at("clp", "941.5").shown("1234.5".parse().unwrap(), spanish), "CLP 1.162.282");
        assert_eq!(at("brl", "5").shown("1234.5".parse().unwrap(), spanish), "BRL 6.172,50");
        assert_eq!(Currency::usd().shown("1234.5".parse().unwrap(), spanish), "$1.234,50");
    }
}
