//! The panel at the bottom: problems with their fixes, the template of the environment shown, prices, expectations, rules
//! of the organisation, what was done.

use editor::{Lens, Panel, Request, models::Filter};
use engine::{Severity, design::Pillar};
use leptos::prelude::*;

use super::{
    activity::Activity, expectations::Expectations, organisation::Organisation, prices::Prices,
    problems::Problems, safe_fixes::SafeFixes, template::Template,
};
use crate::{
    kit::{icon::Mark, keys::tip},
    state::App,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Problems,
    Template,
    Prices,
    Expectations,
    Organisation,
    Activity,
}

const TABS: [(Tab, &str, &str); 6] = [
    (Tab::Problems, "problems", "Problems"),
    (Tab::Template, "template", "Template"),
    (Tab::Prices, "prices", "Price"),
    (Tab::Expectations, "expectations", "Expectations"),
    (Tab::Organisation, "organisation", "Rules"),
    (Tab::Activity, "activity", "Activity"),
];

#[component]
pub fn Bottom(app: App) -> impl IntoView {
    let tab = RwSignal::new(Tab::Problems);
    let open = RwSignal::new(true);
    let filter = RwSignal::new(Filter::default());
    let show = move |of: Tab| {
        tab.set(of);
        open.set(true);
    };
    Effect::new(move |_| {
        match app.asked.get() {
            Some(Request::TogglePanel(Panel::Bottom)) => open.update(|open| *open = !*open),
            Some(Request::Problems(nodes)) => {
                // a badge of the lens over security counts that pillar alone
                let lens = app.peek(|editor| editor.lens());
                let pillar = (lens == Some(Lens::Security)).then_some(Pillar::Security);
                filter.set(Filter { nodes, pillar, ..Filter::default() });
                show(Tab::Problems);
            }
            Some(Request::Organisation) => show(Tab::Organisation),
            _ => return,
        }
        app.asked.set(None);
    });
    let count = move || {
        let of = |editor: &mut editor::Editor| {
            let apart = editor.blockers().len() + editor.broken().len() + editor.rule_notes().len();
            editor.problems().len() + apart
        };
        app.derive(of).unwrap_or(0)
    };
    let button = move |(of, name, words): (Tab, &'static str, &'static str)| {
        // one stop for the Tab key; arrows go from tab to tab
        let stop = move || if tab.get() == of { "0" } else { "-1" };
        view! {
            <button role="tab" id=format!("tab-{name}") data-tab=name aria-selected=move || (tab.get() == of).to_string() aria-controls="bottom-panel"
                tabindex=stop on:click=move |_| show(of)>
                {words}
                {(of == Tab::Problems).then(|| view! { <span class="count" class:none=move || count() == 0>{count}</span> })}
            </button>
        }
    };
    let arrows = move |event: leptos::ev::KeyboardEvent| {
        let at = TABS.iter().position(|(of, ..)| *of == tab.get_untracked()).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % TABS.len(),
            "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
            _ => return,
        };
        event.prevent_default();
        show(TABS[to].0);
        crate::kit::focus(&format!("tab-{}", TABS[to].1));
    };
    let name = move || {
        let named = TABS.iter().find(|(of, ..)| *of == tab.get());
        format!("tab-{}", named.map_or("", |(_, name, _)| name))
    };
    view! {
        <section class="bottom" class:closed=move || !open.get() class:tall=move || tab.get() == Tab::Prices
            aria-label="Problems, template, price, expectations, rules and activity">
            <header>
                <div class="tabs" role="tablist" aria-label="Panels below the drawing" on:keydown=arrows data-keys="">{TABS.map(button)}</div>
                <span class="spring"></span>
                {move || (tab.get() == Tab::Problems).then(|| view! { <Filters app filter/><SafeFixes app/> })}
                <button class="plain" aria-label="Open or close" aria-expanded=move || open.get().to_string()
                    title=move || app.read(|editor| tip(editor, "toggle-bottom")) on:click=move |_| open.update(|open| *open = !*open)>
                    <i class="g s g-chevron-down turned" class:up=move || !open.get()></i>
                </button>
            </header>
            {move || open.get().then(|| view! {
                <div class="panel" id="bottom-panel" role="tabpanel" aria-labelledby=name>
                    {match tab.get() {
                        Tab::Problems => view! { <Problems app filter/> }.into_any(),
                        Tab::Template => view! { <Template app/> }.into_any(),
                        Tab::Prices => view! { <Prices app/> }.into_any(),
                        Tab::Expectations => view! { <Expectations app/> }.into_any(),
                        Tab::Organisation => view! { <Organisation app/> }.into_any(),
                        Tab::Activity => view! { <Activity app/> }.into_any(),
                    }}
                </div>
            })}
        </section>
    }
}

/// How many problems of each severity, and which of them are shown.
#[component]
fn Filters(app: App, filter: RwSignal<Filter>) -> impl IntoView {
    let severities = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];
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
    let clear = move |_| filter.set(Filter::default());
    view! {
        <div class="filters" role="group" aria-label="Which problems are shown">
            {severities.map(button)}
            <span class="control">
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
