//! The bar at the top: what is open, the environments with their prices, and what to do with it all.

use std::time::Duration;

use editor::models::Price;
use engine::{Command, Decimal, Score, scene::metrics::Font};
use leptos::{ev, prelude::*};

use crate::{
    kit::{keys::tip, motion::counted},
    state::{App, Saved, Side, brief, money, signed},
};

/// The part of a budget from which on it is said to be near.
const NEAR: Decimal = Decimal::from_parts(8, 0, 0, false, 1);
/// How long the difference of an edit is shown.
const CHIP: Duration = Duration::from_secs(6);

#[component]
pub fn TopBar(app: App) -> impl IntoView {
    let name = Memo::new(move |_| app.derive(|editor| editor.document().name.clone()).unwrap_or_default());
    // as wide as its text
    let width = move || {
        let text = name.with(|name| Font::Inter(600).width(name, 13.0, -0.01));
        format!("{:.0}px", text.clamp(60.0, 300.0) + 18.0)
    };
    let rename = move |event: ev::Event| {
        let name = event_target_value(&event);
        let command = Command::SetDocumentName { name };
        let result =
            app.act(|editor| editor.edit("Rename the design", command).map_err(|why| editor.why(&why)));
        app.told(result);
    };
    view! {
        <header class="topbar">
            <button class="brand" title="All designs" aria-label="All designs" on:click=move |_| app.close()><i></i></button>
            <input class="project" aria-label="Name of the design" prop:value=name on:change=rename
                style:width=width/>
            <SaveState app/>
            <span class="spring"></span>
            <Environments app/>
            <span class="spring"></span>
            <Score app/>
            <button class="flat" title=move || app.read(|editor| tip(editor, "present")) on:click=move |_| app.present(true)><i class="g s g-presentation"></i>"Present"</button>
            <button class="soft" title="Share for review" on:click=move |_| app.side.set(Some(Side::Review))><i class="g s g-send"></i>"Share for review"</button>
            <button class="primary" on:click=move |_| app.side.set(Some(Side::Deployment))><i class="g s g-rocket"></i>"Deploy"</button>
        </header>
    }
}

#[component]
fn SaveState(app: App) -> impl IntoView {
    let word = move || match app.saved.get() {
        Saved::Yes => "Saved".to_owned(),
        Saved::Pending => "Saving…".to_owned(),
        Saved::No(_) => "Not saved".to_owned(),
        Saved::ReadOnly(_) => "Read only".to_owned(),
    };
    let why = move || match app.saved.get() {
        Saved::No(why) | Saved::ReadOnly(why) => why,
        _ => app.path.get(),
    };
    let bad = move || matches!(app.saved.get(), Saved::No(_));
    let reading = move || matches!(app.saved.get(), Saved::ReadOnly(_));
    view! {
        <span class="badge" class:bad=bad class:reading=reading data-testid="saved" title=why>{word}</span>
        {move || bad().then(|| view! { <button class="soft retry" title="Write it now" on:click=move |_| app.flush()>"Retry"</button> })}
    }
}

#[component]
fn Environments(app: App) -> impl IntoView {
    let prices =
        Memo::new(move |_| app.derive(|editor| editor.prices().unwrap_or_default()).unwrap_or_default());
    let ids = Memo::new(move |_| {
        prices.with(|prices| prices.iter().map(|price| price.environment.clone()).collect::<Vec<_>>())
    });
    let currency = app.currency();
    // the difference of an edit is shown for a while after it
    let fresh = RwSignal::new(false);
    let revision = Memo::new(move |_| app.derive(|editor| editor.revision()).unwrap_or(0));
    Effect::new(move |_| {
        let at = revision.get();
        fresh.set(at != 0);
        set_timeout(
            move || {
                if revision.try_get_untracked() == Some(at) {
                    fresh.set(false);
                }
            },
            CHIP,
        );
    });
    let segment = move |id: engine::Id| {
        let price = {
            let id = id.clone();
            Memo::new(move |_| {
                prices.with(|all| all.iter().find(|price: &&Price| price.environment == id).cloned())
            })
        };
        let shown = {
            let id = id.clone();
            Memo::new(move |_| app.read(|editor| editor.environment() == Some(&id)).unwrap_or(false))
        };
        let target = Signal::derive(move || price.get().map(|price| price.monthly.typical));
        let (amount, counting) = counted(target);
        let amount = move || amount.get().map(|usd| brief(currency, usd));
        let band = move || {
            price.get().map(|price| {
                let budget =
                    price.budget.map(|budget| format!("; its budget is {}", money(currency, budget)));
                let [low, high] = [price.monthly.low, price.monthly.high].map(|end| money(currency, end));
                let band = format!("{low} to {high} a month");
                band + &budget.unwrap_or_default()
            })
        };
        // a bar where the budget is near or over
        let budget = move || {
            let part = price.get()?.of_budget()?;
            let over = part > Decimal::ONE;
            (part >= NEAR).then(|| {
                let width = format!("{}%", (part.min(Decimal::ONE) * Decimal::ONE_HUNDRED).round());
                view! { <i class="budget" class:over=over style:width=width></i> }
            })
        };
        let change = move || {
            let amount = price.get().filter(|_| fresh.get())?.difference?;
            let class = match amount {
                amount if amount.is_zero() => "delta",
                amount if amount.is_sign_negative() => "delta down",
                _ => "delta up",
            };
            Some(view! { <span class=class>{signed(currency, amount)}</span> })
        };
        let (word, shown_word) = (id.to_string(), id.to_string());
        view! {
            <button role="tab" aria-selected=move || shown.get().to_string() aria-busy=move || counting.get().then_some("true") data-environment=word title=band
                on:click=move |_| { app.act(|editor| editor.show(id.as_str())); }>
                <b>{shown_word}</b><span class="mono">{amount}</span>{change}{budget}
            </button>
        }
    };
    view! {
        <div class="environments" role="tablist" aria-label="Environment">
            <For each=move || ids.get() key=Clone::clone let:id>{segment(id)}</For>
        </div>
    }
}

/// How much of what the rules ask is there, in the environment shown.
#[component]
fn Score(app: App) -> impl IntoView {
    let score = Memo::new(move |_| {
        app.derive(|editor| {
            let environment = editor.environment()?.to_string();
            let findings = editor.findings(&environment).ok()?;
            Score::by_environment(findings).remove(&environment)
        })
        .flatten()
    });
    let share = move || {
        let score = score.get()?;
        let told = score.satisfied + score.violated;
        (told > 0).then(|| (100 * score.satisfied / told, score))
    };
    move || {
        share().map(|(percent, score)| {
            let around = 2.0 * std::f64::consts::PI * 13.0;
            let filled = format!("{:.1} {around:.1}", around * percent as f64 / 100.0);
            let open = format!("{} open", score.violated);
            let all = format!(
                "{} satisfied, {} open, {} accepted, {} a design cannot tell",
                score.satisfied, score.violated, score.suppressed, score.cannot_tell
            );
            view! {
                <div class="score" title=all>
                    <svg viewBox="0 0 30 30" aria-hidden="true">
                        <circle cx="15" cy="15" r="13"></circle>
                        <circle class="filled" cx="15" cy="15" r="13" stroke-dasharray=filled transform="rotate(-90 15 15)"></circle>
                    </svg>
                    <b>{percent}</b>
                    <span><strong>"Best practice"</strong>{open}</span>
                </div>
            }
        })
    }
}
