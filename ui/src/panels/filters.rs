//! Which problems are listed, and under what.

use editor::models::{Filter, Grouping};
use engine::{Language, Severity};
use leptos::prelude::*;

use super::problems::Listing;
use crate::{kit::icon::Mark, state::App};

/// How many problems of each severity, and which of them are shown.
#[component]
pub fn Filters(app: App, listing: Listing) -> impl IntoView {
    let filter = listing.filter;
    let button = move |severity: Severity| {
        let count = Memo::new(move |_| {
            let of = |editor: &mut editor::Editor| {
                editor.problems().iter().filter(|problem| problem.severity == severity).count()
            };
            app.derive(of).unwrap_or(0)
        });
        let on = move || filter.with(|filter| filter.severity == Some(severity));
        let press = move |_| {
            filter.update(|filter| {
                filter.severity = if filter.severity == Some(severity) { None } else { Some(severity) };
            });
        };
        let words = format!("Only {}", severity.word());
        view! {
            <Show when=move || count.get() != 0>
                <button class="only" aria-pressed=move || on().to_string() aria-label=words.clone() title=words.clone() on:click=press>
                    <Mark severity/>{count}
                </button>
            </Show>
        }
    };
    let environments = move || app.derive(|editor| editor.environments()).unwrap_or_default();
    let choose = move |event: leptos::ev::Event| {
        let chosen = engine::Id::new(&event_target_value(&event));
        filter.update(|filter| filter.environment = chosen);
    };
    let group = move |event: leptos::ev::Event| {
        if let Some(grouping) = Grouping::named(&event_target_value(&event)) {
            listing.group(grouping);
        }
    };
    let groupings = Grouping::ALL.map(|grouping| {
        let words = grouping.title(Language::English);
        view! { <option value=grouping.word() selected=move || listing.grouping() == grouping>{words}</option> }
    });
    let clear = move |_| filter.set(Filter::default());
    view! {
        <div class="filters" role="group" aria-label="Which problems are shown">
            {Severity::ALL.map(button)}
            <span class="control" title="What they stand under">
                <i class="g s g-layers"></i>
                <select aria-label="Group" on:change=group>{groupings}</select>
                <i class="g s g-chevron-down"></i>
            </span>
            <span class="control" class:chosen=move || filter.with(|filter| filter.environment.is_some()) title="Where they are open">
                <i class="g s g-funnel"></i>
                <select aria-label="Environment" on:change=choose>
                    <option value="" selected=move || filter.with(|filter| filter.environment.is_none())>"All environments"</option>
                    {move || environments().into_iter().map(|(id, _)| {
                        let this = id.clone();
                        view! {
                            <option value=id.to_string() selected=move || filter.with(|filter| filter.environment.as_ref() == Some(&this))>{id.to_string()}</option>
                        }
                    }).collect_view()}
                </select>
                <i class="g s g-chevron-down"></i>
            </span>
            <Show when=move || filter.with(|filter| !filter.nodes.is_empty())>
                <button class="only" aria-pressed="true" title="Show all elements again" on:click=clear>
                    {move || filter.with(|filter| app.peek(|editor| match filter.nodes.as_slice() {
                        [one] => editor.name_of(one),
                        several => format!("{} elements", several.len()),
                    }))}
                    {move || filter.with(|filter| filter.pillar.map(|pillar| format!(", {}", pillar.word())))}
                    <i class="g s g-x"></i>
                </button>
            </Show>
        </div>
    }
}
