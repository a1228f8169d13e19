//! What is to be said and asked about the open file: who else has it, who else wrote it, what is not saved.

use leptos::prelude::*;

use super::history::PastBanner;
use crate::{
    kit::dialog::Dialog,
    state::{App, Leave, Saved},
};

/// Over the drawing: the past that is looked at, else how the file stands.
#[component]
pub fn FileBanner(app: App) -> impl IntoView {
    move || match app.past.get() {
        Some(_) => view! { <PastBanner app/> }.into_any(),
        None if app.conflict.get() => view! { <Conflict app/> }.into_any(),
        None => match app.saved.get() {
            Saved::ReadOnly(why) => view! { <Reading app why/> }.into_any(),
            _ => ().into_any(),
        },
    }
}

/// The design is only read here; it can be edited once nobody else does.
#[component]
fn Reading(app: App, why: String) -> impl IntoView {
    // a file that is write-protected is held by nobody and stays so
    let taken = why.ends_with("has it open");
    let free = move || taken && app.held.get().is_none();
    let words = move || match app.held.get() {
        Some(holder) => format!("{holder} edits it. What is changed there appears here."),
        None if taken => "Nobody else edits it any more.".to_owned(),
        None => why.clone(),
    };
    view! {
        <div class="banner" role="status" data-testid="reading">
            <i class="g s g-eye"></i>
            <p><b>"Read only. "</b>{words}</p>
            {move || free().then(|| view! { <button class="primary" on:click=move |_| app.claim()>"Edit"</button> })}
        </div>
    }
}

/// Another program wrote the file while it is edited here.
#[component]
fn Conflict(app: App) -> impl IntoView {
    let plain = move || app.path.get().ends_with(".json");
    view! {
        <div class="banner bad" role="alert" data-testid="conflict">
            <i class="g s g-triangle-alert"></i>
            <p><b>"Changed on disk "</b>"by another program."</p>
            {move || plain().then(|| view! {
                <button class="soft" title="Write what is here over the file" on:click=move |_| app.keep_mine()>"Keep mine"</button>
            })}
            <button class="soft" title="Keep both: this one under another name" on:click=move |_| app.save_as()>"Save as…"</button>
            <button class="primary" title="Show the file as it is now; edits that are only here are gone" on:click=move |_| app.take_theirs()>"Take theirs"</button>
        </div>
    }
}

/// Asks what becomes of edits that could not be written before the design is left.
#[component]
pub fn Leaving(app: App) -> impl IntoView {
    let stay = move || app.leaving.set(None);
    move || {
        app.leaving.get().map(|to| {
            let why = match app.saved.get_untracked() {
                Saved::No(why) => why,
                _ => String::new(),
            };
            let words = match to {
                Leave::Quit => "Close without saving",
                _ => "Leave without saving",
            };
            view! {
                <Dialog title="Not everything is saved".to_owned() name="not-saved" close=stay>
                    <p>"Your latest edits are not on disk yet. If you leave now they are gone."</p>
                    <p class="wrong">{why}</p>
                    <footer>
                        <button class="soft danger" on:click=move |_| { stay(); app.leave_unsaved(to.clone()); }>{words}</button>
                        <button class="soft" on:click=move |_| { stay(); app.save_as(); }>"Save as…"</button>
                        <button class="primary" on:click=move |_| stay()>"Stay"</button>
                    </footer>
                </Dialog>
            }
        })
    }
}
