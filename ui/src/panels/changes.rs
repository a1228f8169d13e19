//! What is different between two states of a design.

use editor::{Difference, Sort};
use leptos::prelude::*;

#[component]
pub fn Changes(all: Vec<Difference>) -> impl IntoView {
    view! { <ul class="changes">{all.into_iter().map(told).collect_view()}</ul> }
}

fn told(Difference { sort, subject, details, .. }: Difference) -> impl IntoView {
    let (word, glyph, said) = match sort {
        Sort::Added => ("added", "plus", "Added"),
        Sort::Changed => ("changed", "pencil", "Changed"),
        Sort::Removed => ("removed", "minus", "Removed"),
    };
    view! {
        <li data-sort=word>
            <i class=format!("g s g-{glyph}") role="img" aria-label=said></i>
            <div><b>{subject}</b>{details.into_iter().map(|line| view! { <span>{line}</span> }).collect_view()}</div>
        </li>
    }
}
