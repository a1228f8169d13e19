//! The lens over the network in words, of what is selected: its neighbours, or the ways between two.

use editor::models::{Neighbour, Way};
use engine::FlowReport;
use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Ways(app: App) -> impl IntoView {
    let ways = Memo::new(move |_| app.read(|editor| editor.ways()).unwrap_or_default());
    let neighbours = Memo::new(move |_| app.read(|editor| editor.neighbours()).unwrap_or_default());
    let around = move |all: Vec<Neighbour>| {
        (!all.is_empty()).then(|| {
            view! {
                <section class="way-between" data-neighbours="true">
                    <h3>"Network"</h3>
                    <ul class="steps-between">{all.into_iter().map(|one| neighbour(app, one)).collect_view()}</ul>
                </section>
            }
        })
    };
    move || view! { {ways.get().into_iter().map(way).collect_view()}{around(neighbours.get())} }
}

fn neighbour(app: App, one: Neighbour) -> impl IntoView {
    let Neighbour { id, name, look, words, ports } = one;
    let named = id.to_string();
    view! {
        <li data-neighbour=named data-state=look>
            <button class="link" on:click=move |_| app.reveal(&id)>{name}</button>
            <span>{words}" "<b class="mono">{ports}</b></span>
        </li>
    }
}

fn way(way: Way) -> impl IntoView {
    let Way { title, word, report } = way;
    let opens = report.opens.map(|opens| view! { <p><b>"It takes "</b>{opens}</p> });
    view! {
        <section class="way-between" data-way=format!("{}-{}-{}", report.from, report.to, report.port) data-answer=report.answer>
            <h3>{title}<small>{word}</small></h3>
            {report.flows.into_iter().map(flow).collect_view()}
            {report.why.map(|why| view! { <p>{why}</p> })}
            {opens}
        </section>
    }
}

fn flow(flow: FlowReport) -> impl IntoView {
    let steps = flow.path.into_iter().chain(flow.reply);
    view! {
        <ol class="steps-between">
            {steps.map(|step| view! { <li><b class="mono">{step.name}</b><span>{step.words}</span></li> }).collect_view()}
        </ol>
    }
}
