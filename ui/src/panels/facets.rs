//! The inspector's other tabs: what an element costs in each environment, and its lines of the template.

use editor::models::{ChargeKey, Charged, PriceTable};
use engine::{Currency, Id};
use leptos::prelude::*;

use super::{
    prices::{rate, working},
    template::tinted,
};
use crate::state::{App, PriceView, money};

/// Charges by environment, as quantity × price of a unit.
#[component]
pub fn Price(app: App, id: Id) -> impl IntoView {
    let table = Memo::new(move |_| {
        app.read(|editor| editor.price_table(Some(&id)).map_err(|error| error.to_string()))
            .unwrap_or_else(|| Ok(PriceTable::default()))
    });
    let currency = app.currency();
    move || match table.get() {
        Err(why) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Ok(table) if table.rows.is_empty() => {
            view! { <p class="empty">"This costs nothing by itself."</p> }.into_any()
        }
        Ok(table) => {
            let section = |(column, environment): (usize, &Id)| {
                let lines = table.rows.iter().filter_map(|row| {
                    let cell = row.cells.get(column)?.clone()?;
                    let (node, item) = (row.key.clone(), row.item.clone());
                    let key = ChargeKey { node, item, environment: environment.clone() };
                    Some(line(app, key, cell, row.unit, currency))
                });
                let lines = lines.collect_view();
                let total = table.totals.get(column).copied().unwrap_or_default();
                let here = table.rows.iter().any(|row| row.cells.get(column).is_some_and(Option::is_some));
                here.then(|| {
                    view! {
                        <h3>{environment.to_string()}<span class="mono">{money(currency, total.typical)}</span></h3>
                        {lines}
                    }
                })
            };
            let sections = table.environments.iter().enumerate().map(section).collect_view();
            let open = move |_| app.show_prices(PriceView::Assumptions);
            view! { <div class="charges">{sections}<button class="link" on:click=open>"What it rests on"</button><p class="note">{format!("{}; a month, list prices as of {}", rate(currency), table.as_of)}</p></div> }
                .into_any()
        }
    }
}

fn line(
    app: App,
    key: ChargeKey,
    cell: Charged,
    unit: &'static str,
    currency: Memo<Currency>,
) -> impl IntoView {
    let (how, amount) = match &cell {
        Charged::Priced { quantity, unit_price, monthly } => {
            (format!("{} per {unit}", working(*quantity, *unit_price)), money(currency, monthly.typical))
        }
        Charged::Unpriced(why) => (why.clone(), "unpriced".to_owned()),
    };
    let item = key.item.clone();
    view! {
        <button class="charge" title="What it is made of" on:click=move |_| app.explain(key.clone())>
            <span>{item}</span><b class="mono">{amount}</b><small class="mono">{how}</small>
        </button>
    }
}

/// The resources that stand for an element.
#[component]
pub fn Template(app: App, id: Id) -> impl IntoView {
    let found = move || {
        app.read(|editor| {
            let texts = editor.templates().map_err(|error| error.to_string())?;
            let mut pieces = Vec::new();
            for text in texts.iter() {
                let lines: Vec<&str> = text.yaml.lines().collect();
                for resource in text.resources.iter().filter(|resource| resource.node == id.as_str()) {
                    let piece =
                        lines.get(resource.first.saturating_sub(1)..resource.last).unwrap_or_default();
                    pieces.push((text.stack.clone(), resource.kind.clone(), piece.join("\n")));
                }
            }
            Ok::<_, String>(pieces)
        })
    };
    move || match found() {
        None => ().into_any(),
        Some(Err(why)) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Some(Ok(pieces)) if pieces.is_empty() => {
            view! { <p class="empty">"No resource stands for this element in the environment shown."</p> }
                .into_any()
        }
        Some(Ok(pieces)) => pieces
            .into_iter()
            .map(|(stack, kind, text)| {
                let lines = text.lines().map(|line| view! { <pre>{tinted(line)}</pre> }).collect_view();
                view! { <h3>{kind}<small>{stack}</small></h3><div class="yaml">{lines}</div> }
            })
            .collect_view()
            .into_any(),
    }
}
