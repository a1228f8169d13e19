//! The plan: losses first, then what changes, then what has to be typed and pressed.

use std::collections::BTreeMap;

use contract::{
    Work,
    deployment::{Change, Element, Fate, Loss},
};
use editor::models::{Planned, short_value};
use engine::{Id, scene::draw::MarkLook};
use leptos::prelude::*;

use super::{
    run::Stacks,
    sign::{Counts, Sign},
};
use crate::state::{App, action_look};

#[component]
pub fn Plan(app: App) -> impl IntoView {
    let nothing = move || app.desk.seen.with(|seen| seen.nothing);
    let work = move || app.desk.seen.with(|seen| seen.work);
    let elements = move || app.desk.seen.with(|seen| seen.elements.clone());
    let losses = move || app.desk.seen.with(|seen| seen.losses.clone());
    view! {
        {move || nothing().then(|| {
            let words = match work() {
                Some(Work::Destroy) => "Nothing stands: there is nothing to take down.",
                _ => "Stands as the design has it: nothing is to be done.",
            };
            view! { <p class="fine" data-testid="nothing"><i class="g g-circle-check"></i>{words}</p> }
        })}
        <Counts app/>
        {move || losses().into_iter().map(|loss| view! { <Danger app loss/> }).collect_view()}
        <div class="changes" role="list" aria-label="Changes">
            {move || elements().into_iter().map(|element| view! { <Line app element/> }).collect_view()}
        </div>
        <Stacks app/>
    }
}

/// Data that goes.
#[component]
fn Danger(app: App, loss: Loss) -> impl IntoView {
    let name = app.peek(|editor| editor.element_name(&loss.name)).unwrap_or_else(|| loss.name.clone());
    let replaced = loss.changes.iter().any(|change| action_look(change.action) == MarkLook::Replaced);
    let deleted = loss.changes.iter().any(|change| change.data == Some(Fate::Deleted));
    let title = match (replaced, deleted) {
        (true, true) => format!("Replaces {name}: its data is lost"),
        (true, false) => format!("Replaces {name} by an empty one"),
        (false, true) => format!("Removes {name} with its data"),
        (false, false) => format!("Removes {name}"),
    };
    let said = loss.changes.iter().map(|change| view! { <p>{consequence(change)}</p> }).collect_view();
    view! {
        <section class="danger" class:kept=!deleted>
            <i class="g g-octagon-alert"></i>
            <div><h3>{title}</h3>{said}</div>
        </section>
    }
}

/// What becomes of the data of one resource.
fn consequence(change: &Change) -> String {
    let what = match change.part.as_str() {
        "" => change.resource_type.clone(),
        part => format!("{part} ({})", change.resource_type),
    };
    let why =
        change.properties.first().map(|property| format!("{} cannot be changed in place. ", property.name));
    let replaced = action_look(change.action) == MarkLook::Replaced;
    let why = why.filter(|_| replaced).unwrap_or_default();
    let fate = match change.data {
        Some(Fate::Kept) if replaced => "The old one stays in the account with its data, no longer managed.",
        Some(Fate::Kept) => "It stays in the account with its data, no longer managed.",
        Some(Fate::Snapshot) => "A last snapshot is taken; restore it by hand if the data is needed.",
        Some(Fate::Deleted) | None => "Its data is deleted and cannot be brought back.",
    };
    format!("{what}: {why}{fate}")
}

#[component]
fn Line(app: App, element: Element) -> impl IntoView {
    let id = Id::new(&element.node);
    let name = app.peek(|editor| editor.element_name(&element.node)).unwrap_or_else(|| element.node.clone());
    let look = element.action.map_or(MarkLook::Changed, action_look);
    let mut said = match &element.property {
        Some(property) => match (&property.before, &property.after) {
            (Some(before), Some(after)) => {
                format!("{} {} → {}", property.name, short_value(before), short_value(after))
            }
            (None, Some(after)) => format!("{} → {}", property.name, short_value(after)),
            _ => property.name.clone(),
        },
        None => element.resource_type.clone(),
    };
    if element.resources > 1 {
        said = format!("{said} · {} resources", element.resources);
    }
    let predicted = element.predicted.then(|| {
        view! { <span class="perhaps" title="Known for sure only when earlier stacks are there; more than this stops and asks">"predicted"</span> }
    });
    view! {
        <button class="line" role="listitem" data-node=element.node class:struck=look == MarkLook::Removed
            on:click=move |_| if let Some(id) = &id { app.reveal(id) }>
            <Sign look/><b>{name}</b>{predicted}<span class="mono">{said}</span>
        </button>
    }
}

/// What has to be typed, and the button.
#[component]
pub fn Consent(app: App) -> impl IntoView {
    let typed = RwSignal::new(BTreeMap::<String, String>::new());
    let names = Memo::new(move |_| {
        app.desk.seen.with(|seen| {
            let mut names: Vec<String> = seen.losses.iter().map(|loss| loss.name.clone()).collect();
            // taking an environment down is confirmed by its name, whatever becomes of data
            if seen.work == Some(Work::Destroy) && !seen.nothing {
                names.extend(seen.environment.clone());
            }
            names
        })
    });
    let destroys = move || app.desk.seen.with(|seen| seen.work) == Some(Work::Destroy);
    let judged = move |judge: &dyn Fn(&mut editor::Editor, &Planned<'_>) -> Option<String>| {
        app.desk.seen.with(|seen| {
            let environment = seen.environment.as_deref().unwrap_or_default();
            names.with(|names| {
                let planned = Planned { environment, hash: &seen.hash, nothing: seen.nothing, names };
                app.read(|editor| judge(editor, &planned)).flatten()
            })
        })
    };
    let barrier = Memo::new(move |_| {
        typed.with(|typed| judged(&|editor, planned| editor.deploy_barrier(planned, typed)))
    });
    let stale = Memo::new(move |_| {
        judged(&|editor, planned| (!editor.is_current(planned)).then(String::new)).is_some()
    });
    let nothing = move || app.desk.seen.with(|seen| seen.nothing);
    let field = move |name: String| {
        let (key, shown) = (name.clone(), name.clone());
        let of_all = app.desk.seen.with_untracked(|seen| seen.environment.as_ref() == Some(&name));
        let purpose = if of_all { " to take it down" } else { " to let it go" };
        let right =
            move || typed.with(|typed| typed.get(&name).map(|text| text.trim()) == Some(name.as_str()));
        view! {
            <label class="confirm">
                <span>"Type "<b class="mono">{shown.clone()}</b>{purpose}</span>
                <input data-confirm=shown autocomplete="off" spellcheck="false" class:right=right
                    on:input=move |event| typed.update(|typed| drop(typed.insert(key.clone(), event_target_value(&event))))/>
            </label>
        }
    };
    let words = move || {
        let environment = app.desk.seen.with(|seen| seen.environment.clone()).unwrap_or_default();
        if destroys() { format!("Destroy {environment}") } else { format!("Deploy to {environment}") }
    };
    let go = move |_| {
        if barrier.with(Option::is_none) {
            app.execute(
                app.desk
                    .seen
                    .with_untracked(|seen| seen.losses.iter().map(|loss| loss.name.clone()).collect()),
            );
        }
    };
    view! {
        <div class="fields">{move || names.get().into_iter().map(field).collect_view()}</div>
        {move || stale.get().then(|| view! { <p class="barrier"><i class="g s g-info"></i>"The design has changed since this plan was made."</p> })}
        <div class="buttons">
            <button class="soft" data-testid="plan" on:click=move |_| app.plan(if destroys() { Work::Destroy } else { Work::Deploy })>"Plan again"</button>
            <span class="spring"></span>
            {move || (destroys() && nothing()).then(|| view! { <button class="soft" on:click=move |_| app.plan(Work::Deploy)>"Plan a deployment"</button> })}
            <button class="primary" class:destructive=move || destroys() || names.with(|names| !names.is_empty()) data-testid="execute"
                disabled=move || barrier.with(Option::is_some) title=move || barrier.get().unwrap_or_default() on:click=go>
                <i class="g s g-rocket"></i>{words}
            </button>
        </div>
    }
}
