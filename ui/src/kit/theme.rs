//! Colours: the custom properties of the style sheet are set from the engine's one table of tokens.

use engine::scene::theme::{Theme, Token};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::remembered::{remember, remembered};

/// Puts the theme of the last visit, or of the system, on the page.
pub fn start() {
    apply(last().unwrap_or_else(system));
}

/// Colours of a theme on the page.
pub fn apply(theme: Theme) {
    let Some(root) = document().document_element() else { return };
    let word = match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let _ = root.set_attribute("data-theme", word);
    if let Some(html) = root.dyn_ref::<web_sys::HtmlElement>() {
        for token in Token::ALL {
            let _ = html.style().set_property(&format!("--{}", token.css()), &token.rgb(theme).to_string());
        }
    }
    remember("theme", word);
}

/// The theme on the page.
pub fn current() -> Theme {
    let word = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    if word.as_deref() == Some("dark") { Theme::Dark } else { Theme::Light }
}

fn last() -> Option<Theme> {
    match remembered("theme")?.as_str() {
        "dark" => Some(Theme::Dark),
        "light" => Some(Theme::Light),
        _ => None,
    }
}

fn system() -> Theme {
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    if dark.is_some_and(|query| query.matches()) { Theme::Dark } else { Theme::Light }
}
