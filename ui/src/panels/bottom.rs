//! The panel at the bottom: problems, template, price, activity.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Bottom(app: App) -> impl IntoView {
    let _ = app;
    view! { <section class="bottom"></section> }
}
