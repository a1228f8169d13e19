//! The inspector: what is selected, its findings, its fields with the value of each environment, its price.

use editor::models::{Control, Field, Inspected, Problem, Scope, Valued};
use engine::Id;
use leptos::{ev, prelude::*};
use serde_json::Value;

use crate::{
    kit::{
        difference, dollars,
        icon::{Icon, Mark},
    },
    state::App,
};

#[component]
pub fn Inspector(app: App) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        app.read(|editor| editor.selection().iter().cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    view! {
        <aside class="inspector" aria-label="Inspector">
            {move || match chosen.get().as_slice() {
                [] => view! { <Summary app/> }.into_any(),
                [one] => view! { <Element app id=one.clone()/> }.into_any(),
                several => view! { <Several app count=several.len()/> }.into_any(),
            }}
        </aside>
    }
}

/// Nothing is selected: the design as a whole.
#[component]
fn Summary(app: App) -> impl IntoView {
    let environments = move || {
        app.read(|editor| {
            let prices = editor.prices().unwrap_or_default();
            let document = editor.document();
            prices
                .into_iter()
                .filter_map(|price| {
                    let environment = document.environments.get(&price.environment)?;
                    let place = format!("{} · {}", environment.region, environment.account);
                    Some((price.environment.to_string(), place, dollars(price.monthly.typical)))
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let name = move || app.read(|editor| editor.document().name.clone());
    view! {
        <header class="head"><div><h2>{name}</h2><p>"Select an element to see and change it."</p></div></header>
        <div class="body">
            <h3>"Environments"</h3>
            {move || environments().into_iter().map(|(name, place, price)| view! {
                <div class="pair"><b>{name}</b><span>{place}</span><span class="mono">{price}</span></div>
            }).collect_view()}
        </div>
    }
}

#[component]
fn Several(app: App, count: usize) -> impl IntoView {
    let button = move |action: &'static str, glyph: &'static str, words: &'static str| {
        view! {
            <button class="soft" on:click=move |_| app.run(action)><i class=format!("g s g-{glyph}")></i>{words}</button>
        }
    };
    view! {
        <header class="head"><div><h2>{format!("{count} elements")}</h2><p>"selected together"</p></div></header>
        <div class="body actions">
            {button("duplicate", "copy", "Duplicate")}
            {button("delete", "trash-2", "Delete")}
        </div>
    }
}

#[component]
fn Element(app: App, id: Id) -> impl IntoView {
    let inspected = {
        let id = id.clone();
        Memo::new(move |_| app.read(|editor| editor.inspect(&id)).flatten())
    };
    let problems = {
        let id = id.clone();
        Memo::new(move |_| {
            let of = |problem: &&Problem| problem.node == id;
            app.read(|editor| editor.problems().iter().filter(of).cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    };
    let price = {
        let id = id.clone();
        move || {
            app.read(|editor| {
                let shown = editor.environment().cloned()?;
                let shares = editor.price_of(&id).ok()?;
                shares.into_iter().find(|share| share.environment == shown).map(|share| share.monthly.typical)
            })
            .flatten()
        }
    };
    let head = move || {
        inspected.get().map(|Inspected { name, title, symbol, id, .. }| {
            let rename = move |event: ev::Event| {
                let name = event_target_value(&event);
                let id = id.clone();
                let result = app.act(move |editor| editor.rename(&id, &name).map_err(|why| editor.why(&why)));
                app.told(result);
            };
            view! {
                <header class="head">
                    <Icon symbol=symbol size=36/>
                    <div><input class="name" aria-label="Name" prop:value=name on:change=rename/><p>{title}</p></div>
                </header>
            }
        })
    };
    // a field's row stays while its value changes, so that what is being typed keeps its focus
    let groups = move || {
        let keys = |inspected: Inspected| {
            let group = |group: editor::models::Group| {
                (group.title, group.fields.iter().map(|field| field.name).collect::<Vec<_>>())
            };
            inspected.groups.into_iter().map(group).collect::<Vec<_>>()
        };
        inspected.get().map(keys).unwrap_or_default()
    };
    let element = id.clone();
    view! {
        {head}
        <div class="body">
            {move || problems.get().into_iter().map(|problem| view! { <Card app problem/> }).collect_view()}
            <For each=groups key=Clone::clone let:group>
                <h3>{group.0}{app.peek(|editor| editor.environments()).unwrap_or_default().into_iter().map(|(id, _)| view! { <small>{id.to_string()}</small> }).collect_view()}</h3>
                {group.1.iter().map(|name| view! { <Row app id=element.clone() inspected group=group.0 name/> }).collect_view()}
            </For>
            <Connections app id=id.clone()/>
        </div>
        <footer>
            <span class="legend"><i class="dot on"></i>"overridden"<i class="dot"></i>"base value"</span>
            <b class="mono">{move || price().map_or_else(|| "—".to_owned(), dollars)}</b>" /mo"
        </footer>
    }
}

/// A finding on the element, with its fix and what that costs.
#[component]
fn Card(app: App, problem: Problem) -> impl IntoView {
    let effect = problem.fix.as_ref().and_then(|_| app.peek(|editor| editor.effect(&problem)));
    let words = effect.map(|effect| {
        let prices: Vec<String> = effect
            .prices
            .iter()
            .map(|(environment, amount)| format!("{}/mo in {environment}", difference(*amount)))
            .collect();
        let price = if prices.is_empty() { "±$0/mo".to_owned() } else { prices.join(", ") };
        let resolved = match effect.resolved {
            1 => "1 finding resolved".to_owned(),
            many => format!("{many} findings resolved"),
        };
        (price, effect.refused.unwrap_or(resolved))
    });
    let of = problem.clone();
    view! {
        <section class="finding" data-rule=problem.rule>
            <Mark severity=problem.severity/>
            <div>
                <h4>{problem.message.clone()}</h4>
                <p>{problem.rationale}" "<code>{problem.rule}</code></p>
                {problem.fix.clone().map(|title| view! {
                    <div class="way">
                        <button class="primary" title=title on:click=move |_| app.fix(&of)><i class="g s g-wrench"></i>"Fix"</button>
                        {words.map(|(price, resolved)| view! { <span><b class="mono">{price}</b><br/>{resolved}</span> })}
                    </div>
                })}
            </div>
        </section>
    }
}

/// One field: label, control, a dot per environment; with the focus in it, the values of each.
#[component]
fn Row(
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
    let scope = RwSignal::new(Scope::Base);
    let open = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let id = StoredValue::new(id);
    let write = move |scope: Scope, text: Option<String>, value: Option<Value>| {
        let Some(field) = field.get_untracked() else { return };
        let id = id.get_value();
        let result = app.act(|editor| match (text, value) {
            (_, Some(value)) => editor.set_field(&id, &field, &scope, value),
            (Some(text), None) => editor.type_field(&id, &field, &scope, &text),
            (None, None) => editor.reset_field(&id, &field, &scope),
        });
        error.set(result.and_then(Result::err));
    };
    let dots = move || {
        let values = field.get().map(|field| field.values).unwrap_or_default();
        values
            .into_iter()
            .map(|Valued { environment, overridden, absent, .. }| {
                let words = match (absent, overridden) {
                    (true, _) => format!("not in {environment}"),
                    (_, true) => format!("{environment} says so itself"),
                    _ => format!("{environment} has the base value"),
                };
                view! { <i class="dot" class:on=overridden class:absent=absent title=words></i> }
            })
            .collect_view()
    };
    let made = field.get_untracked();
    let help = made.as_ref().map(|field| field.help.clone()).unwrap_or_default();
    let label = made.as_ref().map(|field| field.label.clone()).unwrap_or_default();
    let environments = move || {
        let values = field.get().map(|field| field.values).unwrap_or_default();
        values
            .into_iter()
            .filter(|valued| !valued.absent)
            .map(|valued| valued.environment)
            .collect::<Vec<_>>()
    };
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some) class:open=open>
            <button class="label" title=help on:click=move |_| open.update(|open| *open = !*open)>{label}</button>
            <Entry field scope=Signal::derive(move || scope.get()) name write/>
            <span class="dots">{dots}</span>
            {move || error.get().map(|error| view! { <p class="error" role="alert">{error}</p> })}
            {move || open.get().then(|| view! {
                <div class="values">
                    {environments().into_iter().map(|environment| {
                        let of = Scope::Environment(environment.clone());
                        let reset = of.clone();
                        let said = {
                            let environment = environment.clone();
                            move || field.get().is_some_and(|field| field.values.iter().any(|valued| valued.environment == environment && valued.overridden))
                        };
                        view! {
                            <b>{environment.to_string()}</b>
                            <Entry field scope=Signal::derive(move || of.clone()) name write/>
                            <button class="plain" aria-label="Back to the base value" title="Back to the base value" disabled=move || !said()
                                on:click=move |_| write(reset.clone(), None, None)><i class="g s g-rotate-ccw"></i></button>
                        }
                    }).collect_view()}
                </div>
            })}
        </div>
    }
}

/// The control of a field in one scope.
#[component]
fn Entry<W>(field: Memo<Option<Field>>, scope: Signal<Scope>, name: &'static str, write: W) -> impl IntoView
where
    W: Fn(Scope, Option<String>, Option<Value>) + Copy + 'static,
{
    let value = Memo::new(move |_| {
        field.with(|field| field.as_ref().and_then(|field| field.value(&scope.get()).cloned()))
    });
    let text = move || match value.get() {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(Value::Object(range)) if range.contains_key("typical") => range["typical"].to_string(),
        Some(other) => other.to_string(),
    };
    let Some(made) = field.get_untracked() else { return ().into_any() };
    let label = made.label.clone();
    let at = move || match scope.get() {
        Scope::Base => "base".to_owned(),
        Scope::Environment(id) => id.to_string(),
    };
    let typed = move |event: ev::Event| write(scope.get_untracked(), Some(event_target_value(&event)), None);
    let choice = move |words: Vec<(String, String)>| {
        let mut words = words;
        if !made.required && !words.iter().any(|(word, _)| word.is_empty()) && made.default.is_none() {
            words.insert(0, (String::new(), "none".to_owned()));
        }
        view! {
            <span class="control"><select name=name data-scope=at aria-label=label.clone() on:change=typed>
                {words.into_iter().map(|(word, shown)| {
                    let this = word.clone();
                    view! { <option value=word selected=move || text() == this>{shown}</option> }
                }).collect_view()}
            </select><i class="g s g-chevron-down"></i></span>
        }
        .into_any()
    };
    match made.control {
        Control::Flag => {
            let on = move || value.get() == Some(Value::Bool(true));
            let press = move |_| write(scope.get_untracked(), None, Some(Value::Bool(!on())));
            view! {
                <button class="switch" role="switch" name=name data-scope=at aria-label=made.label aria-checked=move || on().to_string() on:click=press></button>
            }
            .into_any()
        }
        Control::Choice(words) => choice(words.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()),
        Control::Node(nodes) => choice(nodes.into_iter().map(|(id, name)| (id.to_string(), name)).collect()),
        Control::List(_) | Control::Record(_) | Control::Table(_) | Control::Raw => {
            view! {
                <span class="control"><textarea name=name data-scope=at aria-label=made.label rows="1" spellcheck="false" placeholder="JSON"
                    prop:value=text on:change=typed></textarea></span>
            }
            .into_any()
        }
        Control::Integer { .. } | Control::Number | Control::Text(_) => {
            view! {
                <span class="control"><input type="text" name=name data-scope=at aria-label=made.label spellcheck="false" autocomplete="off"
                    prop:value=text on:change=typed/><small>{made.unit}</small></span>
            }
            .into_any()
        }
    }
}

/// The connections of an element, both ways.
#[component]
fn Connections(app: App, id: Id) -> impl IntoView {
    let list = move || {
        app.read(|editor| {
            let document = editor.document();
            let of = document
                .connections
                .iter()
                .filter(|(_, connection)| connection.from == id || connection.to == id);
            of.map(|(key, connection)| {
                let out = connection.from == id;
                let other = if out { connection.to.clone() } else { connection.from.clone() };
                let port =
                    connection.properties.get("port").map(|port| format!(" {port}")).unwrap_or_default();
                (key.clone(), out, editor.name_of(&other), format!("{}{port}", connection.kind.word()))
            })
            .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    move || {
        let list = list();
        (!list.is_empty()).then(|| {
            view! {
                <h3>"Connections"</h3>
                {list.into_iter().map(|(key, out, other, words)| view! {
                    <button class="pair" on:click=move |_| app.reveal(&key)>
                        <i class=if out { "g s g-arrow-right" } else { "g s g-arrow-right back" }></i><b>{other}</b><span class="mono">{words}</span>
                    </button>
                }).collect_view()}
            }
        })
    }
}
