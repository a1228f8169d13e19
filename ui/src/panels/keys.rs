//! Keys: everything that is not typed into a field goes to the editor's one table of actions.

use editor::{KeyEvent, Modifiers};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

use crate::state::App;

/// Listens as long as the page is there.
pub fn listen(app: App) {
    window_event_listener(ev::keydown, move |event| {
        if typed(&event) || !app.open.get_untracked() {
            return;
        }
        if event.key() == "Escape" && app.presenting.get_untracked() {
            app.present(false);
            return;
        }
        if app.fly(|| app.respond(|editor| editor.key(&read(&event)))) {
            event.prevent_default();
        }
    });
    window_event_listener(ev::keyup, move |event| {
        if !typed(&event) && app.open.get_untracked() {
            app.respond(|editor| editor.key_up(&read(&event)));
        }
    });
}

fn read(event: &KeyboardEvent) -> KeyEvent {
    KeyEvent {
        key: event.key(),
        modifiers: Modifiers {
            shift: event.shift_key(),
            control: event.ctrl_key(),
            alt: event.alt_key(),
            meta: event.meta_key(),
        },
        repeat: event.repeat(),
    }
}

/// Whether a key belongs to what has the focus: a field, or a part of the window with keys of its own.
fn typed(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    let field = within("input, select, textarea, [contenteditable]") && read(event).writes();
    let own = within("[role=dialog], [role=menu], [data-keys]");
    let button = within("button, summary") && matches!(event.key().as_str(), "Enter" | " ");
    // from panel to panel; within the drawing from element to element
    let elsewhere = event.key() == "Tab" && !within("#diagram") && target.tag_name() != "BODY";
    field || own || button || elsewhere || event.default_prevented()
}
