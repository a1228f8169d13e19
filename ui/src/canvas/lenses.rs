//! The lens switcher over the drawing: only lenses that have something to show.

use editor::Lens;
use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Lenses(app: App) -> impl IntoView {
    let lenses = Memo::new(move |_| app.read(|editor| editor.lenses()).unwrap_or_default());
    let shown = Memo::new(move |_| app.read(|editor| editor.lens()).unwrap_or_default());
    let button = move |lens: Lens| {
        let (word, glyph, name) = match lens {
            Lens::Architecture => ("Architecture", "shapes", "architecture"),
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
