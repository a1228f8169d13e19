//! Editors of values made of values: rows of a list or table, fields of a record, each in its own control.

use editor::models::{Control, Inner, Step, free_name, value_at, with_name, with_row_moved, with_value_at};
use leptos::{ev, prelude::*};
use serde_json::Value;

use super::leaf::{Leaf, text_of};
use crate::state::App;

/// What all controls of one value share.
#[derive(Clone, Copy)]
struct Whole {
    app: App,
    value: Memo<Option<Value>>,
    set: Callback<Value>,
    error: RwSignal<Option<String>>,
    name: StoredValue<String>,
    at: StoredValue<String>,
}

impl Whole {
    fn now(self) -> Value {
        self.value.get_untracked().unwrap_or_default()
    }

    /// What stands at a path; the reader runs again when it changes.
    fn part(self, path: Vec<Step>) -> Memo<Option<Value>> {
        Memo::new(move |_| self.value.with(|value| value_at(value.as_ref()?, &path).cloned()))
    }

    fn write(self, path: &[Step], new: Option<Value>) {
        self.set.run(with_value_at(self.now(), path, new));
    }

    /// `routes.0.destination`
    fn named(self, path: &[Step]) -> String {
        path.iter().fold(self.name.get_value(), |name, step| match step {
            Step::Row(row) => format!("{name}.{row}"),
            Step::Name(key) => format!("{name}.{key}"),
        })
    }
}

/// How many there are, and below it, when opened, the rows.
#[component]
pub fn Composite(
    app: App,
    control: Control,
    label: String,
    name: String,
    at: String,
    value: Memo<Option<Value>>,
    set: Callback<Value>,
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = Whole {
        app,
        value,
        set,
        error,
        name: StoredValue::new(name.clone()),
        at: StoredValue::new(at.clone()),
    };
    let words = move || {
        value.with(|value| match value {
            None | Some(Value::Null) => "none".to_owned(),
            Some(Value::Array(rows)) => match rows.as_slice() {
                [] => "none".to_owned(),
                [one] if !one.is_object() => text_of(Some(one)),
                [_] => "1 row".to_owned(),
                rows => format!("{} rows", rows.len()),
            },
            Some(Value::Object(fields)) if fields.is_empty() => "none".to_owned(),
            Some(Value::Object(fields)) => format!("{} set", fields.len()),
            Some(other) => other.to_string(),
        })
    };
    let control = StoredValue::new(control);
    view! {
        <button class="control summary" name=name data-scope=at aria-label=label aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)>
            <span>{words}</span><i class="g s g-chevron-down" class:up=open></i>
        </button>
        {move || open.get().then(|| view! { <div class="composite">{part(whole, control.get_value(), Vec::new())}</div> })}
    }
}

/// The controls of what stands at a path.
fn part(whole: Whole, control: Control, path: Vec<Step>) -> AnyView {
    match control {
        Control::List(of) => list(whole, *of, path),
        Control::Table(of) => table(whole, *of, path),
        Control::Record(fields) => record(whole, fields, path),
        Control::Raw => raw(whole, path),
        simple => leaf(whole, simple, String::new(), "", path, false),
    }
}

fn list(whole: Whole, of: Control, path: Vec<Step>) -> AnyView {
    let rows = whole.part(path.clone());
    let count =
        Memo::new(move |_| rows.with(|rows| rows.as_ref().and_then(Value::as_array).map_or(0, Vec::len)));
    let (path, of) = (StoredValue::new(path), StoredValue::new(of));
    let at = move |row: usize| [path.get_value(), vec![Step::Row(row)]].concat();
    let shift = move |from: usize, to: usize| {
        whole.set.run(with_row_moved(whole.now(), &path.get_value(), from, to));
    };
    let line = move |row: usize| {
        view! {
            <li class:simple=of.with_value(Control::is_simple)>
                <div class="what">{part(whole, of.get_value(), at(row))}</div>
                <span class="order">
                    <button class="plain" aria-label="Move up" title="Move up" disabled=row == 0 on:click=move |_| shift(row, row - 1)>
                        <i class="g s g-chevron-down up"></i></button>
                    <button class="plain" aria-label="Move down" title="Move down" disabled=move || row + 1 >= count.get()
                        on:click=move |_| shift(row, row + 1)><i class="g s g-chevron-down"></i></button>
                    <button class="plain" aria-label="Remove" title="Remove" on:click=move |_| whole.write(&at(row), None)>
                        <i class="g s g-x"></i></button>
                </span>
            </li>
        }
    };
    let add = move |_| whole.write(&at(count.get_untracked()), Some(of.with_value(Control::fresh)));
    view! {
        <ol><For each=move || 0..count.get() key=|row| *row children=line/></ol>
        <button class="link" on:click=add><i class="g s g-plus"></i>"Add"</button>
    }
    .into_any()
}

fn table(whole: Whole, of: Control, path: Vec<Step>) -> AnyView {
    let rows = whole.part(path.clone());
    let names = Memo::new(move |_| {
        let keys = |value: &Option<Value>| {
            value.as_ref().and_then(Value::as_object).map(|map| map.keys().cloned().collect::<Vec<_>>())
        };
        rows.with(keys).unwrap_or_default()
    });
    let (path, of) = (StoredValue::new(path), StoredValue::new(of));
    let at = move |name: &str| [path.get_value(), vec![Step::Name(name.to_owned())]].concat();
    let line = move |name: String| {
        let (from, gone, field) = (name.clone(), name.clone(), at(&name));
        let rename = move |event: ev::Event| {
            whole.set.run(with_name(
                whole.now(),
                &path.get_value(),
                &from,
                event_target_value(&event).trim(),
            ));
        };
        view! {
            <li class="named">
                <span class="control"><input type="text" aria-label="Name" spellcheck="false" prop:value=name on:change=rename/></span>
                <div class="what">{part(whole, of.get_value(), field)}</div>
                <span class="order"><button class="plain" aria-label="Remove" title="Remove" on:click=move |_| whole.write(&at(&gone), None)>
                    <i class="g s g-x"></i></button></span>
            </li>
        }
    };
    let add = move |_| {
        let name = free_name(&whole.now(), &path.get_value());
        whole.write(&at(&name), Some(of.with_value(Control::fresh)));
    };
    view! {
        <ol><For each=move || names.get() key=Clone::clone children=line/></ol>
        <button class="link" on:click=add><i class="g s g-plus"></i>"Add"</button>
    }
    .into_any()
}

fn record(whole: Whole, fields: Vec<Inner>, path: Vec<Step>) -> AnyView {
    let line = |field: Inner| {
        let path = [path.clone(), vec![Step::Name(field.name.to_owned())]].concat();
        let label = field.label.clone();
        let control = if field.control.is_simple() {
            leaf(whole, field.control, field.label, field.unit, path, !field.required)
        } else {
            part(whole, field.control, path)
        };
        view! { <div class="inner"><span title=field.help>{label}</span><div>{control}</div></div> }
    };
    fields.into_iter().map(line).collect_view().into_any()
}

fn leaf(
    whole: Whole,
    control: Control,
    label: String,
    unit: &'static str,
    path: Vec<Step>,
    optional: bool,
) -> AnyView {
    let value = whole.part(path.clone());
    let name = whole.named(&path);
    let label = if label.is_empty() { name.clone() } else { label };
    let (of, to) = (control.clone(), path.clone());
    let typed = Callback::new(move |text: String| {
        if text.trim().is_empty() && optional {
            whole.write(&path, None);
            return true;
        }
        let read = whole.app.peek(|editor| editor.read_value(&of, text.trim()));
        match read {
            Some(Ok(value)) => {
                whole.write(&path, Some(value));
                true
            }
            Some(Err(why)) => {
                whole.error.set(Some(why));
                false
            }
            None => false,
        }
    });
    let set = Callback::new(move |value: Value| whole.write(&to, Some(value)));
    view! { <Leaf control label unit name at=whole.at.get_value() value=value.into() optional typed set/> }
        .into_any()
}

/// Any JSON, as it is written.
fn raw(whole: Whole, path: Vec<Step>) -> AnyView {
    let value = whole.part(path.clone());
    let text = move || {
        value.with(|value| {
            value.as_ref().and_then(|value| serde_json::to_string_pretty(value).ok()).unwrap_or_default()
        })
    };
    let name = whole.named(&path);
    let typed = move |event: ev::Event| match whole
        .app
        .peek(|editor| editor.read_value(&Control::Raw, &event_target_value(&event)))
    {
        Some(Ok(value)) => whole.write(&path, Some(value)),
        Some(Err(why)) => whole.error.set(Some(why)),
        None => {}
    };
    view! {
        <span class="control raw"><textarea name=name.clone() data-scope=whole.at.get_value() aria-label=name rows="6" spellcheck="false"
            prop:value=text on:change=typed></textarea></span>
    }
    .into_any()
}
