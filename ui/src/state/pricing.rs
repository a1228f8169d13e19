//! What is seen of prices: which view of them, the charge that is explained, and amounts in the currency chosen.

use editor::{Request, models::ChargeKey};
use engine::{Band, Currency, Decimal, Format, Language};
use leptos::prelude::*;

use super::App;

/// What the panel of prices shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceView {
    Charges,
    Assumptions,
    Savings,
    Ways,
    Forecast,
}

#[derive(Clone, Copy)]
pub struct Pricing {
    pub view: RwSignal<PriceView>,
    pub explaining: RwSignal<Option<ChargeKey>>,
}

impl Pricing {
    pub fn new() -> Pricing {
        Pricing { view: RwSignal::new(PriceView::Charges), explaining: RwSignal::new(None) }
    }
}

impl App {
    pub fn show_prices(self, view: PriceView) {
        self.pricing.view.set(view);
        self.asked.set(Some(Request::Prices));
    }

    /// Shows what a charge is made of.
    pub fn explain(self, charge: ChargeKey) {
        self.pricing.explaining.set(Some(charge));
        self.show_prices(PriceView::Charges);
    }

    /// The currency in which amounts are shown.
    pub fn currency(self) -> Memo<Currency> {
        self.currency
    }
}

/// A difference of US dollars with its sign; `±0` for none.
pub fn signed(currency: Memo<Currency>, usd: Decimal) -> String {
    let amount = currency.with(|currency| currency.amount(usd));
    match amount {
        amount if amount.is_zero() => "±0".to_owned(),
        amount if amount.is_sign_negative() => format!("−{}", money(currency, -usd)),
        _ => format!("+{}", money(currency, usd)),
    }
}

/// Low and high end of an amount, in whole units of the currency.
pub fn ends(currency: Memo<Currency>, usd: Band) -> String {
    let format = Format::new(Language::English);
    let [low, high] = currency.with(|currency| [usd.low, usd.high].map(|end| currency.amount(end)));
    format!("{}–{}", format.number(low, 0), format.number(high, 0))
}

/// An amount of US dollars in the currency, where there is little room.
pub fn brief(currency: Memo<Currency>, usd: Decimal) -> String {
    currency.with(|currency| currency.brief(usd, Format::new(Language::English)))
}

/// An amount of US dollars as the currency writes it.
pub fn money(currency: Memo<Currency>, usd: Decimal) -> String {
    currency.with(|currency| currency.shown(usd, Format::new(Language::English)))
}
