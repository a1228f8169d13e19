//! The bar at the top: what is open, the environments with their prices, and what to do with it all.

use engine::{Format, Language};
use leptos::prelude::*;

use crate::state::{App, Saved};

#[component]
pub fn TopBar(app: App) -> impl IntoView {
    let name = move || app.read(|editor| editor.document().name.clone());
    view! {
        <header class="topbar">
            <div class="title">{name}</div>
            <SaveState app/>
            <Environments app/>
        </header>
    }
}

#[component]
fn SaveState(app: App) -> impl IntoView {
    let word = move || match app.saved.get() {
        Saved::Yes => "Saved".to_owned(),
        Saved::Pending => "Saving…".to_owned(),
        Saved::No(why) => format!("Not saved: {why}"),
    };
    view! { <span class="badge" data-testid="saved">{word}</span> }
}

#[component]
fn Environments(app: App) -> impl IntoView {
    let list = move || {
        app.read(|editor| {
            let shown = editor.environment().cloned();
            let ids: Vec<_> = editor.document().environments.keys().cloned().collect();
            let format = Format::new(Language::English);
            ids.into_iter()
                .map(|id| {
                    let price = editor.estimate(id.as_str()).map_or_else(
                        |error| error.to_string(),
                        |estimate| format.dollars(estimate.monthly.typical),
                    );
                    let selected = shown.as_ref() == Some(&id);
                    (id, price, selected)
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    view! {
        <div class="environments" role="tablist" aria-label="Environment">
            {move || list().into_iter().map(|(id, price, selected)| {
                let target = id.clone();
                view! {
                    <button role="tab" aria-selected=selected.to_string() data-environment=id.to_string()
                        on:click=move |_| { app.act(|editor| editor.show(target.as_str())); }>
                        <b>{id.to_string()}</b>" "<span class="mono">{price}</span>
                    </button>
                }
            }).collect_view()}
        </div>
    }
}
