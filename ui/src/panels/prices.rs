//! The price table: environments side by side, quantity × price of a unit; of the design, or of one element.

use std::collections::BTreeSet;

use editor::models::{Charge, Charged, PriceTable};
use engine::{Decimal, Format, Id, Language};
use leptos::prelude::*;

use crate::{
    kit::{dollars, icon::Icon, rows::Rows},
    state::App,
};

#[component]
pub fn Prices(app: App) -> impl IntoView {
    let table = Memo::new(move |_| {
        app.derive(|editor| editor.price_table(None).map_err(|error| error.to_string()))
            .unwrap_or_else(|| Ok(PriceTable::default()))
    });
    move || match table.get() {
        Err(why) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Ok(table) if table.rows.is_empty() => {
            view! { <p class="empty">"Nothing here costs anything yet: what you add is priced at once."</p> }
                .into_any()
        }
        Ok(table) => {
            let columns = format!(
                "minmax(150px, 1.2fr) minmax(150px, 1.4fr) repeat({}, minmax(132px, 1fr))",
                table.environments.len()
            );
            let shown = app.derive(|editor| editor.environment().cloned()).flatten();
            let on = move |id: &Id| shown.as_ref() == Some(id);
            let heads = table.environments.iter().map(|id| {
                view! { <span class="right" class:shown=on(id) role="columnheader">{id.to_string()}</span> }
            });
            let heads = heads.collect_view();
            let totals = table.totals.iter().zip(&table.unpriced).map(|(total, unpriced)| {
                let missing = (*unpriced > 0).then(|| format!("{unpriced} unpriced"));
                view! { <span class="right mono" role="cell"><small>{missing}</small><b>{dollars(*total)}</b></span> }
            });
            let totals = totals.collect_view();
            let grid = columns.clone();
            let list = Rows::of_table();
            let count = table.rows.len();
            let charges = StoredValue::new(table.rows.into_iter().enumerate().collect::<Vec<_>>());
            let selected = app.selection();
            view! {
                <div class="table prices" role="table" aria-label="Prices a month" aria-rowcount=(count + 2).to_string()
                    node_ref=list.scroller on:scroll=move |_| list.scrolled()>
                    <div class="head" role="row" style:grid-template-columns=grid.clone()>
                        <span role="columnheader">"Element"</span><span role="columnheader">"Charge"</span>{heads}
                    </div>
                    <div style:height=move || list.gap(list.there(count).start)></div>
                    <For each=move || charges.with_value(|charges| list.of(charges)) key=|(at, _)| *at let:numbered>
                        <Line app at=numbered.0 charge=numbered.1 columns=columns.clone() selected/>
                    </For>
                    <div style:height=move || list.gap(count - list.there(count).end)></div>
                    <div class="row total" role="row" style:grid-template-columns=grid>
                        <span role="cell"><b>"A month, typical"</b></span>
                        <span class="note" role="cell">{format!("US dollars, prices as of {}", table.as_of)}</span>{totals}
                    </div>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Line(app: App, at: usize, charge: Charge, columns: String, selected: Memo<BTreeSet<Id>>) -> impl IntoView {
    let cells = charge.cells.iter().map(|cell| cell_view(cell.as_ref(), charge.unit)).collect_view();
    let node = charge.node.clone();
    let selected = {
        let node = node.clone();
        move || {
            let node = node.as_ref();
            node.is_some_and(|id| selected.with(|selected| selected.contains(id)))
        }
    };
    let picture = (!charge.symbol.is_empty()).then(|| view! { <Icon symbol=charge.symbol size=15/> });
    view! {
        <div class="row" role="row" aria-rowindex=(at + 2).to_string() class:selected=selected style:grid-template-columns=columns
            on:click=move |_| if let Some(id) = &node { app.reveal(id) }>
            <span class="element" role="cell" title=charge.name.clone()>{picture}<span>{charge.name.clone()}</span></span>
            <span class="what" role="cell" title=charge.item.clone()>{charge.item.clone()}</span>
            {cells}
        </div>
    }
}

/// `730 × $0.096` and what it makes.
fn cell_view(cell: Option<&Charged>, unit: &str) -> AnyView {
    match cell {
        None => view! { <span class="right none" role="cell">"–"</span> }.into_any(),
        Some(Charged::Unpriced(why)) => {
            view! { <span class="right unpriced" role="cell" title=why.clone()>"unpriced"</span> }.into_any()
        }
        Some(Charged::Priced { quantity, unit_price, monthly }) => {
            let of = working(*quantity, *unit_price);
            let words = format!("{of} per {unit}");
            view! {
                <span class="right mono" role="cell" title=words><small>{of}</small>{dollars(*monthly)}</span>
            }
            .into_any()
        }
    }
}

/// `730 × $0.096`; a price of a unit is often a small part of a cent: all its digits count.
pub fn working(quantity: Decimal, unit_price: Decimal) -> String {
    let quantity = Format::new(Language::English).quantity(quantity);
    format!("{quantity} × ${}", unit_price.normalize())
}
