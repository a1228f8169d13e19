//! The panel of prices: what is charged, what it rests on, and what can be done about it.

mod assumptions;
mod beside;
mod books;
mod charges;
mod explain;
mod forecast;
mod paying;
mod rates;
mod savings;

use std::time::Duration;

use editor::Editor;
use leptos::prelude::*;

pub use self::{
    books::BooksLayer,
    charges::{rate, working},
    rates::money_bar,
};
use super::safe_fixes::REST;
use crate::{
    kit::later::Later,
    state::{App, PriceView},
};

const VIEWS: [(PriceView, &str, &str); 6] = [
    (PriceView::Charges, "charges", "Charges"),
    (PriceView::Assumptions, "assumptions", "Assumptions"),
    (PriceView::Savings, "savings", "Savings"),
    (PriceView::Ways, "ways", "Ways to pay"),
    (PriceView::Forecast, "forecast", "Forecast"),
    (PriceView::Beside, "beside", "Compare"),
];

pub fn prices(app: App) -> AnyView {
    let shown = app.pricing.view;
    let button = move |(of, name, words): (PriceView, &'static str, &'static str)| {
        view! {
            <button data-prices=name aria-pressed=move || (shown.get() == of).to_string() on:click=move |_| shown.set(of)>{words}</button>
        }
    };
    view! {
        <div class="pricing">
            <div class="views" role="group" aria-label="What of prices is shown">{VIEWS.map(button)}</div>
            {move || match shown.get() {
                PriceView::Charges => charges::charges(app),
                PriceView::Assumptions => assumptions::assumptions(app),
                PriceView::Savings => savings::savings(app),
                PriceView::Ways => paying::ways(app),
                PriceView::Forecast => forecast::forecast(app),
                PriceView::Beside => beside::beside(app),
            }}
        </div>
    }
    .into_any()
}

/// What is answered of the design at once, and again when a person rests after an edit; with `selection`, also after
/// another selection.
fn rested<T: Send + Sync + 'static>(
    app: App,
    selection: bool,
    ask: impl Fn(&mut Editor) -> T + Copy + 'static,
) -> RwSignal<Option<T>> {
    let told = RwSignal::new(None);
    let later = Later::new();
    Effect::new(move |_| {
        match selection {
            true => app.read(|_| ()),
            false => app.derive(|_| ()),
        };
        let rest = if told.with_untracked(Option::is_none) { Duration::ZERO } else { REST };
        later.after(rest, move || told.set(app.peek(ask)));
    });
    told
}

/// A cell of a table.
fn cell(class: &'static str, text: String) -> AnyView {
    view! { <span class=class role="cell" title=text.clone()>{text.clone()}</span> }.into_any()
}

/// The first row of a table: class and word of each column.
fn heads(words: &'static [(&'static str, &'static str)]) -> AnyView {
    let head = |(class, word): &(&'static str, &'static str)| {
        view! { <span class=*class role="columnheader">{*word}</span> }.into_any()
    };
    view! { <div class="head" role="row">{words.iter().map(head).collect_view()}</div> }.into_any()
}

/// A button with words.
fn button(class: &'static str, words: &'static str, press: Callback<()>) -> AnyView {
    view! { <button class=class on:click=move |_| press.run(())>{words}</button> }.into_any()
}

/// What stands where there is nothing to list.
fn empty(words: &'static str) -> AnyView {
    view! { <p class="empty">{words}</p> }.into_any()
}
