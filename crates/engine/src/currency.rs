//! Currencies by the rates a design states.

use design::{Document, Id};
use text::{Currency, Quoted};
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CurrencyError {
    #[error(
        "the design states no rate for {code}{}; state one: groundplan rate FILE {code} PER_USD --date YYYY-MM-DD --source WHO",
        if .known.is_empty() { String::new() } else { format!(" (it has {})", .known.join(", ")) }
    )]
    NoRate { code: String, known: Vec<String> },
}

/// A currency by its code, in capital or small letters.
///
/// # Errors
/// The design states no rate for it.
pub fn currency(document: &Document, code: &str) -> Result<Currency, CurrencyError> {
    if code.eq_ignore_ascii_case("usd") {
        return Ok(Currency::usd());
    }
    let rate = currency_id(code).and_then(|id| document.rates.get(&id));
    match rate {
        Some(rate) => Ok(Currency {
            code: code.to_ascii_uppercase(),
            per_usd: services::decimal(&rate.per_usd),
            quoted: Some(Quoted { date: rate.date.clone(), source: rate.source.clone() }),
        }),
        None => Err(CurrencyError::NoRate {
            code: code.to_ascii_uppercase(),
            known: document.rates.keys().map(|id| id.as_str().to_ascii_uppercase()).collect(),
        }),
    }
}

/// What a document calls a currency, by its code in capital or small letters; `None` where that is no name.
pub fn currency_id(code: &str) -> Option<Id> {
    Id::new(&code.to_ascii_lowercase())
}
