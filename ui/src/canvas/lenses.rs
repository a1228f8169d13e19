//! The lens switcher over the drawing: only lenses that have something to show.

use std::time::Duration;

use editor::{Editor, Lens};
use leptos::prelude::*;

use crate::{kit::later::Later, state::App};

/// Milliseconds of asking until the page may answer again.
const SLICE: f64 = 8.0;

#[component]
pub fn Lenses(app: App) -> impl IntoView {
    let lenses = Memo::new(move |_| app.read(|editor| editor.lenses()).unwrap_or_default());
    let shown = Memo::new(move |_| app.read(|editor| editor.lens()).unwrap_or_default());
    let next = Later::new();
    // a large design is asked after the frame, a few elements at a time
    Effect::new(move |_| {
        next.forget();
        if app.read(waits).unwrap_or_default() {
            look_further(app, next);
        }
    });
    let button = move |lens: Lens| {
        let (word, glyph, name) = match lens {
            Lens::Architecture => ("Architecture", "shapes", "architecture"),
            Lens::Network => ("Network", "network", "network"),
            Lens::Security => ("Security", "shield-check", "security"),
            Lens::Changes => ("Changes", "file-diff", "changes"),
            Lens::Deployment => ("Deployment", "rocket", "deployment"),
        };
        view! {
            <button role="radio" aria-checked=move || (shown.get() == lens).to_string() data-lens=name
                on:click=move |_| app.look_through(lens)><i class=format!("g s g-{glyph}")></i>{word}</button>
        }
    };
    view! {
        <Show when=move || lenses.with(|lenses| lenses.len() > 1)>
            <div class="lenses" role="radiogroup" aria-label="Lens">{move || lenses.get().into_iter().map(button).collect_view()}</div>
        </Show>
    }
}

/// Whether the lens over the drawing as it is now has more to ask.
fn waits(editor: &mut Editor) -> bool {
    editor.picture();
    editor.lens_waits()
}

fn look_further(app: App, next: Later) {
    next.after(Duration::ZERO, move || {
        let begun = js_sys::Date::now();
        let done = app.peek(|editor| {
            while !editor.look_further() {
                if js_sys::Date::now() - begun >= SLICE {
                    return !editor.lens_waits();
                }
            }
            true
        });
        match done {
            Some(true) => app.show_again(),
            Some(false) => look_further(app, next),
            None => {}
        }
    });
}
