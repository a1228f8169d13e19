//! What was done since the design was opened: edits with their price, what was saved, what was deployed, other prices.

use leptos::prelude::*;

use crate::state::{App, Done, Entry};

#[component]
pub fn Activity(app: App) -> impl IntoView {
    let entries = move || app.activity.get();
    view! {
        <div class="table activity" role="log" aria-label="Activity">
            {move || entries().is_empty().then(|| view! {
                <p class="empty">"What you change from now on is listed here, the newest first."</p>
            })}
            {move || entries().into_iter().rev().map(line).collect_view()}
        </div>
    }
}

fn line(entry: Entry) -> impl IntoView {
    let glyph = match entry.done {
        Done::Edited => "pencil",
        Done::Saved => "save",
        Done::Failed => "octagon-alert",
        Done::Deployment => "rocket",
        Done::Prices => "book-open",
        Done::Opened => "folder-open",
    };
    let class = if entry.done == Done::Failed { "row failed" } else { "row" };
    view! {
        <div class=class>
            <span class="mono">{entry.time}</span><span><i class=format!("g s g-{glyph}")></i></span>
            <span class="what" title=entry.words.clone()>{entry.words.clone()}</span>
        </div>
    }
}
