//! The outline: every element in its container, with its worst finding.

use std::collections::BTreeSet;

use editor::models::Row;
use engine::{Id, scene::draw::MarkLook};
use leptos::{ev, prelude::*};

use super::deployment::Sign;
use crate::{
    kit::{
        focus,
        icon::{Icon, Mark},
        rows::Rows,
    },
    state::App,
};

/// Height of a row, CSS px.
const ROW: f64 = 24.0;

#[component]
pub fn Outline(app: App) -> impl IntoView {
    let closed = RwSignal::new(BTreeSet::<Id>::new());
    let rows = Memo::new(move |_| app.derive(|editor| editor.outline()).unwrap_or_default());
    let shown = Memo::new(move |_| {
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
    });
    let list = Rows::new(ROW, 0.0);
    let count = move || shown.with(Vec::len);
    let selected = app.selection();
    let first = Memo::new(move |_| selected.with(|selected| selected.first().cloned()));
    // the outline follows what is selected on the drawing
    Effect::new(move |_| {
        let of = first.get();
        // what is only opened or closed does not bring it back into view
        let at = shown.with_untracked(|shown| shown.iter().position(|row| Some(&row.id) == of.as_ref()));
        if let Some(at) = at {
            list.show(at);
        }
    });
    let keys = move |event: ev::KeyboardEvent| {
        let shown = shown.get_untracked();
        let selected = first.get_untracked();
        let Some(at) = shown.iter().position(|row| Some(&row.id) == selected.as_ref()).or(Some(0)) else {
            return;
        };
        let Some(here) = shown.get(at) else { return };
        let is_open = !closed.with_untracked(|closed| closed.contains(&here.id));
        let to = match event.key().as_str() {
            "ArrowDown" => at + 1,
            "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => shown.len() - 1,
            "ArrowRight" if here.children > 0 && !is_open => {
                closed.update(|closed| {
                    closed.remove(&here.id);
                });
                at
            }
            "ArrowRight" if here.children > 0 => at + 1,
            "ArrowLeft" if here.children > 0 && is_open => {
                closed.update(|closed| {
                    closed.insert(here.id.clone());
                });
                at
            }
            "ArrowLeft" => shown[..at].iter().rposition(|row| row.level < here.level).unwrap_or(at),
            "Enter" | " " => at,
            "F2" => return app.run("rename"),
            "Delete" | "Backspace" => return app.run("delete"),
            _ => return,
        };
        event.prevent_default();
        if let Some(row) = shown.get(to) {
            app.reveal(&row.id);
            list.show(to);
            // it may be made only now
            let line = format!("outline-{}", row.id);
            request_animation_frame(move || focus(&line));
        }
    };
    // one stop for the Tab key: what is selected, else the first
    let stop =
        Memo::new(move |_| first.get().or_else(|| rows.with(|rows| rows.first().map(|row| row.id.clone()))));
    view! {
        <section class="outline" aria-label="Outline">
            <h2>"Outline"<span>{move || format!("{} elements", rows.with(Vec::len))}</span></h2>
            <div class="rows" role="tree" aria-label="Elements" data-keys="" on:keydown=keys node_ref=list.scroller on:scroll=move |_| list.scrolled()>
                {move || rows.with(Vec::is_empty).then(|| view! { <p class="empty">"What you add is listed here."</p> })}
                <div style:height=move || list.gap(list.there(count()).start)></div>
                <For each=move || shown.with(|shown| list.of(shown)) key=|row| row.clone().key() let:row>
                    <Line app row closed selected stop/>
                </For>
                <div style:height=move || list.gap(count() - list.there(count()).end)></div>
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
fn Line(
    app: App,
    row: Row,
    closed: RwSignal<BTreeSet<Id>>,
    selected: Memo<BTreeSet<Id>>,
    stop: Memo<Option<Id>>,
) -> impl IntoView {
    let id = row.id.clone();
    let selected = {
        let id = id.clone();
        Memo::new(move |_| selected.with(|selected| selected.contains(&id)))
    };
    // what a lens says of it stands where its findings do
    let look = {
        let id = id.clone();
        let told = move |editor: &mut editor::Editor| {
            // a lens is asked when the drawing is
            editor.picture();
            // of findings the row says itself how bad they are
            editor.told_by_lens(&id).filter(|look| !matches!(look, MarkLook::Found(_)))
        };
        Memo::new(move |_| app.read(&told).flatten())
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
    let of = id.clone();
    let tabindex = move || if stop.with(|stop| stop.as_ref() == Some(&of)) { "0" } else { "-1" };
    let expanded = (row.children > 0).then_some(move || open.get().to_string());
    view! {
        <div class="row" role="treeitem" id=format!("outline-{element}") tabindex=tabindex aria-expanded=expanded class:absent=row.absent attr:aria-level=row.level.to_string() aria-posinset=row.position.to_string() aria-setsize=row.siblings.to_string() aria-selected=move || selected.get().to_string()
            data-node=element.clone() style:padding-left=format!("{}px", 14 + 11 * (row.level - 1)) title=row.title
            on:click=move |_| app.reveal(&id)>
            <span class="turnway">{chevron}</span>
            <Icon symbol=row.symbol/>
            <span class="name">{row.name}</span>
            {move || look.get().map(|look| view! { <Sign look/> })}
            {row.findings.map(|(severity, _)| view! { <Mark severity/> })}
        </div>
    }
}
