//! What is seen of prices: which view of them, the charge that is explained, and amounts in the currency chosen.

use std::sync::Arc;

use contract::OtherDesign;
use editor::{Request, models::ChargeKey};
use engine::{Against, Band, Currency, Decimal, Document, Format, Id, Language, Per};
use leptos::{prelude::*, task::spawn_local};

use super::{App, files::read_design, history::document_at};
use crate::shell;

/// What the panel of prices shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PriceView {
    Charges,
    Assumptions,
    Savings,
    Ways,
    Forecast,
    Beside,
}

#[derive(Clone, Copy)]
pub struct Pricing {
    pub view: RwSignal<PriceView>,
    /// What a row of the charges is; `None` for a charge by itself.
    pub per: RwSignal<Option<Per>>,
    pub explaining: RwSignal<Option<ChargeKey>>,
    /// What stands beside the environment shown, with how it is named: `env:dev`, `region:sa-east-1`, `version:12`, or
    /// the path of another design.
    pub beside: RwSignal<Option<(String, Against)>>,
}

impl Pricing {
    pub fn new() -> Pricing {
        Pricing {
            view: RwSignal::new(PriceView::Charges),
            per: RwSignal::new(None),
            explaining: RwSignal::new(None),
            beside: RwSignal::new(None),
        }
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

    /// Puts something beside the environment shown, by how it is named; nothing by no name.
    pub fn stand_beside(self, word: String) {
        let stand = |against: Against| self.pricing.beside.set(Some((word.clone(), against)));
        match word.split_once(':') {
            _ if word.is_empty() => self.pricing.beside.set(None),
            Some(("env", id)) => Id::new(id).into_iter().for_each(|id| stand(Against::Environment(id))),
            Some(("region", code)) => stand(Against::Region(code.to_owned())),
            Some(("version", revision)) => {
                let revision = revision.parse().unwrap_or_default();
                spawn_local(async move {
                    let called = format!("revision {revision}");
                    self.designed(word, called, document_at(revision).await);
                });
            }
            _ => spawn_local(async move {
                match shell::other_design(word).await {
                    Ok(OtherDesign { path, called, document }) => {
                        self.designed(path, called, read_design(&document));
                    }
                    Err(failure) => self.notice.set(Some(failure.message)),
                }
            }),
        }
    }

    /// Lets a person choose another design to put beside this one.
    pub fn choose_other(self) {
        spawn_local(async move {
            match shell::choose_other().await {
                Ok(Some(path)) => self.stand_beside(path),
                Ok(None) => {}
                Err(failure) => self.notice.set(Some(failure.message)),
            }
        });
    }

    fn designed(self, word: String, called: String, read: Result<Document, String>) {
        match read {
            Ok(document) => {
                let against = Against::Design { called, document: Arc::new(document) };
                self.pricing.beside.set(Some((word, against)));
            }
            Err(why) => self.notice.set(Some(why)),
        }
    }

    /// The currency in which amounts are shown.
    pub fn currency(self) -> Memo<Currency> {
        self.currency
    }
}

/// A part of a whole, from 0 to 1, in whole per cent.
pub fn percent(part: Decimal) -> String {
    format!("{} %", (part * Decimal::ONE_HUNDRED).round())
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
