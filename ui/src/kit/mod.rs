//! What all panels share: theme, icons, formats.

pub mod checks;
pub mod dialog;
pub mod icon;
pub mod keys;
pub mod later;
pub mod motion;
pub mod remembered;
pub mod rows;
pub mod theme;

use engine::{Decimal, Format, Language};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Gives the focus to the element with an id.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // where it is shown is not changed by it
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Whether a person wants things to move.
pub fn moves() -> bool {
    let still = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    !still.is_some_and(|query| query.matches())
}

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
