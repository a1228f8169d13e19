//! The outline: every node of the design, by name.

use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Outline(app: App) -> impl IntoView {
    let rows = move || {
        app.read(|editor| {
            let selected = editor.selection().clone();
            let row = |(id, node): (&engine::Id, &engine::design::Node)| {
                (id.clone(), node.name.clone().unwrap_or_else(|| id.to_string()), selected.contains(id))
            };
            editor.document().nodes.iter().map(row).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    view! {
        <ul class="outline" role="tree" aria-label="Outline">
            {move || rows().into_iter().map(|(id, name, selected)| {
                let node = id.to_string();
                view! {
                    <li role="treeitem" aria-selected=selected.to_string() data-node=node
                        on:click=move |_| { app.act(|editor| editor.select([id.clone()])); }>{name}</li>
                }
            }).collect_view()}
        </ul>
    }
}
