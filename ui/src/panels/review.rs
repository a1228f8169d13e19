//! The review panel: export, import, approvals.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Review(app: App) -> impl IntoView {
    let _ = app;
    view! { <section class="review"></section> }
}
