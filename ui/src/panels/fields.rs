//! One field of the inspector: label, control, a dot per environment; with the focus in it, the value and price of each.

use std::time::Duration;

use editor::models::{Control, Field, Inspected, Scope, Valued};
use engine::{Decimal, Id};
use leptos::{ev, prelude::*};
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{composite::Composite, leaf::Leaf};
use crate::state::{App, money};

/// Closing waits for the click that took the focus away, whose target would move otherwise.
const CLICK: Duration = Duration::from_millis(250);

/// What a person says in a field.
#[derive(Clone)]
enum Said {
    /// So far.
    Typing(String),
    Typed(String),
    Chosen(Value),
    /// Back to what holds without it.
    Nothing,
}

/// Writes what is said in a scope; whether it fits.
type Write = Callback<(Scope, Said), bool>;

#[component]
pub fn Row(
    app: App,
    id: Id,
    inspected: Memo<Option<Inspected>>,
    group: &'static str,
    name: &'static str,
) -> impl IntoView {
    let field = Memo::new(move |_| {
        inspected.with(|inspected| {
            let group = inspected.as_ref()?.groups.iter().find(|made| made.title == group)?;
            group.fields.iter().find(|field| field.name == name).cloned()
        })
    });
    let open = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let id = StoredValue::new(id);
    let write = Callback::new(move |(scope, said): (Scope, Said)| {
        let Some(field) = field.get_untracked() else { return false };
        let id = id.get_value();
        let result = app.act(|editor| match said {
            Said::Typing(text) => {
                editor.typing_field(&id, &field, &scope, &text);
                Ok(())
            }
            Said::Typed(text) => editor.type_field(&id, &field, &scope, &text),
            Said::Chosen(value) => editor.set_field(&id, &field, &scope, value),
            Said::Nothing => editor.reset_field(&id, &field, &scope),
        });
        let refused = result.and_then(Result::err);
        let fits = refused.is_none();
        error.set(refused);
        fits
    });
    let made = field.get_untracked();
    let help = made.as_ref().map(|field| field.help.clone()).unwrap_or_default();
    let label = made.as_ref().map(|field| field.label.clone()).unwrap_or_default();
    let range = match made.as_ref().map(|field| (&field.control, field.unit)) {
        Some((Control::Integer { min, max }, unit)) if *max < i64::MAX => {
            format!("{help} From {min} to {max} {unit}").trim_end().to_owned() + "."
        }
        _ => help.clone(),
    };
    let several = app.peek(|editor| editor.environments().len()).unwrap_or(0) > 1;
    let entered = move |_| open.set(several);
    let left = move |event: ev::FocusEvent| {
        let row = event.current_target().and_then(|row| row.dyn_into::<Element>().ok());
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = row.as_ref().zip(to.as_ref()).is_some_and(|(row, to)| row.contains(Some(to)));
        // without a next element the window itself has lost the focus: it will come back
        if inside || to.is_none() {
            return;
        }
        set_timeout(
            move || {
                let _ = open.try_set(false);
            },
            CLICK,
        );
    };
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some) class:open=open on:focusin=entered on:focusout=left>
            <button class="label" title=help aria-expanded=move || open.get().to_string() tabindex="-1"
                on:click=move |_| open.update(|open| *open = !*open)>{label}</button>
            <Entry app field scope=Scope::Base write error/>
            <Dots field/>
            {move || error.get().map(|error| view! { <p class="error" role="alert">{error}</p> })}
            {move || open.get().then(|| view! { <p class="help">{range.clone()}</p> })}
            {move || open.get().then(|| view! { <Values app id=id.get_value() field write error/> })}
        </div>
    }
}

/// A dot per environment that has the element: filled where it says so itself.
#[component]
fn Dots(field: Memo<Option<Field>>) -> impl IntoView {
    let dots = move || {
        let values = field.get().map(|field| field.values).unwrap_or_default();
        let dot = |Valued { environment, overridden, .. }: Valued| {
            let words = match overridden {
                true => format!("{environment} has a value of its own"),
                false => format!("{environment} has the base value"),
            };
            view! { <i class="dot" class:on=overridden role="img" aria-label=words.clone() title=words></i> }
        };
        values.into_iter().filter(|valued| !valued.absent).map(dot).collect_view()
    };
    view! { <span class="dots">{dots}</span> }
}

/// The value of each environment, and what the element costs there.
#[component]
fn Values(
    app: App,
    id: Id,
    field: Memo<Option<Field>>,
    write: Write,
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let here = field.get_untracked().map(|field| field.values).unwrap_or_default();
    let currency = app.currency();
    let row = move |environment: Id| {
        let scope = Scope::Environment(environment.clone());
        let reset = scope.clone();
        let of = environment.clone();
        let said = Memo::new(move |_| {
            field.with(|field| {
                let values = field.as_ref().map(|field| field.values.as_slice()).unwrap_or_default();
                values.iter().any(|valued| valued.environment == of && valued.overridden)
            })
        });
        let (id, of) = (id.clone(), environment.clone());
        let price = Memo::new(move |_| {
            let share = app.read(|editor| {
                let shares = editor.price_of(&id).unwrap_or_default();
                shares.into_iter().find(|share| share.environment == of).map(|share| share.monthly.typical)
            });
            share.flatten()
        });
        let amount =
            move || price.get().filter(|usd: &Decimal| !usd.is_zero()).map(|usd| money(currency, usd));
        view! {
            <div class="value">
                <b class:on=said>{environment.to_string()}</b>
                <Entry app field scope write error/>
                <span class="mono" title="What the element costs there a month">{amount}</span>
                <button class="plain" aria-label="Back to the base value" title="Back to the base value" disabled=move || !said.get()
                    on:click=move |_| { write.run((reset.clone(), Said::Nothing)); }><i class="g s g-rotate-ccw"></i></button>
            </div>
        }
    };
    let rows = here.into_iter().filter(|valued| !valued.absent).map(|valued| row(valued.environment));
    view! { <div class="values">{rows.collect_view()}</div> }
}

/// The control of a field in one scope.
#[component]
fn Entry(
    app: App,
    field: Memo<Option<Field>>,
    scope: Scope,
    write: Write,
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let Some(made) = field.get_untracked() else { return ().into_any() };
    let at = match &scope {
        Scope::Base => "base".to_owned(),
        Scope::Environment(id) => id.to_string(),
    };
    let of = scope.clone();
    let value =
        Memo::new(move |_| field.with(|field| field.as_ref().and_then(|field| field.value(&of).cloned())));
    let scope = StoredValue::new(scope);
    let say = move |said: Said| write.run((scope.get_value(), said));
    let set = Callback::new(move |value: Value| {
        say(Said::Chosen(value));
    });
    if made.control.is_simple() {
        let typing = Callback::new(move |text: String| {
            say(Said::Typing(text));
        });
        let typed = Callback::new(move |text: String| say(Said::Typed(text)));
        let optional = !made.required && made.default.is_none();
        view! {
            <Leaf control=made.control label=made.label unit=made.unit name=made.name.to_owned() at value=value.into() optional typing typed set/>
        }
        .into_any()
    } else {
        view! { <Composite app control=made.control label=made.label name=made.name.to_owned() at value set error/> }.into_any()
    }
}
