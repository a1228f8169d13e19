//! The rail of icons at the left: what the side panel shows.

use engine::scene::theme::Theme;
use leptos::prelude::*;

use crate::{
    kit::keys::tip,
    state::{App, Side},
};

/// Panel, glyph, words.
const PANELS: [(Side, &str, &str); 5] = [
    (Side::Shelf, "shapes", "Services"),
    (Side::Outline, "list-tree", "Outline"),
    (Side::History, "history", "History"),
    (Side::Deployment, "rocket", "Deployment"),
    (Side::Review, "message-square", "Review"),
];

#[component]
pub fn Rail(app: App) -> impl IntoView {
    let button = |(side, glyph, words): (Side, &'static str, &'static str)| {
        let shown = move || app.side.get() == Some(side);
        // a second press gives the room to the drawing
        let press =
            move |_| app.side.update(|open| *open = if *open == Some(side) { None } else { Some(side) });
        view! {
            <button aria-label=words title=words aria-pressed=move || shown().to_string() on:click=press>
                <i class=format!("g g-{glyph}")></i>
            </button>
        }
    };
    let theme = move |_| app.dress(app.theme.get_untracked().other());
    view! {
        <nav class="rail" aria-label="Panels">
            {PANELS.map(button)}
            <span class="spring"></span>
            <button aria-label="All commands" title=move || app.read(|editor| tip(editor, "palette")) on:click=move |_| app.run("palette")>
                <i class="g g-command"></i>
            </button>
            <button aria-label="Keyboard shortcuts" title=move || app.read(|editor| tip(editor, "shortcuts")) on:click=move |_| app.run("shortcuts")>
                <i class="g g-keyboard"></i>
            </button>
            <button aria-label="Light or dark" title=move || app.read(|editor| tip(editor, "toggle-theme")) on:click=theme>
                <i class=move || if app.theme.get() == Theme::Dark { "g g-sun" } else { "g g-moon" }></i>
            </button>
        </nav>
    }
}
