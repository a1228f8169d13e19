//! The panel at the bottom: problems with their fixes, and the template of the environment shown.

use editor::models::Problem;
use leptos::prelude::*;

use super::template::Template;
use crate::{
    kit::{
        difference,
        icon::{Icon, Mark},
    },
    state::App,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Problems,
    Template,
}

#[component]
pub fn Bottom(app: App) -> impl IntoView {
    let tab = RwSignal::new(Tab::Problems);
    let open = RwSignal::new(true);
    let count = move || app.read(|editor| editor.problems().len() + editor.blockers().len()).unwrap_or(0);
    let button = move |of: Tab, words: &'static str| {
        let press = move |_| {
            tab.set(of);
            open.set(true);
        };
        view! {
            <button role="tab" aria-selected=move || (tab.get() == of).to_string() on:click=press>
                {words}
                {(of == Tab::Problems).then(|| view! { <span class="count" class:none=move || count() == 0>{count}</span> })}
            </button>
        }
    };
    view! {
        <section class="bottom" class:closed=move || !open.get() aria-label="Problems and template">
            <header role="tablist">
                {button(Tab::Problems, "Problems")}
                {button(Tab::Template, "Template")}
                <span class="spring"></span>
                {move || (tab.get() == Tab::Problems).then(|| view! { <SafeFixes app/> })}
                <button class="plain" aria-label="Open or close" on:click=move |_| open.update(|open| *open = !*open)>
                    <i class=move || if open.get() { "g s g-chevron-down" } else { "g s g-chevron-right" }></i>
                </button>
            </header>
            {move || open.get().then(|| match tab.get() {
                Tab::Problems => view! { <Problems app/> }.into_any(),
                Tab::Template => view! { <Template app/> }.into_any(),
            })}
        </section>
    }
}

/// Every fix that costs nothing, in one step.
#[component]
fn SafeFixes(app: App) -> impl IntoView {
    let fixes = Memo::new(move |_| app.read(|editor| editor.safe_fixes()).unwrap_or_default());
    move || {
        let fixes = fixes.get();
        (!fixes.is_empty()).then(|| {
            let words = format!("Fix {} safely", fixes.len());
            let label = words.clone();
            let apply = move |_| {
                let result =
                    app.act(|editor| editor.apply_fixes(&fixes, &label).map_err(|why| editor.why(&why)));
                app.told(result);
            };
            view! {
                <button class="soft" title="Fixes that cost nothing and bring no new finding" on:click=apply>
                    <i class="g s g-sparkles"></i>{words}
                </button>
            }
        })
    }
}

#[component]
fn Problems(app: App) -> impl IntoView {
    let problems = Memo::new(move |_| app.read(|editor| editor.problems().to_vec()).unwrap_or_default());
    let blockers = Memo::new(move |_| app.read(|editor| editor.blockers()).unwrap_or_default());
    view! {
        <div class="table" role="table" aria-label="Problems">
            <div class="head" role="row">
                <span></span><span>"Finding"</span><span>"Element"</span><span>"Pillar"</span><span>"Environments"</span>
                <span>"Fix"</span><span class="right">"Per month"</span>
            </div>
            {move || (problems.with(Vec::is_empty) && blockers.with(Vec::is_empty)).then(|| view! {
                <p class="empty"><i class="g s g-circle-check"></i>"Nothing is open: every practice that this design can show is kept."</p>
            })}
            {move || blockers.get().into_iter().map(|block| {
                let node = block.node.clone();
                view! {
                    <div class="row blocked" role="row" on:click=move |_| if let Some(id) = &node { app.reveal(id) }>
                        <span><i class="g s g-ban"></i></span><span class="what" title=block.message.clone()>{block.message.clone()}</span>
                        <span class="element">{block.name}</span><span>"cannot be built"</span>
                        <span><b class="env on">{block.environment.to_string()}</b></span><span></span><span></span>
                    </div>
                }
            }).collect_view()}
            <For each=move || problems.get() key=|problem| (problem.key.clone(), problem.environments.clone()) let:problem>
                <Line app problem/>
            </For>
        </div>
    }
}

#[component]
fn Line(app: App, problem: Problem) -> impl IntoView {
    let effect = {
        let problem = problem.clone();
        Memo::new(move |_| {
            app.read(|editor| problem.fix.is_some().then(|| editor.effect(&problem))).flatten()
        })
    };
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
        let apply = move |event: leptos::ev::MouseEvent| {
            event.stop_propagation();
            app.fix(&problem);
        };
        view! { <button class="fix" title=title.clone() on:click=apply>{title.clone()}</button> }
    });
    let selected = {
        let node = node.clone();
        move || app.read(|editor| editor.selection().contains(&node)).unwrap_or(false)
    };
    view! {
        <div class="row" role="row" class:selected=selected data-rule=problem.rule data-node=node.to_string() on:click=move |_| app.reveal(&node)>
            <span><Mark severity=problem.severity/></span>
            <span class="what" title=problem.message.clone()>{problem.message.clone()}</span>
            <span class="element"><Icon symbol=problem.symbol size=15/>{problem.name}</span>
            <span class="pillar">{problem.pillar.replace('_', " ")}</span>
            <span class="envs">{environments}</span>
            <span>{fix}</span>
            <span class="right mono">{price}</span>
        </div>
    }
}
