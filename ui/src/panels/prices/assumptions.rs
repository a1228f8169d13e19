//! What the price rests on: each number with its low, typical and high value, edited in place; the workload beside them.

use std::time::Duration;

use editor::models::{Assumption, Bound};
use engine::{Currency, Format, Language, design::workload::Preset};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{button, cell, empty, heads};
use crate::{
    kit::{later::Later, rows::Rows},
    panels::safe_fixes::REST,
    state::{App, signed},
};

/// Milliseconds of trying until the page may answer again.
const SLICE: f64 = 8.0;
/// So many numbers are tried unasked; in a larger design, what a number moves is told when it is chosen.
const UNASKED: usize = 400;

/// The number that is chosen, and how often something was tried.
#[derive(Clone, Copy)]
struct Stand {
    app: App,
    all: Memo<std::sync::Arc<Vec<Assumption>>>,
    chosen: RwSignal<Option<String>>,
    tried: RwSignal<u64>,
    currency: Memo<Currency>,
}

pub fn assumptions(app: App) -> AnyView {
    let all = Memo::new(move |_| app.derive(|editor| editor.assumptions()).unwrap_or_default());
    let (chosen, tried) = (RwSignal::new(None), RwSignal::new(0));
    let stand = Stand { app, all, chosen, tried, currency: app.currency() };
    let later = Later::new();
    Effect::new(move |_| {
        let open = app.derive(|editor| editor.unmoved()).unwrap_or(0);
        later.forget();
        if (1..=UNASKED).contains(&open) {
            try_some(stand, later, REST);
        }
    });
    let list = Rows::of_table();
    let count = Memo::new(move |_| all.with(|all| all.len()));
    let selected = app.selection();
    // the numbers of what is selected are brought into view
    Effect::new(move |_| {
        let at = selected.with(|selected| {
            let of = |one: &Assumption| one.number.node.as_ref().is_some_and(|id| selected.contains(id));
            all.with_untracked(|all| all.iter().position(of))
        });
        if let Some(at) = at {
            list.show(at);
        }
    });
    let keys = move || {
        let there = list.there(count.get());
        all.with(|all| {
            let keys = all.iter().enumerate().map(|(at, one)| (at, one.key.clone()));
            keys.skip(there.start).take(there.len()).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="aside open">
            <div class="table assumed" role="table" aria-label="Assumptions" node_ref=list.scroller on:scroll=move |_| list.scrolled()>
                {heads(&[("", "Number"), ("", "Of"), ("right", "Low"), ("right", "Typical"), ("right", "High"), ("", "Unit"), ("", "Origin"), ("right", "Per +10 %")])}
                <div style:height=move || list.gap(list.there(count.get()).start)></div>
                <For each=keys key=Clone::clone children=move |(at, key)| row(stand, at, key)/>
                <div style:height=move || list.gap(count.get() - list.there(count.get()).end)></div>
                {move || (count.get() == 0).then(|| empty("Nothing here has a volume: add elements, or state a workload."))}
            </div>
            <div class="detail" aria-label="The workload" tabindex="-1">{move || moves(stand)}{workload(app)}</div>
        </div>
    }
    .into_any()
}

/// Tries what numbers move, a few at a time, so that the page goes on answering.
fn try_some(stand: Stand, later: Later, rest: Duration) {
    later.after(rest, move || {
        let begun = js_sys::Date::now();
        let left = stand.app.peek(|editor| {
            loop {
                let left = editor.move_next();
                if left == 0 || js_sys::Date::now() - begun >= SLICE {
                    return left;
                }
            }
        });
        stand.tried.update(|tried| *tried += 1);
        if left.is_some_and(|left| left > 0) {
            try_some(stand, later, Duration::ZERO);
        }
    });
}

fn row(stand: Stand, at: usize, key: String) -> AnyView {
    let Stand { app, all, chosen, tried, currency } = stand;
    let key = StoredValue::new(key);
    let one = Memo::new(move |_| {
        all.with(|all| all.get(at).filter(|one| key.with_value(|key| one.key == *key)).cloned())
    });
    let Some(made) = one.get_untracked() else { return ().into_any() };
    let entry = move |bound: Bound, name: &'static str| {
        let value = move || {
            one.with(|one| {
                let band = one.as_ref().map(|one| one.number.value).unwrap_or_default();
                let value = match bound {
                    Bound::Low => band.low,
                    Bound::Typical => band.typical,
                    Bound::High => band.high,
                };
                Format::new(Language::English).quantity(value)
            })
        };
        let typed = move |event: ev::Event| {
            let input: web_sys::HtmlInputElement = event_target(&event);
            let Some(one) = one.get_untracked() else { return };
            let result = app.act(|editor| editor.assume(&one, bound, &input.value()));
            // what was refused does not stay as if it held
            input.set_value(&untrack(value));
            app.told(result);
        };
        view! { <span class="right" role="cell"><input class="mono" inputmode="decimal" spellcheck="false" autocomplete="off" data-bound=name aria-label=name
            prop:value=value on:change=typed on:click=|event| event.stop_propagation()/></span> }
        .into_any()
    };
    let end = move |bound: Bound, name: &'static str| match made.number.ranged {
        true => entry(bound, name),
        false => cell("right none", String::new()),
    };
    let stated = move || {
        let origin = one.with(|one| one.as_ref().map(|one| one.number.origin));
        origin == Some(engine::Origin::Stated)
    };
    let moved = move || {
        tried.track();
        all.track();
        let moved = key.with_value(|key| app.peek(|editor| editor.known_move(key)).flatten());
        moved.map_or_else(|| "…".to_owned(), |moved| signed(currency, moved.monthly))
    };
    let reset = move |_| {
        if let Some(one) = one.get_untracked() {
            let result = app.act(|editor| editor.assume_nothing(&one));
            app.told(result);
        }
    };
    let node = made.number.node.clone();
    let selected = app.selection();
    let on = move || {
        let chosen =
            chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| key.with_value(|key| chosen == key)));
        chosen || node.as_ref().is_some_and(|id| selected.with(|selected| selected.contains(id)))
    };
    let of = if made.of.is_empty() { "Workload".to_owned() } else { made.of.clone() };
    view! {
        <div class="row" role="row" data-assumption=made.key class:selected=on on:click=move |_| chosen.set(Some(key.get_value()))>
            <span class="what" role="cell" title=made.help>{made.label}</span>{cell("decides", of)}
            {end(Bound::Low, "low")}{entry(Bound::Typical, "typical")}{end(Bound::High, "high")}
            {cell("note", made.number.unit.to_owned())}
            <span class="note" class:on=stated role="cell">{move || one.with(|one| one.as_ref().map(|one| one.origin))}
                <Show when=stated><button class="reset" aria-label="Default" title="Back to what holds without it" on:click=reset><i class="g s g-rotate-ccw"></i></button></Show>
            </span>
            <span class="right mono" role="cell" data-moves="true">{moved}</span>
        </div>
    }
    .into_any()
}

/// Which charges the chosen number moves.
fn moves(stand: Stand) -> Option<AnyView> {
    let Stand { app, all, chosen, currency, .. } = stand;
    let key = chosen.get()?;
    let one = all.with(|all| all.iter().find(|one| one.key == key).cloned())?;
    let moved = app.peek(|editor| editor.moved(&one))?;
    let names: Vec<(String, engine::Decimal)> = app.peek(|editor| {
        let name = |id: &String| engine::Id::new(id).map_or_else(|| id.clone(), |id| editor.name_of(&id));
        let line = |(node, item, monthly): &(String, String, engine::Decimal)| {
            (format!("{}: {item}", name(node)), *monthly)
        };
        moved.lines.iter().map(line).collect()
    })?;
    let lines = names.into_iter().map(|(words, amount)| {
        view! { <p class="fact moved"><span>{words}</span><b class="mono">{signed(currency, amount)}</b></p> }.into_any()
    });
    Some(
        view! {
            <h3>{one.label}<small class="pill low">{format!("{} a month per +10 %", signed(currency, moved.monthly))}</small></h3>
            <p class="prose">{one.help}</p>
            {lines.collect_view()}
        }
        .into_any(),
    )
}

/// Size, hours and days of the workload.
fn workload(app: App) -> AnyView {
    let rhythm = Memo::new(move |_| app.derive(|editor| editor.rhythm()).flatten());
    let preset = move || rhythm.with(|rhythm| rhythm.as_ref().and_then(|rhythm| rhythm.preset));
    let size = move |of: Option<Preset>| {
        let word = of.map_or("none", Preset::word);
        let press = move |_| {
            let result = app.act(|editor| editor.size_workload(of));
            app.told(result);
        };
        view! { <button role="radio" data-size=word aria-checked=move || (preset() == of).to_string() on:click=press>{word}</button> }
    };
    let sizes = [None, Some(Preset::Small), Some(Preset::Medium), Some(Preset::Large)];
    let environment = move || app.derive(|editor| editor.environment().map(ToString::to_string)).flatten();
    view! {
        <h4>"Workload of "{environment}</h4>
        <div class="sizes" role="radiogroup" aria-label="Size of the workload">{sizes.map(size)}</div>
        {move || match preset() {
            None => view! { <p class="prose">"No workload is stated: each volume has the default of its kind. Choose a size, and what nobody states follows from it."</p> }.into_any(),
            Some(_) => view! { {bars(app, rhythm, 0)}{bars(app, rhythm, 1)} }.into_any(),
        }}
    }
    .into_any()
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A bar for each hour of a day, or day of a week.
fn bars(app: App, rhythm: Memo<Option<editor::models::Rhythm>>, which: usize) -> AnyView {
    let share = move |at: usize| {
        rhythm
            .with(|rhythm| rhythm.as_ref().and_then(|rhythm| rhythm.shares[which].get(at).copied()))
            .unwrap_or(0)
    };
    let set = move |at: usize, percent: i32| {
        let percent = u8::try_from(percent.clamp(0, 100)).unwrap_or(100);
        if percent != untrack(|| share(at)) {
            let result = app.act(|editor| editor.set_share(which, at, percent));
            app.told(result);
        }
    };
    let bar = move |at: usize| {
        let name = if which == 0 { format!("{at}:00") } else { DAYS[at].to_owned() };
        let pointed = move |event: ev::PointerEvent| {
            let bar = event.current_target().and_then(|bar| bar.dyn_into::<web_sys::Element>().ok());
            let Some(bar) = bar.filter(|_| event.buttons() == 1) else { return };
            let height = bar.client_height().max(1);
            // in steps of five
            let part = 100 - (100 * event.offset_y() / height).clamp(0, 100);
            set(at, (part + 2) / 5 * 5);
        };
        let keys = move |event: ev::KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowUp" => 5,
                "ArrowDown" => -5,
                _ => return,
            };
            event.prevent_default();
            set(at, i32::from(untrack(|| share(at))) + step);
        };
        let title = {
            let name = name.clone();
            move || format!("{name}: {} % of the busiest", share(at))
        };
        view! {
            <button role="slider" aria-label=name aria-orientation="vertical" aria-valuemin="0" aria-valuemax="100" aria-valuenow=move || share(at).to_string()
                title=title style=("--part", move || format!("{}%", share(at))) data-bar=at.to_string()
                on:pointerdown=pointed on:pointermove=pointed on:keydown=keys></button>
        }
        .into_any()
    };
    let (words, count) = if which == 0 { ("Hours of a day", 24) } else { ("Days of a week", 7) };
    let stated = move || rhythm.with(|rhythm| rhythm.as_ref().is_some_and(|rhythm| rhythm.stated[which]));
    let reset = Callback::new(move |()| {
        let result = app.act(|editor| editor.set_shares(which, None));
        app.told(result);
    });
    view! {
        <div class="rhythm" data-rhythm=which.to_string()>
            <p class="prose">{words}", in per cent of the busiest "<Show when=stated>{button("fix", "Default", reset)}</Show></p>
            <div class="bars" role="group" aria-label=words>{(0..count).map(bar).collect_view()}</div>
        </div>
    }
    .into_any()
}
