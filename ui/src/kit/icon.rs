//! AWS's icons beside text, and the marks of severity, whose shape carries the meaning.

use engine::{
    Severity,
    scene::{
        symbol::{letters, look},
        theme::Token,
    },
};
use leptos::prelude::*;

/// The icon of an element; letters on its category's colour where the icons are not there.
#[component]
pub fn Icon(#[prop(into)] symbol: String, #[prop(default = 16)] size: u32) -> impl IntoView {
    let missing = RwSignal::new(false);
    let known = look(&symbol);
    let color = format!("var(--{})", known.map_or(Token::CategoryGeneral, |look| look.color).css());
    let word = known.map_or_else(|| letters(&symbol), |look| look.letters.to_owned());
    let source = format!("icons/{symbol}.svg");
    let side = format!("{size}px");
    move || {
        let (color, word, source, side) = (color.clone(), word.clone(), source.clone(), side.clone());
        if missing.get() {
            let letter = format!("{:.1}px", f64::from(size) * 0.38);
            return view! {
                <span class="icon tile" style:width=side.clone() style:height=side style:background=color style:font-size=letter>{word}</span>
            }
            .into_any();
        }
        view! {
            <img class="icon" alt="" draggable="false" src=source style:width=side.clone() style:height=side
                on:error=move |_| missing.set(true)/>
        }
        .into_any()
    }
}

/// Octagon, triangle or disc.
#[component]
pub fn Mark(severity: Severity) -> impl IntoView {
    let (class, words, path) = match severity {
        Severity::Critical => ("mark critical", "critical", "M4.7 1h6.6L15 4.7v6.6L11.3 15H4.7L1 11.3V4.7Z"),
        Severity::High => ("mark high", "high", "M4.7 1h6.6L15 4.7v6.6L11.3 15H4.7L1 11.3V4.7Z"),
        Severity::Medium => ("mark medium", "medium", "M8 1.4L15.4 14.4H0.6Z"),
        Severity::Low => ("mark low", "low", "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14Z"),
    };
    let sign = if severity == Severity::Low { "M8 7v4.4M8 4.4v0.6" } else { "M8 5v4M8 11.2v0.6" };
    view! {
        <svg class=class viewBox="0 0 16 16" role="img" aria-label=words>
            <path class="body" d=path></path>
            <path class="sign" d=sign></path>
        </svg>
    }
}
