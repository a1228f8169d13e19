//! The inspector: the properties of what is selected.

use engine::{
    Command, Id, Services,
    design::{Catalogue as _, Preset, Property, Shape},
};
use leptos::prelude::*;
use serde_json::Value;

use crate::state::App;

#[derive(Clone, PartialEq)]
struct Field {
    node: Id,
    property: &'static str,
    label: &'static str,
    unit: &'static str,
    value: String,
    flag: bool,
    number: bool,
    words: &'static [&'static str],
}

#[component]
pub fn Inspector(app: App) -> impl IntoView {
    let fields = move || {
        app.read(|editor| {
            let id = editor.selection().first()?.clone();
            let node = editor.document().nodes.get(&id)?;
            let kind = Services.kind(&node.kind)?;
            let fields = kind.properties.iter().filter_map(|property| field(&id, node, property));
            Some(fields.collect::<Vec<_>>())
        })
        .flatten()
        .unwrap_or_default()
    };
    view! {
        <aside class="inspector" aria-label="Inspector">
            {move || fields().into_iter().map(|field| view! { <Row app field/> }).collect_view()}
        </aside>
    }
}

fn field(id: &Id, node: &engine::design::Node, property: &'static Property) -> Option<Field> {
    let words: &'static [&'static str] = match property.shape {
        Shape::Choice(words) => words,
        Shape::Flag | Shape::Integer { .. } | Shape::Text(_) => &[],
        _ => return None,
    };
    let value = node.properties.get(property.name).cloned().or_else(|| property.default.to_json());
    Some(Field {
        node: id.clone(),
        property: property.name,
        label: property.label.en,
        unit: property.unit,
        value: match value {
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
            None => String::new(),
        },
        flag: matches!(property.default, Preset::Flag(_)),
        number: matches!(property.shape, Shape::Integer { .. }),
        words,
    })
}

#[component]
fn Row(app: App, field: Field) -> impl IntoView {
    let name = field.property;
    let set = {
        let field = field.clone();
        move |value: Value| {
            let path = vec![field.property.to_owned()];
            let command = Command::SetProperty { id: field.node.clone(), environment: None, path, value };
            let refused = app.act(|editor| editor.edit(format!("Set {}", field.label), command));
            if let Some(Err(refusal)) = refused {
                app.notice.set(Some(refusal.to_string()));
            }
        }
    };
    let number = field.number;
    let control = if field.flag {
        let checked = field.value == "true";
        view! { <input type="checkbox" name=name checked=checked on:change=move |event| set(event_target_checked(&event).into())/> }
            .into_any()
    } else if field.words.is_empty() {
        let change = move |event| {
            let text = event_target_value(&event);
            match text.parse::<i64>() {
                Ok(whole) if number => set(whole.into()),
                _ => set(text.into()),
            }
        };
        view! { <input type="text" name=name value=field.value.clone() on:change=change/> }.into_any()
    } else {
        let value = field.value.clone();
        let options = field
            .words
            .iter()
            .map(|word| view! { <option value=*word selected=*word == value>{*word}</option> });
        view! { <select name=name on:change=move |event| set(event_target_value(&event).into())>{options.collect_view()}</select> }
            .into_any()
    };
    view! { <label class="field"><span>{field.label}</span>{control}<small>{field.unit}</small></label> }
}
