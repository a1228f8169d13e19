//! The inspector: what is selected, its findings, its fields with the value of each environment, its price.

use editor::models::{Inspected, Month, Price, Problem};
use engine::{Currency, Decimal, Id};
use leptos::{ev, prelude::*};

use super::{
    facets,
    fields::Row,
    finding::{AcceptedList, Cards},
    ways::Ways,
};
use crate::{
    kit::{focus, icon::Icon},
    state::{App, PriceView, ends, money, percent, signed},
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
                    Some((price.environment.to_string(), place, price.monthly.typical))
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let currency = app.currency();
    let name = move || app.read(|editor| editor.document().name.clone());
    view! {
        <header class="head"><div><h2>{name}</h2><p>"Select an element to see and change it."</p></div></header>
        <div class="body">
            {move || app.derive(|editor| editor.month().ok().flatten()).flatten().map(|month| costs(app, month, currency))}
            <h3>"Environments"</h3>
            {move || environments().into_iter().map(|(name, place, price)| view! {
                <div class="pair"><b>{name}</b><span>{place}</span><span class="mono amount">{money(currency, price)}</span></div>
            }).collect_view()}
        </div>
    }
}

/// What the environment shown costs a month, for which services, and where more of that is told.
fn costs(app: App, month: Month, currency: Memo<Currency>) -> AnyView {
    let Month { price, services } = month;
    let Price { environment, monthly, difference, unpriced, budget, .. } = price;
    let difference = difference.filter(|usd| !usd.is_zero()).map(|usd| {
        let class = if usd.is_sign_negative() { "less" } else { "more" };
        view! { <small class=class>{signed(currency, usd)}</small> }
    });
    let mut facts = vec![match monthly.is_certain() {
        true => "a typical month".to_owned(),
        false => format!("a typical month, {}", ends(currency, monthly)),
    }];
    facts.extend(budget.map(|budget| format!("budget {}", money(currency, budget))));
    facts.extend((unpriced > 0).then(|| format!("{unpriced} unpriced")));
    let bar = services
        .iter()
        .enumerate()
        .map(|(at, (.., part))| view! { <i class=format!("of-{at}") style:--part=part.to_string()></i> });
    let bar = (!services.is_empty())
        .then(|| view! { <div class="services" aria-hidden="true">{bar.collect_view()}</div> });
    let row = |(at, (name, typical, part)): (usize, (String, Decimal, Decimal))| {
        view! {
            <div class="pair" data-service=name.clone()><i class=format!("dot of-{at}")></i><b title=name.clone()>{name.clone()}</b><span class="mono">{money(currency, typical)}</span><span class="mono part">{percent(part)}</span></div>
        }
    };
    let rows = services.into_iter().enumerate().map(row).collect_view();
    let link = |view: PriceView, words: &'static str| {
        view! { <button class="link" on:click=move |_| app.show_prices(view)>{words}</button> }
    };
    view! {
        <h3>{format!("Monthly price, {environment}")}</h3>
        <p class="month"><b class="mono">{money(currency, monthly.typical)}</b>{difference}</p>
        <p class="note">{facts.join(" · ")}</p>
        {bar}{rows}
        <p class="actions">
            {link(PriceView::Charges, "Charges")}{link(PriceView::Savings, "Savings")}{link(PriceView::Assumptions, "What it rests on")}
        </p>
    }
    .into_any()
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
        <div class="body">
            <div class="actions">
                {button("duplicate", "copy", "Duplicate")}
                {button("delete", "trash-2", "Delete")}
            </div>
            <Ways app/>
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
                shares.into_iter().find(|share| share.environment == shown)
            })
            .flatten()
        }
    };
    let currency = app.currency();
    // its price, and its part of the environment's
    let price = move || {
        price().map_or_else(
            || ("—".to_owned(), String::new()),
            |share| (money(currency, share.monthly.typical), percent(share.part)),
        )
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
    let element = StoredValue::new(id.clone());
    let facet = RwSignal::new(Facet::Properties);
    // those that have the element, as its dots do
    let environments = move || {
        let fields = inspected.with(|inspected| {
            let groups = inspected.as_ref().map(|inspected| inspected.groups.as_slice()).unwrap_or_default();
            groups.iter().flat_map(|group| &group.fields).next().cloned()
        });
        let values = fields.map(|field| field.values).unwrap_or_default();
        let here = values.into_iter().filter(|valued| !valued.absent);
        here.map(|valued| view! { <small>{valued.environment.to_string()}</small> }).collect_view()
    };
    let properties = move || {
        let id = element.get_value();
        let first =
            Signal::derive(move || problems.with(|problems| problems.iter().take(1).cloned().collect()));
        let more = move || problems.with(|problems| problems.len().saturating_sub(1));
        view! {
            <Cards app problems=first/>
            <Show when=move || more() != 0>
                <button class="link" on:click=move |_| facet.set(Facet::Findings)>{move || format!("{} more", more())}</button>
            </Show>
            <For each=groups key=Clone::clone let:group>
                <h3>{group.0}{environments()}</h3>
                {group.1.iter().map(|name| view! { <Row app id=element.get_value() inspected group=group.0 name/> }).collect_view()}
            </For>
            <Connections app id/>
            <Ways app/>
        }
    };
    let findings = move || {
        let none = move || {
            problems.with(Vec::is_empty).then(|| view! {
                <p class="empty"><i class="g s g-circle-check"></i>"Every practice that this design can show is kept here."</p>
            })
        };
        view! { {none}<Cards app problems=problems.into()/><AcceptedList app node=element.get_value()/> }
    };
    view! {
        {head}
        <Facets facet count=Signal::derive(move || problems.with(Vec::len))/>
        <div class="body" id="inspector-panel" role="tabpanel" aria-label=move || facet.get().title()>
            {move || match facet.get() {
                Facet::Properties => properties().into_any(),
                Facet::Findings => findings().into_any(),
                Facet::Price => view! { <facets::Price app id=element.get_value()/> }.into_any(),
                Facet::Template => view! { <facets::Template app id=element.get_value()/> }.into_any(),
            }}
        </div>
        <footer>
            <span class="legend"><i class="dot on"></i>"overridden"<i class="dot"></i>"base value"</span>
            {move || {
                let (amount, part) = price();
                view! { <button class="amount" title="What it is made of" on:click=move |_| facet.set(Facet::Price)><small>{part}</small><b class="mono">{amount}</b>" /mo"</button> }
            }}
        </footer>
    }
}

/// What of an element is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Facet {
    Properties,
    Findings,
    Price,
    Template,
}

impl Facet {
    const ALL: [Facet; 4] = [Facet::Properties, Facet::Findings, Facet::Price, Facet::Template];

    fn title(self) -> &'static str {
        match self {
            Facet::Properties => "Properties",
            Facet::Findings => "Findings",
            Facet::Price => "Price",
            Facet::Template => "Template",
        }
    }
}

#[component]
fn Facets(facet: RwSignal<Facet>, count: Signal<usize>) -> impl IntoView {
    let button = move |of: Facet| {
        let stop = move || if facet.get() == of { "0" } else { "-1" };
        view! {
            <button role="tab" id=format!("facet-{}", of.title()) aria-selected=move || (facet.get() == of).to_string() aria-controls="inspector-panel"
                tabindex=stop on:click=move |_| facet.set(of)>
                {of.title()}
                {(of == Facet::Findings).then(|| view! { <Show when=move || count.get() != 0><span class="count">{count}</span></Show> })}
            </button>
        }
    };
    let arrows = move |event: ev::KeyboardEvent| {
        let at = Facet::ALL.iter().position(|of| *of == facet.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => Facet::ALL[(at + 1) % Facet::ALL.len()],
            "ArrowLeft" => Facet::ALL[(at + Facet::ALL.len() - 1) % Facet::ALL.len()],
            _ => return,
        };
        event.prevent_default();
        facet.set(to);
        focus(&format!("facet-{}", to.title()));
    };
    view! { <div class="tabs" role="tablist" aria-label="What is shown of the element" data-keys="" on:keydown=arrows>{Facet::ALL.map(button)}</div> }
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
