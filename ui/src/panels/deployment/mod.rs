//! The deployment panel: what a plan would change, what a person must allow, how far it is, what came of it.

mod plan;
mod record;
mod run;
mod sign;

use contract::{
    Work,
    deployment::{Parameter, Stage},
};
use leptos::prelude::*;

use super::review::ApprovalLine;
use crate::state::{App, Side};
use plan::Plan;
use record::Past;
use run::{Ended, Events, Stacks, Waiting};
use sign::Counts;
pub use sign::Sign;

#[component]
pub fn Deployment(app: App) -> impl IntoView {
    let shown =
        Memo::new(move |_| app.read(|editor| editor.environment().map(ToString::to_string)).flatten());
    Effect::new(move |_| {
        shown.track();
        app.desk.endpoint.track();
        app.desk.profile.track();
        app.open.track();
        // what the design leaves open changes with it
        app.saved.track();
        app.read_record();
    });
    let stage = Memo::new(move |_| app.desk.seen.with(|seen| seen.stage));
    let of = Memo::new(move |_| app.desk.seen.with(|seen| seen.environment.clone()));
    // what is shown of one environment is not shown of another
    let here = Memo::new(move |_| of.get().is_some() && of.get() == shown.get());
    view! {
        <aside class="inspector deployment" aria-label="Deployment" data-stage=move || format!("{:?}", stage.get()).to_lowercase()>
            <header>
                <h2>"Deploy"</h2>
                <span class="env on">{move || shown.get()}</span>
                <span class="spring"></span>
                <button class="plain" aria-label="Close" on:click=move |_| app.side.set(Some(Side::Shelf))><i class="g s g-x"></i></button>
            </header>
            <Where app/>
            <ApprovalLine app environment=shown/>
            <div class="body">
                {move || match (stage.get(), here.get()) {
                    (stage, false) if stage.busy() => view! { <Elsewhere app/> }.into_any(),
                    (_, false) | (Stage::Idle, _) => view! { <Begin app/> }.into_any(),
                    (Stage::Connecting | Stage::Planning, _) => view! { <Asking app/> }.into_any(),
                    (Stage::Planned, _) => view! { <Plan app/> }.into_any(),
                    (Stage::Running, _) => view! { <Counts app/><Waiting app/><Stacks app/><Events app/> }.into_any(),
                    _ => view! { <Ended app/> }.into_any(),
                }}
            </div>
            <footer>
                {move || match (stage.get(), here.get()) {
                    (stage, _) if stage.busy() => view! { <Leave app/> }.into_any(),
                    (Stage::Planned, true) => view! { <plan::Consent app/> }.into_any(),
                    _ => view! { <Start app/> }.into_any(),
                }}
            </footer>
        </aside>
    }
}

/// A stage under way.
pub trait Busy {
    fn busy(self) -> bool;
}

impl Busy for Stage {
    fn busy(self) -> bool {
        matches!(self, Stage::Connecting | Stage::Planning | Stage::Running)
    }
}

/// Account, Region, and how they are reached.
#[component]
fn Where(app: App) -> impl IntoView {
    let record = move || app.desk.record.get();
    let field = move |words: &'static str, hint: &'static str, value: RwSignal<String>| {
        view! {
            <label>{words}
                <input name=words.to_lowercase() placeholder=hint spellcheck="false" prop:value=value
                    on:change=move |event| value.set(event_target_value(&event))/>
            </label>
        }
    };
    // a value that the design leaves open, such as a repository
    let open = move |parameter: Parameter| {
        let Parameter { name, text } = parameter;
        let (key, value) =
            (name.clone(), app.desk.values.with_untracked(|values| values.get(&name).cloned()));
        view! {
            <label class="open"><span title=name.clone()>{text}</span>
                <input data-parameter=name spellcheck="false" placeholder="as deployed, if it is" prop:value=value
                    on:change=move |event| app.desk.values.update(|values| drop(values.insert(key.clone(), event_target_value(&event))))/>
            </label>
        }
    };
    view! {
        <div class="where">
            {move || record().map(|record| {
                let profile = record.profile.map(|profile| format!(" · {profile}"));
                let emulator = record.endpoint.map(|at| view! { <p class="emulator mono"><i class="g s g-info"></i>{format!("not AWS: {at}")}</p> });
                view! {
                    <p class="mono">{record.account}<span>{format!(" · {}", record.region)}{profile}</span></p>
                    {emulator}
                }
            })}
            {move || record().into_iter().flat_map(|record| record.open).map(open).collect_view()}
            <details>
                <summary><i class="g s g-chevron-right"></i>"Access"</summary>
                {field("Profile", "as the environment says", app.desk.profile)}
                {field("Endpoint", "AWS", app.desk.endpoint)}
            </details>
        </div>
    }
}

/// Nothing was asked yet.
#[component]
fn Begin(app: App) -> impl IntoView {
    view! {
        <p class="lead">"A plan asks CloudFormation what would change, and leaves nothing behind. You see it on the drawing before anything is done."</p>
        <run::Standing app/>
        <Past app/>
    }
}

/// Another environment is being worked on.
#[component]
fn Elsewhere(app: App) -> impl IntoView {
    let environment = move || app.desk.seen.with(|seen| seen.environment.clone()).unwrap_or_default();
    let show = move |_| {
        let environment = environment();
        app.act(|editor| editor.show(&environment));
    };
    view! {
        <p class="lead">{move || format!("{} is being worked on.", environment())}</p>
        <button class="soft" on:click=show>"Show it"</button>
    }
}

#[component]
fn Asking(app: App) -> impl IntoView {
    let words = move || {
        app.desk.seen.with(|seen| match (&seen.about, seen.stage) {
            (Some(stack), _) => format!("CloudFormation is asked about {stack}"),
            (None, Stage::Connecting) => "Credentials and account are checked".to_owned(),
            _ => "Looking at what stands".to_owned(),
        })
    };
    view! { <p class="asking" role="status"><i class="g g-loader turning"></i><span>{words}</span></p> }
}

/// To stop following; AWS goes on.
#[component]
fn Leave(app: App) -> impl IntoView {
    let running = move || app.desk.seen.with(|seen| seen.stage == Stage::Running);
    let words = move || if running() { "Stop following" } else { "Stop" };
    let title = move || {
        if running() {
            "What is under way in AWS goes on there and can be taken up again"
        } else {
            "Nothing was changed yet"
        }
    };
    view! { <button class="soft" title=title on:click=move |_| app.leave()>{words}</button> }
}

#[component]
fn Start(app: App) -> impl IntoView {
    let barrier = Memo::new(move |_| app.read(|editor| editor.plan_barrier()).flatten());
    let open = move || {
        app.desk.record.with(|record| {
            record
                .as_ref()
                .and_then(|record| record.past.first())
                .is_some_and(|past| past.ending.is_none() && past.current)
        })
    };
    let stands =
        move || app.desk.record.with(|record| record.as_ref().is_some_and(|record| !record.past.is_empty()));
    view! {
        {move || barrier.get().map(|why| view! { <p class="barrier"><i class="g s g-ban"></i>{why}</p> })}
        <div class="buttons">
            {move || stands().then(|| view! {
                <button class="soft away" on:click=move |_| app.plan(Work::Destroy) title="Shows what would be taken down, and asks first">"Destroy…"</button>
            })}
            <span class="spring"></span>
            {move || open().then(|| view! {
                <button class="primary" data-testid="resume" on:click=move |_| app.resume()><i class="g s g-play"></i>"Go on"</button>
            })}
            <button class=move || if open() { "soft" } else { "primary" } data-testid="plan" disabled=move || barrier.with(Option::is_some)
                title=move || barrier.get().unwrap_or_default() on:click=move |_| app.plan(Work::Deploy)>"Plan"</button>
        </div>
    }
}
