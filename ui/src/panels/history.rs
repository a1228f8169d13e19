//! The history panel: versions and operations, with restore.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn History(app: App) -> impl IntoView {
    let _ = app;
    view! { <section class="history"></section> }
}
