//! The ways between two elements that are selected while the lens over the network is shown.

use editor::models::Way;
use engine::FlowReport;
use leptos::prelude::*;

use crate::state::App;

#[component]
pub fn Ways(app: App) -> impl IntoView {
    let ways = Memo::new(move |_| app.read(|editor| editor.ways()).unwrap_or_default());
    move || ways.get().into_iter().map(way).collect_view()
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
