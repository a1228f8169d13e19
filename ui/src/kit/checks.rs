//! Several of a few things, each with a box to check.

use engine::Id;
use leptos::{ev, prelude::*};

/// `chosen` holds those that are checked, in their order.
#[component]
pub fn Checks(name: &'static str, all: Vec<Id>, chosen: RwSignal<Vec<Id>>) -> impl IntoView {
    let order = StoredValue::new(all.clone());
    let check = move |id: Id| {
        let (this, shown) = (id.clone(), id.to_string());
        let on = chosen.with_untracked(|chosen| chosen.contains(&id));
        let toggle = move |event: ev::Event| {
            let on = event_target_checked(&event);
            chosen.update(|chosen| {
                chosen.retain(|other| *other != this);
                if on {
                    chosen.push(this.clone());
                }
                order.with_value(|order| chosen.sort_by_key(|id| order.iter().position(|other| other == id)));
            });
        };
        view! { <label class="check"><input type="checkbox" checked=on on:change=toggle/>{shown}</label> }
    };
    view! { <div class="checks" role="group" aria-label=name>{all.into_iter().map(check).collect_view()}</div> }
}
