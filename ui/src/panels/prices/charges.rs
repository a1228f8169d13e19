//! The price table: environments side by side, by charge with quantity × price of a unit and what an amount is made of,
//! by element, or by service.

use std::collections::BTreeSet;

use editor::{
    Editor,
    models::{Charge, ChargeKey, Charged, PriceTable, Priced},
};
use engine::{Currency, Decimal, EngineError, Format, Id, Language, MatrixCell, Per, Tax};
use leptos::prelude::*;

use super::{cell, empty, explain::explanation};
use crate::{
    kit::{icon::Icon, rows::Rows},
    state::{App, ends, money, percent},
};

/// A row of the table.
#[derive(Clone, PartialEq)]
enum Entry {
    Charge(Charge),
    Sum(Priced),
}

pub fn charges(app: App) -> AnyView {
    let per = app.pricing.per;
    let table = Memo::new(move |_| {
        app.derive(|editor| read(editor, per.get()).map_err(|error| error.to_string()))
            .unwrap_or_else(|| Ok((PriceTable::default(), Vec::new())))
    });
    let (currency, selected) = (app.currency(), app.selection());
    let here = Memo::new(move |_| app.derive(|editor| editor.environment().cloned()).flatten());
    let tax = Memo::new(move |_| app.derive(|editor| editor.tax()).flatten());
    let shown = move || match table.get() {
        Err(why) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Ok((_, rows)) if rows.is_empty() => {
            empty("Nothing here costs anything yet: what you add is priced at once.")
        }
        Ok((table, rows)) => listed(app, table, rows, (here.get(), tax.get()), currency, selected),
    };
    view! {
        <div class="aside" class:open=move || app.pricing.explaining.with(Option::is_some)>
            {shown}
            {move || app.pricing.explaining.get().map(|charge| explanation(app, charge, currency))}
        </div>
    }
    .into_any()
}

/// What stands below the rows, and the rows.
fn read(editor: &mut Editor, per: Option<Per>) -> Result<(PriceTable, Vec<Entry>), EngineError> {
    let mut table = editor.price_table(None)?;
    let charges = std::mem::take(&mut table.rows);
    let rows = match per {
        None => charges.into_iter().map(Entry::Charge).collect(),
        Some(per) => editor.price_matrix(per)?.into_iter().map(Entry::Sum).collect(),
    };
    Ok((table, rows))
}

fn listed(
    app: App,
    table: PriceTable,
    rows: Vec<Entry>,
    (shown, tax): (Option<Id>, Option<Tax>),
    currency: Memo<Currency>,
    selected: Memo<BTreeSet<Id>>,
) -> AnyView {
    let sums = app.pricing.per.get_untracked().is_some();
    let columns = format!(
        "minmax(104px, 1.2fr) minmax(110px, 1.4fr) repeat({}, minmax(var(--cell), 1fr)){}",
        table.environments.len(),
        if sums { " minmax(84px, 0.8fr)" } else { "" }
    );
    let share = sums.then(|| {
        let of = shown.as_ref().map(|id| format!("Share of {id}"));
        view! { <span role="columnheader">{of}</span> }
    });
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
    let count = rows.len();
    let environments = StoredValue::new(table.environments);
    let rows = StoredValue::new(rows.into_iter().enumerate().collect::<Vec<_>>());
    let line = move |(at, entry): (usize, Entry)| {
        let (cells, (name, symbol, what), nodes) = match entry {
            Entry::Charge(charge) => {
                let cells = environments.with_value(|ids| {
                    let cell = |(id, charged): (&Id, &Option<Charged>)| {
                        cell_view(app, &charge, id, charged.as_ref(), currency)
                    };
                    ids.iter().zip(&charge.cells).map(cell).collect::<Vec<_>>()
                });
                let nodes = charge.node.into_iter().collect();
                (cells, (charge.name, charge.symbol, charge.item), nodes)
            }
            Entry::Sum(priced) => {
                let mut cells: Vec<AnyView> = priced.cells.iter().map(|cell| sum(*cell, currency)).collect();
                cells.push(part(priced.part));
                (cells, (priced.name, priced.symbol, priced.of), priced.nodes)
            }
        };
        let nodes = StoredValue::new(nodes);
        let chosen = move || {
            nodes.with_value(|nodes: &Vec<Id>| {
                !nodes.is_empty() && selected.with(|selected| nodes.iter().all(|id| selected.contains(id)))
            })
        };
        let press = move |_| match nodes.get_value().as_slice() {
            [] => {}
            [one] => app.reveal(one),
            several => drop(app.act(|editor| editor.select(several.iter().cloned()))),
        };
        let picture = (!symbol.is_empty()).then(|| view! { <Icon symbol=symbol size=15/> });
        view! {
            <div class="row" role="row" aria-rowindex=(at + 2).to_string() class:selected=chosen style:grid-template-columns=columns.clone()
                on:click=press>
                <span class="element" role="cell" title=name.clone()>{picture}<span>{name.clone()}</span></span>
                {cell("what", what)}
                {cells}
            </div>
        }
    };
    view! {
        <div class="table prices" role="table" aria-label="Prices a month" aria-rowcount=(count + 2).to_string()
            node_ref=list.scroller on:scroll=move |_| list.scrolled()>
            <div class="head" role="row" style:grid-template-columns=grid.clone()>
                <span role="columnheader">{choice(app)}</span><span></span>{heads}{share}
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

/// Chooses what a row is.
fn choice(app: App) -> AnyView {
    const ROWS: [(Option<Per>, &str, &str); 3] = [
        (None, "charge", "Every charge"),
        (Some(Per::Element), "element", "By element"),
        (Some(Per::Service), "service", "By service"),
    ];
    let per = app.pricing.per;
    let option = move |(of, name, words): (Option<Per>, &'static str, &'static str)| {
        view! { <option value=name selected=move || per.get() == of>{words}</option> }
    };
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        per.set(ROWS.iter().find(|row| row.1 == name).and_then(|row| row.0));
    };
    view! {
        <span class="control"><select aria-label="What a row is" on:change=choose>{ROWS.map(option)}</select><i class="g s g-chevron-down"></i></span>
    }
    .into_any()
}

/// What something costs in an environment.
fn sum(cell: MatrixCell, currency: Memo<Currency>) -> AnyView {
    let band = cell.monthly.filter(|monthly| !monthly.is_certain()).map(|monthly| ends(currency, monthly));
    let open = (cell.unpriced > 0).then(|| format!("{} unpriced", cell.unpriced));
    let (class, amount) = match (cell.monthly, &open) {
        (Some(monthly), _) => ("right mono sum", money(currency, monthly.typical)),
        (None, Some(_)) => ("right sum", String::new()),
        (None, None) => ("right none", "–".to_owned()),
    };
    let open = open.map(|words| view! { <small class="unpriced">{words}</small> });
    view! { <span class=class role="cell"><b>{amount}</b><small>{band}</small>{open}</span> }.into_any()
}

/// A part of the whole, from 0 to 1, as a bar.
fn part(part: Decimal) -> AnyView {
    let cent = (part * Decimal::ONE_HUNDRED).round();
    view! {
        <span class="part" role="cell"><i style:--part=format!("{cent}%")></i><small>{percent(part)}</small></span>
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
