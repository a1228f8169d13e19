//! Keys as they are written on this machine's keyboard.

use editor::{Editor, Keyboard, action, caps};
use engine::Language;
use leptos::prelude::*;

/// The keyboard of this machine.
pub fn keyboard() -> Keyboard {
    match window().navigator().platform() {
        Ok(platform) if platform.starts_with("Mac") || platform.starts_with("iP") => Keyboard::Apple,
        _ => Keyboard::Other,
    }
}

/// A chord of the table of actions, key by key.
#[component]
pub fn Chord(#[prop(into)] keys: String) -> impl IntoView {
    let keys = caps(&keys, keyboard()).into_iter().map(|cap| view! { <kbd>{cap}</kbd> }).collect_view();
    view! { <span class="chord">{keys}</span> }
}

/// What a button of an action says: its title and key, or why it cannot be pressed.
pub fn tip(editor: &Editor, id: &str) -> String {
    let Some(action) = action(id) else { return String::new() };
    let title = action.title(Language::English);
    match (action.hindrance(editor), action.keys.first()) {
        (Some(why), _) => format!("{title}: {why}"),
        (None, Some(chord)) => {
            let between = if keyboard() == Keyboard::Apple { "" } else { "+" };
            format!("{title} ({})", caps(chord, keyboard()).join(between))
        }
        (None, None) => title.to_owned(),
    }
}
