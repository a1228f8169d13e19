//! The table of problems: what is open where, under headings, what mends it and what that costs.

use std::collections::BTreeSet;

use editor::models::{Block, Entry, Filter, Grouping, Heading, Line, Problem, ProblemList};
use engine::{Id, design::Pillar};
use leptos::{ev, prelude::*};

use super::{finding::Accept, fix_all::FixAll, safe_fixes::REST};
use crate::{
    kit::{
        icon::{Icon, Mark},
        later::Later,
        remembered::{remember, remembered},
        rows::{self, Rows, entered},
    },
    state::{App, signed},
};

/// How problems are listed.
#[derive(Clone, Copy)]
pub struct Listing {
    pub filter: RwSignal<Filter>,
    grouping: RwSignal<Grouping>,
    /// Headings whose problems are not listed.
    folded: RwSignal<BTreeSet<String>>,
}

impl Listing {
    /// As this window did the last time.
    pub fn new() -> Listing {
        let last = remembered("grouping").and_then(|word| Grouping::named(&word));
        Listing {
            filter: RwSignal::new(Filter::default()),
            grouping: RwSignal::new(last.unwrap_or_default()),
            folded: RwSignal::new(BTreeSet::new()),
        }
    }

    pub fn grouping(self) -> Grouping {
        self.grouping.get()
    }

    pub fn group(self, grouping: Grouping) {
        remember("grouping", grouping.word());
        self.grouping.set(grouping);
    }

    fn fold(self, key: &str, fold: bool) {
        rows::fold(self.folded, &key.to_owned(), fold);
    }
}

/// What is to be done with all that is below a heading.
#[derive(Clone)]
enum All {
    Accept(Vec<Problem>),
    Fix(Vec<Problem>),
}

/// What the lines of the table share.
#[derive(Clone, Copy)]
struct Table {
    app: App,
    listing: Listing,
    all: Memo<ProblemList>,
    /// The lines that are there.
    there: Memo<Vec<Line>>,
    environments: Memo<Vec<Id>>,
    selected: Memo<BTreeSet<Id>>,
    asked: RwSignal<Option<All>>,
}

#[component]
pub fn Problems(app: App, listing: Listing) -> impl IntoView {
    let all = Memo::new(move |_| {
        let (filter, grouping, folded) = (listing.filter.get(), listing.grouping.get(), listing.folded.get());
        app.derive(|editor| editor.listed(&filter, grouping, &folded)).unwrap_or_default()
    });
    let notes = Memo::new(move |_| app.derive(|editor| editor.rule_notes()).unwrap_or_default());
    let list = Rows::of_table();
    let count = move || all.with(ProblemList::len);
    let there = Memo::new(move |_| all.with(|all| all.lines(list.there(all.len()))));
    let environments = Memo::new(move |_| {
        let all = app.derive(|editor| editor.environments()).unwrap_or_default();
        all.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    });
    let table = Table {
        app,
        listing,
        all,
        there,
        environments,
        selected: app.selection(),
        asked: RwSignal::new(None),
    };
    let blocks = Memo::new(move |_| {
        let barred = app.derive(|editor| (editor.blockers(), editor.broken())).unwrap_or_default();
        listing.filter.with(|filter| {
            let of = |all: Vec<Block>, word: &'static str| all.into_iter().map(move |block| (word, block));
            let all = of(barred.0, "cannot be built").chain(of(barred.1, "not as expected"));
            let mut shown: Vec<(&'static str, Block)> = Vec::new();
            for (word, block) in all.filter(|(_, block)| filter.shows_block(block)) {
                if !shown.contains(&(word, block.clone())) {
                    shown.push((word, block));
                }
            }
            shown
        })
    });
    let none = Memo::new(move |_| {
        let count = |editor: &mut editor::Editor| {
            editor.problems().len()
                + editor.blockers().len()
                + editor.broken().len()
                + editor.rule_notes().len()
        };
        app.derive(count) == Some(0)
    });
    let empty = move || {
        match (none.get(), count() == 0 && blocks.with(Vec::is_empty) && notes.with(Vec::is_empty)) {
        (true, _) => Some(view! {
            <p class="empty"><i class="g s g-circle-check"></i>"Nothing is open: every practice that this design can show is kept."</p>
        }.into_any()),
        (false, true) => Some(view! {
            <p class="empty"><i class="g s g-funnel plain-glyph"></i>"Nothing of what is open is shown."
                <button class="link" on:click=move |_| listing.filter.set(Filter::default())>"Show all"</button></p>
        }.into_any()),
        _ => None,
    }
    };
    let some_open =
        move || all.with(|all| listing.folded.with(|folded| all.headings().any(|key| !folded.contains(key))));
    let fold_all = move |_| {
        let keys: Vec<String> = all.with_untracked(|all| all.headings().map(str::to_owned).collect());
        let fold = untrack(some_open);
        keys.iter().for_each(|key| listing.fold(key, fold));
    };
    let fold_words = move || if some_open() { "Fold all" } else { "Unfold all" };
    view! {
        <div class="table" role="table" aria-label="Problems"
            node_ref=list.scroller on:scroll=move |_| list.scrolled()>
            <div class="head" role="row">
                <span role="columnheader" aria-label="Severity"><button class="fold-all" aria-label=fold_words title=fold_words on:click=fold_all>
                    <i class="g s g-chevron-right turn" class:open=some_open></i></button></span>
                <span role="columnheader">"Rule"</span><span role="columnheader">"Finding"</span>
                <span role="columnheader">"Element"</span><span role="columnheader">"Pillar"</span><span role="columnheader">"Environments"</span>
                <span role="columnheader">"Fix"</span><span class="right" role="columnheader">"Per month"</span>
            </div>
            {empty}
            <For each=move || blocks.get() key=|block| format!("{block:?}") let:block><Barrier app word=block.0 block=block.1/></For>
            {move || notes.get().into_iter().map(|note| view! {
                <div class="row blocked" role="row" tabindex="0" data-note="rules" on:click=move |_| app.run("organisation") on:keydown=move |event| entered(&event, &move || app.run("organisation"))>
                    <span role="cell"><i class="g s g-triangle-alert"></i></span><span class="rule" role="cell" title=note.word.clone()>{note.word.clone()}</span>
                    <span class="what" role="cell" title=note.message.clone()>{note.message.clone()}</span>
                    <span role="cell"></span><span role="cell"></span>
                    <span role="cell">{note.environment.map(|id| view! { <b class="env on">{id.to_string()}</b> })}</span><span role="cell"></span><span role="cell"></span>
                </div>
            }).collect_view()}
            <div style:height=move || list.gap(list.there(count()).start)></div>
            <For each=move || there.with(|there| there.iter().map(|line| line.key().to_owned()).collect::<Vec<_>>()) key=Clone::clone let:key>
                {row(table, key)}
            </For>
            <div style:height=move || list.gap(count() - list.there(count()).end)></div>
        </div>
        {move || table.asked.get().map(|asked| {
            let close = move || table.asked.set(None);
            match asked {
                All::Accept(problems) => {
                    let only = listing.filter.with_untracked(|filter| filter.environment.clone());
                    view! { <Accept app problems only close/> }.into_any()
                }
                All::Fix(problems) => view! { <FixAll app problems close/> }.into_any(),
            }
        })}
    }
}

/// What cannot be built, or is not as expected.
#[component]
fn Barrier(app: App, word: &'static str, block: Block) -> impl IntoView {
    let node = block.node.clone();
    let reveal = move || {
        if let Some(id) = &node {
            app.reveal(id)
        }
    };
    let press = reveal.clone();
    view! {
        <div class="row blocked" role="row" tabindex="0" on:click=move |_| reveal() on:keydown=move |event| entered(&event, &press)>
            <span role="cell"><i class="g s g-ban"></i></span><span class="rule" role="cell">{word}</span>
            <span class="what" role="cell" title=block.message.clone()>{block.message.clone()}</span>
            <span class="element" role="cell">{block.name}</span><span role="cell"></span>
            <span role="cell"><b class="env on">{block.environment.to_string()}</b></span><span role="cell"></span><span role="cell"></span>
        </div>
    }
}

/// The pillar in one word.
fn pillar(pillar: Pillar) -> &'static str {
    match pillar {
        Pillar::OperationalExcellence => "Operations",
        Pillar::Security => "Security",
        Pillar::Reliability => "Reliability",
        Pillar::PerformanceEfficiency => "Performance",
        Pillar::CostOptimization => "Cost",
        Pillar::Sustainability => "Sustainability",
    }
}

/// A line keeps its row as long as it is listed: only what it says changes.
fn row(table: Table, key: String) -> AnyView {
    let line =
        Memo::new(move |_| table.there.with(|there| there.iter().find(|line| line.key() == key).cloned()));
    match line.get_untracked() {
        Some(Line::Heading(heading)) => view! { <Head table line first=heading/> }.into_any(),
        Some(Line::Problem(entry)) => view! { <Row table line first=entry/> }.into_any(),
        None => ().into_any(),
    }
}

/// A heading, and what can be done with all that is below it.
#[component]
fn Head(table: Table, line: Memo<Option<Line>>, first: Heading) -> impl IntoView {
    let Heading { key, title, rule, symbol, .. } = first;
    let heading = Memo::new(move |_| {
        line.with(|line| match line {
            Some(Line::Heading(heading)) => Some(heading.clone()),
            _ => None,
        })
    });
    let of = move |read: fn(&Heading) -> usize| heading.with(|heading| heading.as_ref().map_or(0, read));
    let folded =
        Memo::new(move |_| heading.with(|heading| heading.as_ref().is_some_and(|heading| heading.folded)));
    let title = move || {
        heading
            .with(|heading| heading.as_ref().map_or_else(|| title.clone(), |heading| heading.title.clone()))
    };
    let counts = move || {
        let counts = heading.with(|heading| heading.as_ref().map(|heading| heading.counts.clone()));
        counts
            .unwrap_or_default()
            .into_iter()
            .map(|(severity, count)| view! { <Mark severity/><b>{count}</b> })
            .collect_view()
    };
    let (named, key) = (key.clone(), StoredValue::new(key));
    let toggle = move || key.with_value(|key| table.listing.fold(key, !folded.get_untracked()));
    let keys = move |event: ev::KeyboardEvent| {
        let fold = |fold: bool| key.with_value(|key| table.listing.fold(key, fold));
        rows::fold_by_keys(&event, &toggle, &fold);
    };
    let ask = move |all: fn(Vec<Problem>) -> All| {
        move |event: ev::MouseEvent| {
            event.stop_propagation();
            let below = table.all.with_untracked(|list| key.with_value(|key| list.below(key)));
            table.asked.set(Some(all(below)));
        }
    };
    let ways = rule.is_some().then(|| {
        view! {
            <button class="fix" data-way="accept" title="They stay as they are, for a reason and until a day" on:click=ask(All::Accept)>"Accept all…"</button>
            <Show when=move || of(|heading| heading.fixable) != 0>
                <button class="fix" data-way="fix" title="Shows what that changes and costs first" on:click=ask(All::Fix)>
                    {move || format!("Fix {}…", of(|heading| heading.fixable))}</button>
            </Show>
        }
    });
    view! {
        <div class="row heading" role="row" tabindex="0" data-heading=named aria-expanded=move || (!folded.get()).to_string()
            on:click=move |_| toggle() on:keydown=keys>
            <span role="cell"><i class="g s g-chevron-right turn" class:open=move || !folded.get()></i></span>
            <span class="what" role="cell">{symbol.map(|symbol| view! { <Icon symbol size=15/> })}<b>{title}</b>{rule.map(|rule| view! { <code>{rule}</code> })}</span>
            <span class="counts" role="cell" aria-label=move || format!("{} open", of(Heading::count))>{counts}</span>
            <span class="ways" role="cell">{ways}</span>
        </div>
    }
}

/// A problem.
#[component]
fn Row(table: Table, line: Memo<Option<Line>>, first: Entry) -> impl IntoView {
    let app = table.app;
    let Problem { rule, rule_set, node, symbol, pillar: of_pillar, .. } = first.problem;
    let rule = rule.to_string();
    let entry = Memo::new(move |_| {
        line.with(|line| match line {
            Some(Line::Problem(entry)) => Some(entry.clone()),
            _ => None,
        })
    });
    let text = move |read: fn(&Problem) -> &str| {
        Memo::new(move |_| {
            entry
                .with(|entry| entry.as_ref().map(|entry| read(&entry.problem).to_owned()).unwrap_or_default())
        })
    };
    let (message, name) = (text(|problem| &problem.message), text(|problem| &problem.name));
    let severity = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.severity)));
    let fix =
        Memo::new(move |_| entry.with(|entry| entry.as_ref().and_then(|entry| entry.problem.fix.clone())));
    let problem = move || entry.get_untracked().map(|entry| entry.problem);
    let effect = RwSignal::new(None);
    // priced one after the other, when what was done is on the screen
    let later = Later::new();
    Effect::new(move |_| {
        app.derive(|_| ());
        later.forget();
        match fix.with(Option::is_some) {
            true => later.after(REST, move || {
                effect.set(problem().and_then(|problem| app.peek(|editor| editor.effect(&problem))));
            }),
            false => effect.set(None),
        }
    });
    let currency = app.currency();
    let price = move || {
        let effect = effect.get()?;
        let largest = effect.prices.into_iter().max_by_key(|(_, amount)| amount.abs());
        Some(largest.map_or_else(
            || "±0".to_owned(),
            |(environment, amount)| format!("{} {environment}", signed(currency, amount)),
        ))
    };
    let open = Memo::new(move |_| {
        entry.with(|entry| entry.as_ref().map(|entry| entry.problem.environments.clone()).unwrap_or_default())
    });
    let environments = move || {
        let tag = |id: Id| {
            let on = open.with(|open| open.contains(&id));
            view! { <b class="env" class:on=on>{id.to_string()}</b> }
        };
        table.environments.get().into_iter().map(tag).collect_view()
    };
    let apply = move |event: ev::MouseEvent| {
        event.stop_propagation();
        if let Some(problem) = problem() {
            app.fix(&problem);
        }
    };
    let selected = {
        let node = node.clone();
        Memo::new(move |_| table.selected.with(|selected| selected.contains(&node)))
    };
    let element = node.to_string();
    let reveal = move || app.reveal(&node);
    let press = reveal.clone();
    view! {
        <div class="row" role="row" tabindex="0" class:selected=selected data-rule=rule.clone() data-node=element on:click=move |_| reveal()
            on:keydown=move |event| entered(&event, &press)>
            <span role="cell">{move || severity.get().map(|severity| view! { <Mark severity/> })}</span>
            <span class="rule" role="cell" title=rule.clone()>{rule.clone()}</span>
            <span class="what" role="cell" title=message>{message}</span>
            <span class="element" role="cell" title=name><Icon symbol=symbol size=15/><span>{name}</span></span>
            <span class="pillar" role="cell" title=rule_set.clone()>{rule_set.clone().unwrap_or_else(|| of_pillar.map_or("", pillar).to_owned())}</span>
            <span class="envs" role="cell">{environments}</span>
            <span role="cell"><Show when=move || fix.with(Option::is_some)>
                <button class="fix" title=move || fix.get() on:click=apply>{move || fix.get()}</button>
            </Show></span>
            <span class="right mono" role="cell">{price}</span>
        </div>
    }
}
