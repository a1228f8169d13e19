//! Signs of what happens to an element, as on the drawing.

use engine::scene::draw::{MarkLook, Severity};
use leptos::prelude::*;

use crate::state::App;

/// A disc with a glyph.
#[component]
pub fn Sign(look: MarkLook) -> impl IntoView {
    let (class, glyph, words) = match look {
        MarkLook::Added => ("sign ok", "plus", "added"),
        MarkLook::Changed => ("sign changed", "pencil", "changed"),
        MarkLook::Replaced => ("sign high", "rotate-ccw", "replaced"),
        MarkLook::Removed => ("sign high", "minus", "removed"),
        MarkLook::Pending => ("sign quiet", "clock", "not begun"),
        MarkLook::Working => ("sign accent", "loader", "under way"),
        MarkLook::Waiting => ("sign changed", "clock", "waits for a person"),
        MarkLook::Done => ("sign ok", "check", "done"),
        MarkLook::Undone => ("sign quiet", "undo-2", "taken back"),
        MarkLook::Failed => ("sign high", "x", "failed"),
        MarkLook::Meant => ("sign quiet", "circle", "on the way"),
        MarkLook::Unknown => ("sign quiet", "ban", "cannot be told"),
        MarkLook::Outbound => ("sign quiet", "arrow-up-right", "gets out to the internet"),
        MarkLook::Reached => ("sign accent", "arrow-right", "is reached"),
        MarkLook::Reaches => ("sign accent", "arrow-right", "reaches it"),
        MarkLook::Mutual => ("sign accent", "share-2", "reaches it and is reached"),
        MarkLook::Exposed => ("sign accent", "network", "reached from the internet"),
        MarkLook::Accepted => ("sign quiet", "check", "accepted findings"),
        MarkLook::Found(Severity::Critical | Severity::High) => ("sign high", "octagon-alert", "findings"),
        MarkLook::Found(Severity::Medium | Severity::Low) => ("sign changed", "triangle-alert", "findings"),
    };
    let turning = if look == MarkLook::Working { " turning" } else { "" };
    view! { <span class=class role="img" aria-label=words title=words><i class=format!("g g-{glyph}{turning}")></i></span> }
}

/// How much is added, changed, replaced, removed.
#[component]
pub fn Counts(app: App) -> impl IntoView {
    let counts = Memo::new(move |_| app.desk.seen.with(|seen| seen.counts));
    move || {
        let counts = counts.get();
        let told = [
            (MarkLook::Added, counts.added),
            (MarkLook::Changed, counts.changed),
            (MarkLook::Replaced, counts.replaced),
            (MarkLook::Removed, counts.removed),
        ];
        let any = told.iter().any(|(_, count)| *count > 0);
        any.then(|| {
            let told = told.into_iter().filter(|(_, count)| *count > 0);
            let total: u32 = told.clone().map(|(_, count)| count).sum();
            view! {
                <p class="counts" data-testid="counts">
                    {told.map(|(look, count)| view! { <Sign look/><b>{count}</b> }).collect_view()}
                    <span>{if total == 1 { "resource" } else { "resources" }}</span>
                </p>
            }
        })
    }
}
