//! What an amount is made of, beside the price table.

use editor::models::{ChargeKey, Explanation, Term};
use engine::{Currency, Decimal};
use leptos::prelude::*;

use super::rested;
use crate::state::{App, PriceView, money, signed};

pub fn explanation(app: App, charge: ChargeKey, currency: Memo<Currency>) -> AnyView {
    let asked = StoredValue::new(charge.clone());
    let told = rested(app, false, move |editor| asked.with_value(|charge| editor.explain(charge)));
    let close = move |_| app.pricing.explaining.set(None);
    let here = Memo::new(move |_| app.derive(|editor| editor.environment().cloned()).flatten());
    let body = move || match told.get() {
        None => ().into_any(),
        Some(None) => view! { <p class="prose">"This is not charged any more."</p> }.into_any(),
        Some(Some(found)) => {
            let elsewhere = asked.with_value(|charge| here.get().filter(|id| *id != charge.environment));
            explained(app, found, elsewhere.is_some(), asked, currency)
        }
    };
    view! {
        <div class="detail" aria-label="What it is made of" data-explains=charge.node tabindex="-1">
            <h3>{charge.item}<small class="pill low">{charge.environment.to_string()}</small>
                <button class="plain" aria-label="Close" title="Close" on:click=close><i class="g s g-x"></i></button></h3>
            {body}
        </div>
    }
    .into_any()
}

fn explained(
    app: App,
    found: Explanation,
    elsewhere: bool,
    asked: StoredValue<ChargeKey>,
    currency: Memo<Currency>,
) -> AnyView {
    let Explanation { name, monthly, terms, unpriced, assumptions, properties } = found;
    let priced = !terms.is_empty();
    let unpriced = unpriced.into_iter().map(|(why, hint)| {
        fact("fact", "Unpriced".to_owned(), format!("{why}. {}", hint.unwrap_or_default()))
    });
    let unpriced = unpriced.collect_view();
    let chosen = properties.into_iter().map(|(label, value)| fact("fact", label, value)).collect_view();
    let open = move || app.show_prices(PriceView::Assumptions);
    let rests = assumptions.into_iter().map(|(one, more)| {
        let of = if one.of.is_empty() { "workload" } else { one.origin };
        let value = format!("{} {} ({of})", quantity(one.number.value.typical), one.number.unit);
        let words = format!("{} per +10 %", signed(currency, more));
        view! {
            <button class="evidence" data-assumption=one.key title=one.help on:click=move |_| open()>
                <span>{one.label}<small class="mono">{value}<b>{words}</b></small></span>
            </button>
        }
    });
    let rests = rests.collect_view();
    let show = move |_| {
        let environment = asked.with_value(|charge| charge.environment.to_string());
        app.act(|editor| editor.show(&environment));
    };
    view! {
        <p class="big mono">{priced.then(|| money(currency, monthly))}<small>{name}</small></p>
        {terms.into_iter().map(term).collect_view()}
        {unpriced}
        <h4>"What it follows from"</h4>
        {chosen}
        {rests}
        {elsewhere.then(|| view! { <button class="link" on:click=show>"Show that environment to see which assumptions move it"</button> })}
    }
    .into_any()
}

fn term(term: Term) -> AnyView {
    let Term { part, formula, dimensions, tiers, range, as_of, source, confidence, derived, stale, key } =
        term;
    let steps = dimensions.into_iter().chain(tiers);
    let read = match stale {
        Some(days) => format!("{as_of}: {days} days ago, refresh the prices"),
        None => as_of,
    };
    let old = if stale.is_some() { "fact stale" } else { "fact" };
    let facts = [
        ("fact", "Part", part),
        ("fact", "Quantity", range.unwrap_or_default()),
        (old, "Read on", read),
        ("fact", "Source", source),
        ("fact", "Confidence", confidence.to_owned()),
        ("fact", "Derived", derived.unwrap_or_default()),
        ("fact", "In the price book", key),
    ];
    let facts = facts.into_iter().filter(|(.., value)| !value.is_empty());
    let facts = facts.map(|(class, label, value)| fact(class, label.to_owned(), value));
    view! {
        <p class="formula mono">{formula}</p>
        {steps.map(|step| view! { <p class="formula tier mono">{step}</p> }).collect_view()}
        <div class="facts">{facts.collect_view()}</div>
    }
    .into_any()
}

fn fact(class: &'static str, label: String, value: String) -> AnyView {
    view! { <p class=class><span>{label}</span>{value}</p> }.into_any()
}

fn quantity(value: Decimal) -> String {
    engine::Format::new(engine::Language::English).quantity(value)
}
