//! What was deployed before, from the record.

use contract::{Work, deployment::Past as Entry};
use engine::scene::draw::MarkLook;
use leptos::prelude::*;

use super::sign::Sign;
use crate::state::App;

#[component]
pub fn Past(app: App) -> impl IntoView {
    let past = move || app.desk.record.with(|record| record.as_ref().map(|record| record.past.clone()));
    move || {
        let past = past().unwrap_or_default();
        if past.is_empty() {
            return view! { <p class="none">"Nothing was deployed from here yet."</p> }.into_any();
        }
        view! {
            <h3>"Last deployments"</h3>
            <div role="list" aria-label="Last deployments">{past.into_iter().map(line).collect_view()}</div>
        }
        .into_any()
    }
}

fn line(entry: Entry) -> impl IntoView {
    let (look, word) = match entry.ending.as_deref() {
        Some("complete") => (MarkLook::Done, "complete"),
        Some("failed") => (MarkLook::Failed, "failed"),
        Some("stopped") => (MarkLook::Waiting, "stopped to ask"),
        Some(_) => (MarkLook::Undone, "another took its place"),
        None => (MarkLook::Working, "interrupted, or under way elsewhere"),
    };
    let work = match entry.work {
        Work::Deploy => "deployed",
        Work::Destroy => "destroyed",
    };
    let time = entry.time.get(..16).unwrap_or(&entry.time).replace('T', " ");
    let design = if entry.current { "this design" } else { "an earlier design" };
    let reason = entry.cause.map(|cause| cause.reason);
    view! {
        <div class="past" role="listitem" data-deployment=entry.id title=reason>
            <Sign look/><b>{format!("{time} · {work}")}</b><span>{format!("{word} · {design} · {}", entry.author)}</span>
        </div>
    }
}
