//! The shelf: every service, by category, with search.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Shelf(app: App) -> impl IntoView {
    let _ = app;
    view! { <section class="shelf"></section> }
}
