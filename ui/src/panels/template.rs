//! The CloudFormation of the environment shown; the lines of what is selected stand out, and a line leads back.

use editor::models::resource_at;
use leptos::{html, prelude::*};

use crate::state::App;

/// Height of a line in px, and how many lines beyond the view are there.
const LINE: i32 = 17;
const SPARE: usize = 20;

#[component]
pub fn Template(app: App) -> impl IntoView {
    let stack = RwSignal::new(0_usize);
    let scrolled = RwSignal::new(0_i32);
    let view = NodeRef::<html::Div>::new();
    let texts = Memo::new_with_compare(
        move |_| app.derive(|editor| editor.templates().map_err(|error| error.to_string())),
        |_, _| true,
    );
    let selected = move || {
        let found = app.read(|editor| editor.selected_resources().unwrap_or_default()).unwrap_or_default();
        found.into_iter().map(|(at, resource)| (at, resource.first, resource.last)).collect::<Vec<_>>()
    };
    // the selection's first resource is brought into view
    Effect::new(move |_| {
        if let Some((at, first, _)) = selected().first().copied() {
            stack.set(at);
            if let Some(view) = view.get() {
                view.set_scroll_top((i32::try_from(first).unwrap_or(0) - 3).max(0) * LINE);
            }
        }
    });
    let stacks = move || match texts.get() {
        Some(Ok(texts)) => texts.iter().map(|text| text.stack.clone()).enumerate().collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let body = move || match texts.get() {
        Some(Ok(texts)) => {
            let Some(text) = texts.get(stack.get()).cloned() else {
                return view! { <p class="empty">"This environment has nothing to build."</p> }.into_any();
            };
            let lines: Vec<String> = text.yaml.lines().map(str::to_owned).collect();
            let marked: Vec<(usize, usize)> = selected()
                .into_iter()
                .filter(|(at, ..)| *at == stack.get())
                .map(|(_, first, last)| (first, last))
                .collect();
            let first = usize::try_from(scrolled.get() / LINE).unwrap_or(0).saturating_sub(SPARE);
            let height = format!("{}px", LINE * i32::try_from(lines.len()).unwrap_or(0));
            let rows = lines.into_iter().enumerate().skip(first).take(60 + 2 * SPARE).map(|(index, line)| {
                let number = index + 1;
                let node = resource_at(&text, number).and_then(|resource| engine::Id::new(&resource.node));
                let on = marked.iter().any(|(first, last)| (*first..=*last).contains(&number));
                let top = format!("{}px", LINE * i32::try_from(index).unwrap_or(0));
                view! {
                    <pre class="line" class:on=on style:top=top on:click=move |_| if let Some(id) = &node { app.reveal(id) }>
                        <i>{number}</i>{tinted(&line)}
                    </pre>
                }
            });
            view! { <div class="lines" style:height=height>{rows.collect_view()}</div> }.into_any()
        }
        Some(Err(why)) => view! { <p class="empty bad">{why}</p> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="template">
            <nav class="stacks" aria-label="Stacks">
                {move || stacks().into_iter().map(|(at, name)| view! {
                    <button aria-pressed=move || (stack.get() == at).to_string() on:click=move |_| stack.set(at)>{name}</button>
                }).collect_view()}
            </nav>
            <div class="text" node_ref=view on:scroll=move |_| {
                if let Some(view) = view.get_untracked() { scrolled.set(view.scroll_top()); }
            }>{body}</div>
        </div>
    }
}

/// A key apart from its value.
pub fn tinted(line: &str) -> impl IntoView + use<> {
    let end = line.find(": ").map(|at| at + 1).or_else(|| line.ends_with(':').then_some(line.len()));
    let (key, value) = line.split_at(end.unwrap_or(0));
    view! { <b>{key.to_owned()}</b><span>{value.to_owned()}</span> }
}
