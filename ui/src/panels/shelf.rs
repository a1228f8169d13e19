//! The shelf: every service, by category, with search. Drag one onto the drawing, or press Enter.

use editor::{ShelfEntry, shelf};
use engine::Language;
use leptos::{ev, html, prelude::*};

use crate::{
    kit::{focus, icon::Icon},
    state::App,
};

#[component]
pub fn Shelf(app: App) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let field = NodeRef::<html::Input>::new();
    let groups = Memo::new(move |_| shelf(&query.get(), Language::English));
    let count: usize = shelf("", Language::English).iter().map(|group| group.entries.len()).sum();
    Effect::new(move |_| {
        if app.asked.get() == Some(editor::Request::QuickAdd)
            && let Some(field) = field.get()
        {
            app.asked.set(None);
            let _ = field.focus();
            field.select();
        }
    });
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        // the first that is found
        "Enter" if !query.with_untracked(String::is_empty) => {
            let first = groups.with_untracked(|groups| {
                groups.first().and_then(|group| group.entries.first().map(|entry| entry.kind))
            });
            if let Some(kind) = first {
                app.add(kind);
                query.set(String::new());
            }
        }
        "Escape" => {
            query.set(String::new());
            focus("diagram");
        }
        _ => {}
    };
    view! {
        <section class="shelf" aria-label="Services">
            <label class="search">
                <i class="g s g-search"></i>
                <input type="search" node_ref=field placeholder=format!("Search {count} services") aria-label="Search services"
                    prop:value=query on:input=move |event| query.set(event_target_value(&event)) on:keydown=keys/>
                <kbd>"/"</kbd>
            </label>
            <div class="groups">
                {move || {
                    let groups = groups.get();
                    if groups.is_empty() {
                        return view! { <p class="empty">"No service has these words."</p> }.into_any();
                    }
                    groups.into_iter().map(|group| {
                        let count = group.entries.len();
                        view! {
                            <details open>
                                <summary><i class="g s g-chevron-right"></i><b>{group.title}</b><span>{count}</span></summary>
                                <div class="tiles">
                                    {group.entries.into_iter().map(|entry| view! { <Tile app entry/> }).collect_view()}
                                </div>
                            </details>
                        }
                    }).collect_view().into_any()
                }}
            </div>
        </section>
    }
}

#[component]
fn Tile(app: App, entry: ShelfEntry) -> impl IntoView {
    let kind = entry.kind;
    let add = move || app.add(kind);
    let begin = move |event: ev::PointerEvent| {
        if event.button() == 0 {
            app.respond(|editor| editor.place(kind));
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <button class="service" data-kind=kind title=entry.title on:pointerdown=begin on:keydown=keys
            on:dblclick=move |_| add()>
            <Icon symbol=entry.symbol size=32/>
            <span>{entry.title}</span>
        </button>
    }
}
