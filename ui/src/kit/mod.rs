//! What all panels share: theme, icons, motion.

pub mod checks;
pub mod dialog;
pub mod icon;
pub mod keys;
pub mod later;
pub mod motion;
pub mod remembered;
pub mod rows;
pub mod theme;

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
