//! The deployment panel: plan, execute, events, outputs.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Deployment(app: App) -> impl IntoView {
    let _ = app;
    view! { <section class="deployment"></section> }
}
