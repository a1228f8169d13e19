//! The environment shown beside another one, a region, an earlier version or another design: what costs more, and why.

use contract::Log;
use editor::{
    Editor,
    models::{Beside, Charged, Other},
};
use engine::{Currency, Decimal, Language};
use leptos::{prelude::*, task::spawn_local};

use super::{button, cell, empty, rested, working};
use crate::{
    kit::icon::Icon,
    shell,
    state::{App, money, signed},
};

pub fn beside(app: App) -> AnyView {
    let chosen = app.pricing.beside;
    let ask = move |editor: &mut Editor| {
        chosen.with_untracked(|chosen| chosen.as_ref().map(|(_, against)| editor.beside(against)))
    };
    let told = rested(app, false, ask);
    // another choice is answered at once; the one that stands is asked for already
    Effect::new(move |earlier: Option<()>| {
        chosen.track();
        if earlier.is_some() {
            told.set(app.peek(ask));
        }
    });
    let currency = app.currency();
    let shown = move || match told.get().flatten() {
        None => {
            empty("Choose what stands beside this environment: what costs more here, and why, is listed.")
        }
        Some(Err(why)) => view! { <p class="empty bad">{why}</p> }.into_any(),
        Some(Ok(found)) => table(app, found, currency),
    };
    view! { <div class="besides">{choice(app)}{shown}</div> }.into_any()
}

/// What can stand beside the environment.
fn choice(app: App) -> AnyView {
    let log = RwSignal::new(None::<Log>);
    Effect::new(move |_| {
        app.path.track();
        spawn_local(async move {
            // a plain document keeps no history: then there is nothing to choose
            log.set(shell::history(None).await.ok());
        });
    });
    let found = Memo::new(move |_| app.derive(|editor| editor.others()).unwrap_or_default());
    let now = Memo::new(move |_| {
        app.pricing.beside.with(|beside| beside.as_ref().map(|(word, _)| word.clone()).unwrap_or_default())
    });
    let option = move |word: String, words: String| {
        let own = word.clone();
        view! { <option value=word selected=move || now.with(|now| *now == own)>{words}</option> }.into_any()
    };
    let group = |words: &'static str, options: Vec<AnyView>| {
        (!options.is_empty()).then(|| view! { <optgroup label=words>{options}</optgroup> }.into_any())
    };
    let within = move || {
        let (environments, regions) = found.get();
        let environments = environments.into_iter().map(|id| option(format!("env:{id}"), id.to_string()));
        let regions = regions.into_iter().map(|(code, place)| option(format!("region:{code}"), place));
        [group("Environment", environments.collect()), group("In another region", regions.collect())]
    };
    let versions = move || {
        let entries = log.get().map(|log| log.entries).unwrap_or_default();
        // the first line is how it is now
        let versions = entries.into_iter().skip(1).map(|entry| {
            let words = match entry.names.is_empty() {
                true => format!("Revision {}: {}", entry.revision, entry.label),
                false => format!("{} (revision {})", entry.names.join(", "), entry.revision),
            };
            option(format!("version:{}", entry.revision), words)
        });
        group("As it was", versions.collect())
    };
    let designs = move || {
        let here = app.path.get();
        let others = app.recent.get().into_iter().filter(|one| !one.gone && one.path != here);
        let mut all: Vec<AnyView> = others.map(|one| option(one.path, one.name)).collect();
        // one that was chosen from a folder
        let word = now.get();
        if !word.is_empty()
            && !word.contains(':')
            && !app.recent.with(|all| all.iter().any(|one| one.path == word))
        {
            let words = app.pricing.beside.with(|beside| match beside {
                Some((_, against)) => against.words(Language::English),
                None => word.clone(),
            });
            all.push(option(word, words));
        }
        group("Another design", all)
    };
    let choose = Callback::new(move |()| app.choose_other());
    view! {
        <div class="beside" role="group" aria-label="Beside">
            <span>"Beside"</span>
            <span class="control">
                <select aria-label="What stands beside this environment" on:change=move |event| app.stand_beside(event_target_value(&event))>
                    <option value="" selected=move || now.with(String::is_empty)>"Choose…"</option>
                    {within}{versions}{designs}
                </select>
                <i class="g s g-chevron-down"></i>
            </span>
            {button("soft", "Another design…", choose)}
        </div>
    }
    .into_any()
}

fn table(app: App, found: Beside, currency: Memo<Currency>) -> AnyView {
    let Beside { with, environment, monthly: [before, now], unpriced, rows, same } = found;
    let missing = (unpriced != [0, 0]).then(|| {
        let [there, here] = unpriced.map(|count| match count {
            0 => "–".to_owned(),
            count => format!("{count} unpriced"),
        });
        view! {
            <div class="row total" role="row">{cell("what", "Not in the total".to_owned())}<span></span>{cell("right unpriced", there)}{cell("right unpriced", here)}<span></span></div>
        }
        .into_any()
    });
    let note = match (rows.len(), same) {
        (0, _) => "Everything costs the same.".to_owned(),
        (_, 0) => String::new(),
        (_, 1) => "One charge is the same.".to_owned(),
        (_, same) => format!("{same} charges are the same."),
    };
    let lines = rows.into_iter().map(|row| line(app, row, currency)).collect_view();
    let sum = |amount: Decimal| {
        view! { <span class="right mono" role="cell"><b>{money(currency, amount)}</b></span> }.into_any()
    };
    view! {
        <div class="table beside-of" role="table" aria-label="Beside">
            <div class="head" role="row">
                <span role="columnheader">"Element"</span><span role="columnheader">"Charge"</span>
                <span class="right" role="columnheader">{with}</span><span class="right" role="columnheader">{environment.to_string()}</span>
                <span class="right" role="columnheader">"Difference"</span>
            </div>
            {lines}
            <div class="totals">
                <div class="row total" role="row" data-beside="total">
                    <span role="cell"><b>"A month, typical"</b></span>{cell("note", note)}{sum(before.typical)}{sum(now.typical)}
                    {cell(tone(now.typical - before.typical), signed(currency, now.typical - before.typical))}
                </div>
                {missing}
            </div>
        </div>
    }
    .into_any()
}

/// Dearer or cheaper.
fn tone(difference: Decimal) -> &'static str {
    match difference {
        none if none.is_zero() => "right mono",
        less if less.is_sign_negative() => "right mono less",
        _ => "right mono more",
    }
}

fn line(app: App, row: Other, currency: Memo<Currency>) -> AnyView {
    let Other { node, name, symbol, item, unit, cells, difference } = row;
    let picture = (!symbol.is_empty()).then(|| view! { <Icon symbol size=15/> });
    let cells = cells.map(|charged| match charged {
        None => cell("right none", "–".to_owned()),
        Some(Charged::Unpriced(why)) => {
            view! { <span class="right unpriced" role="cell" title=why>"unpriced"</span> }.into_any()
        }
        Some(Charged::Priced { quantity, unit_price, monthly }) => {
            let of = working(quantity, unit_price);
            let words = format!("{of} per {unit}");
            view! { <span class="right mono" role="cell" title=words>{money(currency, monthly.typical)}<small>{of}</small></span> }.into_any()
        }
    });
    let reveal = move |_| {
        if let Some(node) = &node {
            app.reveal(node);
        }
    };
    view! {
        <div class="row" role="row" on:click=reveal>
            <span class="element" role="cell" title=name.clone()>{picture}<span>{name.clone()}</span></span>
            {cell("what", item)}{cells}{cell(tone(difference), signed(currency, difference))}
        </div>
    }
    .into_any()
}
