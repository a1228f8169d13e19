//! The panel at the bottom: problems with their fixes, the template of the environment shown, prices, expectations, rules
//! of the organisation, the questions of the Well-Architected Framework, what was done.

use editor::{Lens, Panel, Request, models::Filter};
use engine::design::Pillar;
use leptos::prelude::*;

use super::{
    activity::Activity,
    expectations::Expectations,
    filters::Filters,
    organisation::Organisation,
    prices::{money_bar, prices},
    problems::{Listing, Problems},
    questions::Questions,
    safe_fixes::SafeFixes,
    template::Template,
};
use crate::{
    kit::keys::tip,
    state::{App, PriceView},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    Problems,
    Template,
    Prices,
    Expectations,
    Organisation,
    Questions,
    Activity,
}

const TABS: [(Tab, &str, &str); 7] = [
    (Tab::Problems, "problems", "Problems"),
    (Tab::Template, "template", "Template"),
    (Tab::Prices, "prices", "Price"),
    (Tab::Expectations, "expectations", "Expectations"),
    (Tab::Organisation, "organisation", "Rules"),
    (Tab::Questions, "well-architected", "Well-Architected"),
    (Tab::Activity, "activity", "Activity"),
];

#[component]
pub fn Bottom(app: App) -> impl IntoView {
    let tab = RwSignal::new(Tab::Problems);
    let open = RwSignal::new(true);
    let listing = Listing::new();
    let question = RwSignal::new(None::<&'static str>);
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
                listing.filter.set(Filter { nodes, pillar, ..Filter::default() });
                show(Tab::Problems);
            }
            Some(Request::Organisation) => show(Tab::Organisation),
            Some(Request::Prices) => show(Tab::Prices),
            Some(Request::Group(grouping)) => {
                listing.group(grouping);
                show(Tab::Problems);
            }
            Some(Request::Questions(asked)) => {
                if asked.is_some() {
                    question.set(asked);
                }
                show(Tab::Questions);
            }
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
    // what is said beside a table takes room
    let taller = move || match tab.get() {
        Tab::Questions => true,
        Tab::Prices => {
            let explaining = app.pricing.explaining.with(Option::is_some);
            explaining || app.pricing.view.get() != PriceView::Charges
        }
        _ => false,
    };
    view! {
        <section class="bottom" class:closed=move || !open.get() class:tall=move || tab.get() == Tab::Prices class:taller=taller
            aria-label="Problems, template, price, expectations, rules, Well-Architected and activity">
            <header>
                <div class="tabs" role="tablist" aria-label="Panels below the drawing" on:keydown=arrows data-keys="">{TABS.map(button)}</div>
                <span class="spring"></span>
                {move || (tab.get() == Tab::Problems).then(|| view! { <Filters app listing/><SafeFixes app/> })}
                {move || (tab.get() == Tab::Prices).then(|| money_bar(app))}
                <button class="plain" aria-label="Open or close" aria-expanded=move || open.get().to_string()
                    title=move || app.read(|editor| tip(editor, "toggle-bottom")) on:click=move |_| open.update(|open| *open = !*open)>
                    <i class="g s g-chevron-down turned" class:up=move || !open.get()></i>
                </button>
            </header>
            {move || open.get().then(|| view! {
                <div class="panel" id="bottom-panel" role="tabpanel" aria-labelledby=name>
                    {match tab.get() {
                        Tab::Problems => view! { <Problems app listing/> }.into_any(),
                        Tab::Template => view! { <Template app/> }.into_any(),
                        Tab::Prices => prices(app),
                        Tab::Expectations => view! { <Expectations app/> }.into_any(),
                        Tab::Organisation => view! { <Organisation app/> }.into_any(),
                        Tab::Questions => view! { <Questions app chosen=question/> }.into_any(),
                        Tab::Activity => view! { <Activity app/> }.into_any(),
                    }}
                </div>
            })}
        </section>
    }
}
