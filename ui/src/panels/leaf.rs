//! The control of a value that is entered in one line.

use editor::models::Control;
use leptos::{ev, prelude::*};
use serde_json::Value;

/// A value as it is typed.
pub fn text_of(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        // a volume stated as low, typical, high
        Some(Value::Object(range)) if range.contains_key("typical") => range["typical"].to_string(),
        Some(other) => other.to_string(),
    }
}

/// `name` and `at` tell tests and scripts which it is.
#[component]
pub fn Leaf(
    control: Control,
    label: String,
    unit: &'static str,
    name: String,
    at: String,
    value: Signal<Option<Value>>,
    /// Nothing may be chosen.
    optional: bool,
    /// Hears each letter.
    #[prop(optional)]
    typing: Option<Callback<String>>,
    /// Hears what was typed once all of it is there, and tells whether it fits.
    typed: Callback<String, bool>,
    set: Callback<Value>,
) -> impl IntoView {
    let text = move || value.with(|value| text_of(value.as_ref()));
    // what was typed, and the value it led to: as long as that holds, the field is left as it was typed
    let kept = RwSignal::new(None::<(String, String)>);
    let shown = move || {
        let text = text();
        kept.with(|kept| match kept {
            Some((typed, led)) if *led == text => typed.clone(),
            _ => text.clone(),
        })
    };
    let changed = move |event: ev::Event| {
        let so = event_target_value(&event);
        let fits = typed.run(so.clone());
        kept.set((!fits).then(|| (so, untrack(text))));
    };
    let written = move |event: ev::Event| {
        if let Some(typing) = typing {
            let so = event_target_value(&event);
            typing.run(so.clone());
            kept.set(Some((so, untrack(text))));
        }
    };
    let choice = {
        let (name, at, label) = (name.clone(), at.clone(), label.clone());
        move |mut words: Vec<(String, String)>| {
            if optional && !words.iter().any(|(word, _)| word.is_empty()) {
                words.insert(0, (String::new(), "none".to_owned()));
            }
            let options = words.into_iter().map(|(word, shown)| {
                let this = word.clone();
                view! { <option value=word selected=move || text() == this>{shown}</option> }
            });
            let options = options.collect_view();
            view! {
                <span class="control"><select name=name data-scope=at aria-label=label on:change=changed>{options}</select><i class="g s g-chevron-down"></i></span>
            }
            .into_any()
        }
    };
    match control {
        Control::Flag => {
            let on = move || value.with(|value| *value == Some(Value::Bool(true)));
            view! {
                <button class="switch" role="switch" name=name data-scope=at aria-label=label aria-checked=move || on().to_string()
                    on:click=move |_| set.run(Value::Bool(!on()))></button>
            }
            .into_any()
        }
        Control::Choice(words) => {
            choice(words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect())
        }
        Control::Node(nodes) => choice(nodes.into_iter().map(|(id, name)| (id.to_string(), name)).collect()),
        _ => {
            let (range, keyboard) = match control {
                Control::Integer { min, max } if max < i64::MAX => {
                    (Some(format!("{label}: {min} to {max} {unit}")), "numeric")
                }
                Control::Integer { .. } => (None, "numeric"),
                Control::Number => (None, "decimal"),
                _ => (None, "text"),
            };
            let placeholder = if optional { "not set" } else { "" };
            view! {
                <span class="control"><input type="text" inputmode=keyboard name=name data-scope=at aria-label=label title=range spellcheck="false"
                    autocomplete="off" placeholder=placeholder prop:value=shown on:input=written on:change=changed/><small>{unit}</small></span>
            }
            .into_any()
        }
    }
}
