//! The outline: every element in its container, with its worst finding.

use std::collections::BTreeSet;

use editor::models::Row;
use engine::Id;
use leptos::{ev, prelude::*};

use super::deployment::Sign;
use crate::{
    kit::icon::{Icon, Mark},
    state::App,
};

#[component]
pub fn Outline(app: App) -> impl IntoView {
    let closed = RwSignal::new(BTreeSet::<Id>::new());
    let rows = Memo::new(move |_| app.read(|editor| editor.outline()).unwrap_or_default());
    let shown = move || {
        let (rows, closed) = (rows.get(), closed.get());
        let mut hidden_below = None;
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            match hidden_below {
                Some(level) if row.level > level => continue,
                _ => hidden_below = closed.contains(&row.id).then_some(row.level),
            }
            shown.push(row);
        }
        shown
    };
    view! {
        <section class="outline" aria-label="Outline">
            <h2>"Outline"<span>{move || format!("{} elements", rows.with(Vec::len))}</span></h2>
            <div class="rows" role="tree" aria-label="Elements">
                <For each=shown key=|row| row.clone().key() let:row>
                    <Line app row closed/>
                </For>
            </div>
        </section>
    }
}

/// What makes a line another line.
trait Keyed {
    fn key(self) -> (Id, usize, usize, String, String, bool);
}

impl Keyed for Row {
    fn key(self) -> (Id, usize, usize, String, String, bool) {
        (self.id, self.level, self.children, self.name, format!("{:?}", self.findings), self.absent)
    }
}

#[component]
fn Line(app: App, row: Row, closed: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let id = row.id.clone();
    let selected = {
        let id = id.clone();
        Memo::new(move |_| app.read(|editor| editor.selection().contains(&id)).unwrap_or(false))
    };
    // what a lens says of it stands where its findings do
    let look = {
        let id = id.clone();
        Memo::new(move |_| app.read(|editor| editor.told_by_lens(&id)).flatten())
    };
    let open = {
        let id = id.clone();
        Memo::new(move |_| !closed.with(|closed| closed.contains(&id)))
    };
    let toggle = {
        let id = id.clone();
        move |event: ev::MouseEvent| {
            event.stop_propagation();
            closed.update(|closed| {
                if !closed.remove(&id) {
                    closed.insert(id.clone());
                }
            });
        }
    };
    let chevron = (row.children > 0).then(|| {
        view! {
            <i class="g s g-chevron-right turn" class:open=open on:click=toggle></i>
        }
    });
    let element = id.to_string();
    view! {
        <div class="row" role="treeitem" class:absent=row.absent attr:aria-level=row.level.to_string() aria-selected=move || selected.get().to_string()
            data-node=element style:padding-left=format!("{}px", 14 + 11 * (row.level - 1)) title=row.title
            on:click=move |_| app.reveal(&id)>
            <span class="turnway">{chevron}</span>
            <Icon symbol=row.symbol/>
            <span class="name">{row.name}</span>
            {move || look.get().map(|look| view! { <Sign look/> })}
            {row.findings.map(|(severity, _)| view! { <Mark severity/> })}
        </div>
    }
}
