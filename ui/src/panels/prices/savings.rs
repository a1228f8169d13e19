//! What would make the environment cheaper: each with what it saves, what it costs otherwise, and the button that makes it.

use editor::models::Offer;
use engine::Currency;
use leptos::prelude::*;

use super::{button, cell, empty, heads, rested};
use crate::state::{App, money};

pub fn savings(app: App) -> AnyView {
    let offers = rested(app, false, |editor| editor.savings());
    let currency = app.currency();
    let rows = move || match offers.get() {
        None => empty("Trying what would save…"),
        Some(offers) if offers.is_empty() => {
            empty("Nothing that is known here would make this environment cheaper.")
        }
        Some(offers) => offers.into_iter().map(|offer| row(app, offer, currency)).collect_view().into_any(),
    };
    view! {
        <div class="table savings" role="table" aria-label="Savings">
            {heads(&[("", "What to change"), ("", "What it costs otherwise"), ("right", "A month"), ("", "")])}
            {rows}
        </div>
    }
    .into_any()
}

fn row(app: App, offer: Offer, currency: Memo<Currency>) -> AnyView {
    let Offer { key, node, title, trade_off, monthly } = offer;
    let named = key.clone();
    let press = Callback::new(move |()| {
        let result = app.act(|editor| editor.apply_saving(&key));
        app.told(result);
    });
    let reveal = move |_| {
        if let Some(node) = &node {
            app.reveal(node);
        }
    };
    view! {
        <div class="row" role="row" data-saving=named on:click=reveal>
            {cell("what", title)}{cell("decides", trade_off.to_owned())}
            {cell("right mono less", format!("−{}", money(currency, monthly)))}
            <span role="cell" on:click=|event| event.stop_propagation()>{button("fix", "Apply", press)}</span>
        </div>
    }
    .into_any()
}
