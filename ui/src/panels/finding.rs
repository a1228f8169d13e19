//! A finding on an element: why it matters, what its fix changes and costs, and the way to accept it and others like it.

use editor::{
    Request,
    models::{self, Accepted, Problem},
};
use engine::{Currency, Id};
use leptos::{ev, html, prelude::*};

use super::{changes::Changes, safe_fixes::REST};
use crate::{
    kit::{checks::Checks, dialog::Dialog, icon::Mark, later::Later},
    state::{App, signed},
};

/// How long a finding is accepted unless a person says otherwise, days.
const ACCEPTED_DAYS: f64 = 180.0;

/// A finding stays the same card while what it says changes.
#[component]
pub fn Cards(app: App, problems: Signal<Vec<Problem>>) -> impl IntoView {
    let keys = move || problems.with(|all| all.iter().map(|problem| problem.key.clone()).collect::<Vec<_>>());
    let card = move |key: String| {
        let problem =
            Memo::new(move |_| problems.with(|all| all.iter().find(|problem| problem.key == key).cloned()));
        problem.get_untracked().map(|first| view! { <Card app problem first/> })
    };
    view! { <For each=keys key=Clone::clone let:key>{card(key)}</For> }
}

#[component]
fn Card(app: App, problem: Memo<Option<Problem>>, first: Problem) -> impl IntoView {
    let weigh = move || {
        let problem = problem.get_untracked().filter(|problem| problem.fix.is_some())?;
        app.peek(|editor| (editor.effect(&problem), editor.changes(&problem)))
    };
    // a fix never hides its price; while one is typing it is the price before
    let told = RwSignal::new(weigh());
    let later = Later::new();
    Effect::new(move |before: Option<()>| {
        app.derive(|_| ());
        if before.is_some() {
            later.after(REST, move || told.set(weigh()));
        }
    });
    let changes =
        Memo::new(move |_| told.with(|told| told.as_ref().map(|(_, all)| all.clone()).unwrap_or_default()));
    let currency = app.currency();
    let words = move || {
        let words = told.with(|told| told.as_ref().map(|(effect, _)| effect_words(effect, currency)));
        words.map(|(price, resolved)| view! { <span><b class="mono">{price}</b>" · "{resolved}</span> })
    };
    let text = move |read: fn(&Problem) -> Option<&str>| {
        Memo::new(move |_| problem.with(|problem| problem.as_ref().and_then(read).map(str::to_owned)))
    };
    let (message, fix) = (text(|problem| Some(&problem.message)), text(|problem| problem.fix.as_deref()));
    let severity =
        Memo::new(move |_| problem.with(|problem| problem.as_ref().map(|problem| problem.severity)));
    let open = move || {
        let environments =
            problem.with(|problem| problem.as_ref().map(|problem| problem.environments.clone()));
        environments
            .unwrap_or_default()
            .into_iter()
            .map(|id| view! { <b class="env on">{id.to_string()}</b> })
            .collect_view()
    };
    let mend = move |_| {
        if let Some(problem) = problem.get_untracked() {
            app.fix(&problem);
        }
    };
    let accepting = RwSignal::new(None::<Problem>);
    let Problem { rule, rationale, question, source, .. } = first;
    let ask = move |_| app.asked.set(Some(Request::Questions(Some(question))));
    view! {
        <section class="finding" data-rule=rule.to_string()>
            {move || severity.get().map(|severity| view! { <Mark severity/> })}
            <div>
                <h4>{message}</h4>
                <p>{rationale.into_owned()}" "<code>{rule.to_string()}</code></p>
                <p class="where">"Open in "{open}</p>
                // a rule of the organisation is its own source
                {(!source.is_empty()).then(|| view! {
                    <details>
                        <summary>{move || if changes.with(Vec::is_empty) { "More" } else { "What the fix changes" }}</summary>
                        {move || Some(changes.get()).filter(|all| !all.is_empty()).map(|all| view! { <Changes all/> })}
                        <p class="source"><button class="link" title="What else bears on this question" on:click=ask>{format!("Well-Architected {question}")}</button>". Source: "<code>{source}</code></p>
                    </details>
                })}
                <div class="way">
                    <Show when=move || fix.with(Option::is_some)>
                        <button class="primary" title=move || fix.get() on:click=mend><i class="g s g-wrench"></i>"Fix"</button>
                    </Show>
                    <button class="soft" title="It stays as it is, for a reason and until a day" on:click=move |_| accepting.set(problem.get_untracked())>"Accept…"</button>
                    {words}
                </div>
            </div>
            {move || accepting.get().map(|problem| view! { <Accept app problems=vec![problem] close=move || accepting.set(None)/> })}
        </section>
    }
}

/// What fixes cost a month, and what they do.
pub fn effect_words(effect: &models::Effect, currency: Memo<Currency>) -> (String, String) {
    let prices: Vec<String> = effect
        .prices
        .iter()
        .map(|(environment, amount)| format!("{}/mo in {environment}", signed(currency, *amount)))
        .collect();
    let price = if prices.is_empty() { "±0/mo".to_owned() } else { prices.join(", ") };
    let resolved = match effect.resolved {
        1 => "1 finding resolved".to_owned(),
        many => format!("{many} findings resolved"),
    };
    (price, effect.refused.clone().unwrap_or(resolved))
}

/// So many elements are named where several findings are accepted.
const NAMED: usize = 6;

/// Asks why findings are accepted, where, and until when. `only`: where, unless a person says otherwise.
#[component]
pub fn Accept(
    app: App,
    problems: Vec<Problem>,
    #[prop(optional_no_strip)] only: Option<Id>,
    close: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let (reason, until) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<String>);
    let places: Vec<Id> =
        app.peek(|editor| editor.environments()).unwrap_or_default().into_iter().map(|(id, _)| id).collect();
    let open = |id: &Id| problems.iter().any(|problem| problem.environments.contains(id));
    let places: Vec<Id> = places.into_iter().filter(open).collect();
    let asked = |id: &Id| only.as_ref().is_none_or(|only| only == id);
    let chosen = RwSignal::new(places.iter().filter(|id| asked(id)).cloned().collect::<Vec<_>>());
    let of = problems.first().map_or_else(String::new, |problem| problem.title.to_string());
    let (title, message) = match problems.as_slice() {
        [one] => (format!("Accept: {of}"), one.message.clone()),
        several => {
            let names: Vec<&str> = several.iter().take(NAMED).map(|problem| problem.name.as_str()).collect();
            let more = several.len().saturating_sub(NAMED);
            let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
            (format!("Accept {} findings: {of}", several.len()), format!("On {}{rest}.", names.join(", ")))
        }
    };
    let problems = StoredValue::new(problems);
    let accept = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let value = |field: NodeRef<html::Input>| field.get_untracked().map(|field| field.value());
        let (reason, until) = (value(reason).unwrap_or_default(), value(until).unwrap_or_default());
        let environments = chosen.get_untracked();
        let done = app.act(|editor| {
            problems.with_value(|problems| editor.accept(problems, &environments, &reason, &until))
        });
        match done {
            Some(Err(why)) => wrong.set(Some(why)),
            _ => close(),
        }
    };
    view! {
        <Dialog title=title name="accept" close=close>
            <p>{message}</p>
            <form on:submit=accept>
                <label>"Why"<input node_ref=reason aria-label="Why" placeholder="Who decided, and what makes up for it" autofocus/></label>
                <label>"Until"<input node_ref=until type="date" aria-label="Until" value=day_after(&app.today(), ACCEPTED_DAYS) min=app.today()/></label>
                <Checks name="Environments" all=places chosen/>
                {move || wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
                <footer>
                    <button type="button" class="soft" on:click=move |_| close()>"Cancel"</button>
                    <button class="primary">"Accept"</button>
                </footer>
            </form>
        </Dialog>
    }
}

/// What is accepted about an element, each with the way back.
#[component]
pub fn AcceptedList(app: App, node: Id) -> impl IntoView {
    let accepted = Memo::new(move |_| app.read(|editor| editor.accepted(&node)).unwrap_or_default());
    move || {
        let all = accepted.get();
        (!all.is_empty())
            .then(|| view! { <h3>"Accepted"</h3>{all.into_iter().map(|one| line(app, one)).collect_view()} })
    }
}

fn line(
    app: App,
    Accepted { id, rule, title, environments, reason, until, past }: Accepted,
) -> impl IntoView {
    let take_back = move |_| {
        let result = app.act(|editor| editor.take_back(&id).map_err(|why| editor.why(&why)));
        app.told(result);
    };
    let held = if past { format!("Held until {until}: it counts again") } else { format!("Until {until}") };
    view! {
        <section class="finding accepted" class:past=past data-rule=rule.clone()>
            <i class="g s g-shield-check"></i>
            <div>
                <h4>{title}</h4>
                <p>{reason}" "<code>{rule.clone()}</code></p>
                <p class="where">{held}{environments.iter().map(|id| view! { <b class="env on">{id.to_string()}</b> }).collect_view()}</p>
                <div class="way"><button class="soft" on:click=take_back>"Accept no longer"</button></div>
            </div>
        </section>
    }
}

/// The day so many days after a day, `YYYY-MM-DD`; the day itself where it is none.
fn day_after(day: &str, days: f64) -> String {
    let date = js_sys::Date::new(&day.into());
    let moved = js_sys::Date::new(&(date.get_time() + days * 86_400_000.0).into());
    let text = (!moved.get_time().is_nan()).then(|| String::from(moved.to_iso_string()));
    text.and_then(|text| text.get(..10).map(str::to_owned)).unwrap_or_else(|| day.to_owned())
}
