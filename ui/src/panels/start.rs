//! The start page: designs to start from, designs opened lately.

use engine::{Language, TEMPLATES};
use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Start(app: App) -> impl IntoView {
    let cards = TEMPLATES.iter().map(|template| {
        let title = Language::English.of(template.title);
        let description = Language::English.of(template.description);
        view! {
            <button class="template" data-template=template.name on:click=move |_| app.begin(template)>
                <strong>{title}</strong>
                <span>{description}</span>
            </button>
        }
    });
    view! {
        <div class="start">
            <h1>"Groundplan"</h1>
            <div class="gallery">{cards.collect_view()}</div>
        </div>
    }
}
