//! The table of problems: what is open where, what mends it and what that costs.

use std::collections::BTreeSet;

use editor::models::{Block, Filter, Problem};
use engine::Id;
use leptos::{ev, prelude::*};

use super::safe_fixes::REST;
use crate::{
    kit::{
        difference,
        icon::{Icon, Mark},
        later::Later,
        rows::Rows,
    },
    state::App,
};

#[component]
pub fn Problems(app: App, filter: RwSignal<Filter>) -> impl IntoView {
    let problems = Memo::new(move |_| app.derive(|editor| editor.problems().to_vec()).unwrap_or_default());
    let blockers = Memo::new(move |_| app.derive(|editor| editor.blockers()).unwrap_or_default());
    let shown = Memo::new(move |_| {
        filter.with(|filter| {
            let of =
                |all: &Vec<Problem>| all.iter().filter(|problem| filter.shows(problem)).cloned().collect();
            problems.with(of)
        })
    });
    let broken = Memo::new(move |_| app.derive(|editor| editor.broken()).unwrap_or_default());
    let blocks = Memo::new(move |_| {
        let of = |all: Vec<Block>, word: &'static str| all.into_iter().map(move |block| (word, block));
        let all = of(blockers.get(), "cannot be built").chain(of(broken.get(), "not as expected"));
        filter.with(|filter| all.filter(|(_, block)| filter.shows_block(block)).collect::<Vec<_>>())
    });
    let notes = Memo::new(move |_| app.derive(|editor| editor.rule_notes()).unwrap_or_default());
    let list = Rows::of_table();
    let count = move || shown.with(Vec::len);
    let selected = app.selection();
    let empty = move || {
        let unblocked =
            blockers.with(Vec::is_empty) && broken.with(Vec::is_empty) && notes.with(Vec::is_empty);
        let none = problems.with(Vec::is_empty) && unblocked;
        let blocks_shown = !blocks.with(Vec::is_empty) || !notes.with(Vec::is_empty);
        let nothing_shown = shown.with(|shown: &Vec<Problem>| shown.is_empty()) && !blocks_shown;
        match (none, nothing_shown) {
            (true, _) => Some(view! {
                <p class="empty"><i class="g s g-circle-check"></i>"Nothing is open: every practice that this design can show is kept."</p>
            }.into_any()),
            (false, true) => Some(view! {
                <p class="empty"><i class="g s g-funnel plain-glyph"></i>"Nothing of what is open is shown."
                    <button class="link" on:click=move |_| filter.set(Filter::default())>"Show all"</button></p>
            }.into_any()),
            _ => None,
        }
    };
    view! {
        <div class="table" role="table" aria-label="Problems"
            node_ref=list.scroller on:scroll=move |_| list.scrolled()>
            <div class="head" role="row">
                <span role="columnheader" aria-label="Severity"></span><span role="columnheader">"Rule"</span><span role="columnheader">"Finding"</span>
                <span role="columnheader">"Element"</span><span role="columnheader">"Pillar"</span><span role="columnheader">"Environments"</span>
                <span role="columnheader">"Fix"</span><span class="right" role="columnheader">"Per month"</span>
            </div>
            {empty}
            {move || blocks.get().into_iter().map(|(word, block)| {
                let node = block.node.clone();
                let reveal = move || if let Some(id) = &node { app.reveal(id) };
                let press = reveal.clone();
                view! {
                    <div class="row blocked" role="row" tabindex="0" on:click=move |_| reveal() on:keydown=move |event| entered(&event, &press)>
                        <span role="cell"><i class="g s g-ban"></i></span><span class="rule" role="cell">{word}</span>
                        <span class="what" role="cell" title=block.message.clone()>{block.message.clone()}</span>
                        <span class="element" role="cell">{block.name}</span><span role="cell"></span>
                        <span role="cell"><b class="env on">{block.environment.to_string()}</b></span><span role="cell"></span><span role="cell"></span>
                    </div>
                }
            }).collect_view()}
            {move || notes.get().into_iter().map(|note| view! {
                <div class="row blocked" role="row" tabindex="0" data-note="rules" on:click=move |_| app.run("organisation") on:keydown=move |event| entered(&event, &move || app.run("organisation"))>
                    <span role="cell"><i class="g s g-triangle-alert"></i></span><span class="rule" role="cell" title=note.word.clone()>{note.word.clone()}</span>
                    <span class="what" role="cell" title=note.message.clone()>{note.message.clone()}</span>
                    <span role="cell"></span><span role="cell"></span>
                    <span role="cell">{note.environment.map(|id| view! { <b class="env on">{id.to_string()}</b> })}</span><span role="cell"></span><span role="cell"></span>
                </div>
            }).collect_view()}
            <div style:height=move || list.gap(list.there(count()).start)></div>
            <For each=move || shown.with(|shown| list.of(shown)) key=|problem| (problem.key.clone(), problem.environments.clone()) let:problem>
                <Line app problem selected/>
            </For>
            <div style:height=move || list.gap(count() - list.there(count()).end)></div>
        </div>
    }
}

/// A row that has the focus is pressed like a button.
fn entered(event: &ev::KeyboardEvent, press: &impl Fn()) {
    let on_row = event.target() == event.current_target();
    if on_row && matches!(event.key().as_str(), "Enter" | " ") {
        event.prevent_default();
        press();
    }
}

/// The pillar in one word.
fn pillar(word: &'static str) -> &'static str {
    match word {
        "operational_excellence" => "Operations",
        "security" => "Security",
        "reliability" => "Reliability",
        "performance_efficiency" | "performance" => "Performance",
        "cost_optimization" | "cost" => "Cost",
        "sustainability" => "Sustainability",
        other => other,
    }
}

#[component]
fn Line(app: App, problem: Problem, selected: Memo<BTreeSet<Id>>) -> impl IntoView {
    let effect = RwSignal::new(None);
    // priced one after the other, when what was done is on the screen
    let later = Later::new();
    let fixed = problem.fix.is_some().then(|| problem.clone());
    Effect::new(move |_| {
        app.derive(|_| ());
        later.forget();
        if let Some(problem) = fixed.clone() {
            later.after(REST, move || effect.set(app.peek(|editor| editor.effect(&problem))));
        }
    });
    let price = move || {
        let effect = effect.get()?;
        let largest = effect.prices.into_iter().max_by_key(|(_, amount)| amount.abs());
        Some(largest.map_or_else(
            || "±$0".to_owned(),
            |(environment, amount)| format!("{} {environment}", difference(amount)),
        ))
    };
    let environments = {
        let open = problem.environments.clone();
        let all = app.peek(|editor| editor.environments()).unwrap_or_default();
        all.into_iter()
            .map(|(id, _)| {
                let on = open.contains(&id);
                view! { <b class="env" class:on=on>{id.to_string()}</b> }
            })
            .collect_view()
    };
    let node = problem.node.clone();
    let fix = problem.fix.clone().map(|title| {
        let problem = problem.clone();
        let apply = move |event: ev::MouseEvent| {
            event.stop_propagation();
            app.fix(&problem);
        };
        view! { <button class="fix" title=title.clone() on:click=apply>{title.clone()}</button> }
    });
    let selected = {
        let node = node.clone();
        move || selected.with(|selected| selected.contains(&node))
    };
    let element = node.to_string();
    let reveal = move || app.reveal(&node);
    let press = reveal.clone();
    view! {
        <div class="row" role="row" tabindex="0" class:selected=selected data-rule=problem.rule.to_string() data-node=element on:click=move |_| reveal()
            on:keydown=move |event| entered(&event, &press)>
            <span role="cell"><Mark severity=problem.severity/></span>
            <span class="rule" role="cell" title=problem.rule.to_string()>{problem.rule.to_string()}</span>
            <span class="what" role="cell" title=problem.message.clone()>{problem.message.clone()}</span>
            <span class="element" role="cell" title=problem.name.clone()><Icon symbol=problem.symbol size=15/><span>{problem.name.clone()}</span></span>
            <span class="pillar" role="cell" title=problem.rule_set.clone()>{problem.rule_set.clone().unwrap_or_else(|| pillar(problem.pillar).to_owned())}</span>
            <span class="envs" role="cell">{environments}</span>
            <span role="cell">{fix}</span>
            <span class="right mono" role="cell">{price}</span>
        </div>
    }
}
