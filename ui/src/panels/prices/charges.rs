//! The price table: environments side by side, quantity × price of a unit, and what an amount is made of.

use std::collections::BTreeSet;

use editor::models::{Charge, ChargeKey, Charged, PriceTable};
use engine::{Currency, Decimal, Format, Id, Language, Tax};
use leptos::prelude::*;

use super::{cell, empty, explain::explanation};
use crate::{
    kit::{icon::Icon, rows::Rows},
    state::{App, ends, money},
};

pub fn charges(app: App) -> AnyView {
    let table = Memo::new(move |_| {
        app.derive(|editor| editor.price_table(None).map_err(|error| error.to_string()))
            .unwrap_or_else(|| Ok(PriceTable::default()))
    });
    let (currency, selected) = (app.currency(), app.selection());
    let here = Memo::new(move |_| app.derive(|editor| editor.environment().cloned()).flatten());
    let tax = Memo::new(move |_| app.derive(|editor| editor.tax()).flatten());
    let shown = move || match table.get() {
        Err(why) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Ok(table) if table.rows.is_empty() => {
            empty("Nothing here costs anything yet: what you add is priced at once.")
        }
        Ok(table) => listed(app, table, (here.get(), tax.get()), currency, selected),
    };
    view! {
        <div class="aside" class:open=move || app.pricing.explaining.with(Option::is_some)>
            {shown}
            {move || app.pricing.explaining.get().map(|charge| explanation(app, charge, currency))}
        </div>
    }
    .into_any()
}

fn listed(
    app: App,
    table: PriceTable,
    (shown, tax): (Option<Id>, Option<Tax>),
    currency: Memo<Currency>,
    selected: Memo<BTreeSet<Id>>,
) -> AnyView {
    let columns = format!(
        "minmax(104px, 1.2fr) minmax(110px, 1.4fr) repeat({}, minmax(var(--cell), 1fr))",
        table.environments.len()
    );
    let on = move |id: &Id| shown.as_ref() == Some(id);
    let heads = table.environments.iter().map(|id| {
        view! { <span class="right" class:shown=on(id) role="columnheader">{id.to_string()}</span> }
    });
    let heads = heads.collect_view();
    let totals = table.totals.iter().map(|total| {
        let band = ends(currency, *total);
        let words = format!("from {} to {} a month", money(currency, total.low), money(currency, total.high));
        view! { <span class="right mono" role="cell" title=words><b>{money(currency, total.typical)}</b><small>{band}</small></span> }
    });
    let totals = totals.collect_view();
    let note = format!("{}, prices as of {}", rate(currency), table.as_of);
    let tax = tax.map(|tax| {
        let with = |total: &engine::Band| {
            let more = tax.on(total.typical);
            let words = money(currency, total.typical + more);
            view! { <span class="right mono" role="cell"><b>{words}</b><small>{format!("+{}", money(currency, more))}</small></span> }
        };
        let cells = table.totals.iter().map(with).collect_view();
        let words = format!("With {}", tax.label(Format::new(Language::English)));
        view! { <div class="row total" role="row" data-tax="true" style:grid-template-columns=columns.clone()>{cell("what", words)}<span></span>{cells}</div> }
    });
    let missing = table.unpriced.iter().any(|count| *count > 0).then(|| {
        let count = |count: &usize| match count {
            0 => cell("right none", "–".to_owned()),
            count => cell("right unpriced", format!("{count} unpriced")),
        };
        let cells = table.unpriced.iter().map(count).collect_view();
        view! { <div class="row total" role="row" style:grid-template-columns=columns.clone()>{cell("what", "Not in the total".to_owned())}<span></span>{cells}</div> }
    });
    let grid = columns.clone();
    let list = Rows::of_table();
    let count = table.rows.len();
    let environments = StoredValue::new(table.environments);
    let rows = StoredValue::new(table.rows.into_iter().enumerate().collect::<Vec<_>>());
    let line = move |(at, charge): (usize, Charge)| {
        let cells = environments.with_value(|ids| {
            let cell = |(id, charged): (&Id, &Option<Charged>)| {
                cell_view(app, &charge, id, charged.as_ref(), currency)
            };
            ids.iter().zip(&charge.cells).map(cell).collect_view()
        });
        let node = charge.node.clone();
        let chosen = {
            let node = node.clone();
            move || node.as_ref().is_some_and(|id| selected.with(|selected| selected.contains(id)))
        };
        let picture = (!charge.symbol.is_empty()).then(|| view! { <Icon symbol=charge.symbol size=15/> });
        view! {
            <div class="row" role="row" aria-rowindex=(at + 2).to_string() class:selected=chosen style:grid-template-columns=columns.clone()
                on:click=move |_| if let Some(id) = &node { app.reveal(id) }>
                <span class="element" role="cell" title=charge.name.clone()>{picture}<span>{charge.name.clone()}</span></span>
                {cell("what", charge.item)}
                {cells}
            </div>
        }
    };
    view! {
        <div class="table prices" role="table" aria-label="Prices a month" aria-rowcount=(count + 2).to_string()
            node_ref=list.scroller on:scroll=move |_| list.scrolled()>
            <div class="head" role="row" style:grid-template-columns=grid.clone()>
                <span role="columnheader">"Element"</span><span role="columnheader">"Charge"</span>{heads}
            </div>
            <div style:height=move || list.gap(list.there(count).start)></div>
            <For each=move || rows.with_value(|rows| list.of(rows)) key=|(at, _)| *at children=line/>
            <div style:height=move || list.gap(count - list.there(count).end)></div>
            <div class="totals">
                <div class="row total" role="row" style:grid-template-columns=grid>
                    <span role="cell"><b>"A month, typical"</b></span>{cell("note", note)}{totals}
                </div>
                {tax}{missing}
            </div>
        </div>
    }
    .into_any()
}

/// The currency in words, with its rate.
pub fn rate(currency: Memo<Currency>) -> String {
    currency.with(|currency| match &currency.quoted {
        None => "US dollars".to_owned(),
        Some(quoted) => format!(
            "1 USD = {} {}, {}, {}",
            currency.per_usd.normalize(),
            currency.code,
            quoted.source,
            quoted.date
        ),
    })
}

/// `730 × $0.096` and what it makes; pressed, it says from where.
fn cell_view(
    app: App,
    charge: &Charge,
    environment: &Id,
    charged: Option<&Charged>,
    currency: Memo<Currency>,
) -> AnyView {
    let (class, words, how, amount) = match charged {
        None => return cell("right none", "–".to_owned()),
        Some(Charged::Unpriced(why)) => ("right unpriced", why.clone(), String::new(), "unpriced".to_owned()),
        Some(Charged::Priced { quantity, unit_price, monthly }) => {
            let of = working(*quantity, *unit_price);
            let (low, high) = (money(currency, monthly.low), money(currency, monthly.high));
            let band = if monthly.is_certain() { String::new() } else { format!("; {low} to {high}") };
            let words = format!("{of} per {}{band}", charge.unit);
            ("right mono", words, of, money(currency, monthly.typical))
        }
    };
    let (node, item) = (charge.key.clone(), charge.item.clone());
    let key = ChargeKey { node, item, environment: environment.clone() };
    let named = format!("{}/{environment}", charge.key);
    let explain = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        app.explain(key.clone());
    };
    view! {
        <span class=class role="cell"><button class="amount" title=words data-charge=named on:click=explain>{amount}<small>{how}</small></button></span>
    }
    .into_any()
}

/// `730 × $0.096`; a price of a unit is often a small part of a cent: all its digits count.
pub fn working(quantity: Decimal, unit_price: Decimal) -> String {
    let quantity = Format::new(Language::English).quantity(quantity);
    format!("{quantity} × ${}", unit_price.normalize())
}
