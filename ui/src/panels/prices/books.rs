//! The dialog of price books: which there are, what the open design would cost by each, and asking AWS for new prices.

use contract::{
    BookStanding, ChangedPrice, FoundPrice, KeptPrices, RefreshNews, RefreshOutcome, RefreshStage,
};
use editor::Request;
use engine::{Currency, Decimal, Format, Id, Language};
use leptos::{ev, prelude::*};

use super::super::export::opens_on;
use crate::{
    kit::dialog::Dialog,
    state::{App, Places, money, signed},
};

/// How many prices of a kind are listed.
const MOST: usize = 200;

/// Opens when the editor asks for it.
#[component]
pub fn BooksLayer(app: App) -> impl IntoView {
    let open = opens_on(app, Request::PriceBooks);
    move || open.get().then(|| dialog(app, open))
}

fn dialog(app: App, open: RwSignal<bool>) -> AnyView {
    let books = app.books;
    books.wrong.set(None);
    app.read_books();
    app.follow_refresh();
    let close = move || open.set(false);
    let currency = app.currency();
    let listed = move || {
        let known = books.known.get()?;
        let problem = known.problem.map(|why| view! { <p class="wrong" role="alert">{why}</p> });
        let rows = known.books.into_iter().map(|book| standing(app, book, currency)).collect_view();
        Some(view! { {problem}<div class="choices" role="list" aria-label="Price books">{rows}</div> })
    };
    // a step of the same refresh makes nothing anew: its button is being pressed
    let stage = Memo::new(move |_| {
        books.news.with(|news| match news.stage {
            RefreshStage::Asking => (RefreshStage::Asking, 0),
            stage => (stage, news.revision),
        })
    });
    let refresh = move || match stage.get() {
        (RefreshStage::Asking, _) => asking(app),
        _ => view! { {came(app, books.news.get_untracked())}{form(app)} }.into_any(),
    };
    view! {
        <Dialog title="Price books".to_owned() name="books" close=close>
            <p>"Everything in this window is priced by the book in use. Books stand beside each other and are never changed; designs do not know of them."</p>
            {listed}
            {move || books.wrong.get().map(|why| view! { <p class="wrong" role="alert">{why}</p> })}
            <h3>"New prices"</h3>
            {refresh}
            <footer><button type="button" class="soft" on:click=move |_| close()>"Close"</button></footer>
        </Dialog>
    }
    .into_any()
}

/// A book, what the design costs by it, and the button that takes it into use.
fn standing(app: App, book: BookStanding, currency: Memo<Currency>) -> AnyView {
    let BookStanding { id, in_use, as_of, digest, prices, problem } = book;
    let (key, taken) = (id.clone(), id.clone());
    let name = match id.as_str() {
        "embedded" => "came with Groundplan".to_owned(),
        id => id.to_owned(),
    };
    let short = digest.get(..8).unwrap_or_default().to_owned();
    let damaged = problem.is_some();
    let (title, about) = match problem {
        Some(why) => (name, view! { <small class="wrong">{why}</small> }.into_any()),
        None => {
            let prices = Format::new(Language::English).number(Decimal::from(prices), 0);
            let about = format!("{name} · {prices} prices · {short}");
            let costs = move || costs(app, &id, in_use, currency);
            (
                format!("As of {as_of}"),
                view! { <small title=digest>{about}</small><small class="costs">{costs}</small> }.into_any(),
            )
        }
    };
    let use_it = move |_| app.use_book(taken.clone());
    let side = match (in_use, damaged) {
        (true, _) => view! { <span class="badge used"><i class="g s g-check"></i>"in use"</span> }.into_any(),
        (false, false) => {
            view! { <button type="button" class="soft" on:click=use_it>"Use"</button> }.into_any()
        }
        (false, true) => ().into_any(),
    };
    view! {
        <div class="choice-line" role="listitem" data-book=key data-used=in_use.then_some("")>
            <i class="g g-book-open"></i><span><b>{title}</b>{about}</span>{side}
        </div>
    }
    .into_any()
}

/// What a typical month of each environment costs by a book, and how much more than by the one in use.
fn costs(app: App, id: &str, in_use: bool, currency: Memo<Currency>) -> String {
    let now: Vec<(Id, Decimal)> = app
        .derive(|editor| editor.prices().unwrap_or_default())
        .unwrap_or_default()
        .into_iter()
        .map(|price| (price.environment, price.monthly.typical))
        .collect();
    let there = match in_use {
        true => now.clone(),
        false => match app.books.costs.with(|all| all.get(id).cloned()) {
            Some(costs) => costs,
            None => return "…".to_owned(),
        },
    };
    let told = there.into_iter().map(|(environment, typical)| {
        let before = now.iter().find(|(other, _)| *other == environment).map(|(_, typical)| *typical);
        let more = before.map(|before| (typical - before).round_dp(2)).filter(|more| !more.is_zero());
        let more = more.map(|more| format!(" ({})", signed(currency, more))).unwrap_or_default();
        format!("{environment} {}{more}", money(currency, typical))
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// How far it is.
fn asking(app: App) -> AnyView {
    let news = app.books.news;
    let of = move || news.with(|news| news.of.max(1));
    let answered = move || news.with(|news| news.answered);
    let words = move || {
        news.with(|news| match news.of {
            0 => "AWS is asked…".to_owned(),
            of => format!("{} of {of} · {}", (news.answered + 1).min(of), news.query),
        })
    };
    let resumed = move || {
        let before = news.with(|news| news.resumed);
        let words = || format!("It goes on from where it was stopped: {before} were answered then.");
        (before > 0).then(|| view! { <p>{words()}</p> })
    };
    view! {
        <div class="refreshing" data-refresh="asking">
            <progress aria-label="Queries" max=of value=answered></progress>
            <p class="mono" role="status">{words}</p>{resumed}
            <button type="button" class="soft" on:click=move |_| app.stop_asking_prices()>"Stop"</button>
        </div>
    }
    .into_any()
}

/// What came of it the last time.
fn came(app: App, news: RefreshNews) -> AnyView {
    let RefreshNews { stage, answered, of, failure, outcome, .. } = news;
    match (stage, failure, outcome) {
        (RefreshStage::Stopped, ..) => {
            let how_far = match of {
                0 => "before anything was answered".to_owned(),
                of => format!("after {answered} of {of} queries"),
            };
            let words = format!(
                "Stopped {how_far}; the books are as they were. Answers are kept for a day: asking for the same again goes on \
                 from there."
            );
            view! { <p data-refresh="stopped" role="status">{words}</p> }.into_any()
        }
        (_, Some(why), _) => {
            view! { <p class="wrong" data-refresh="failed" role="alert">{why}</p> }.into_any()
        }
        (_, _, Some(outcome)) => made(app, outcome),
        _ => ().into_any(),
    }
}

/// What AWS is asked for.
fn form(app: App) -> AnyView {
    let books = app.books;
    let field = move |value: RwSignal<String>,
                      name: &'static str,
                      label: &'static str,
                      hint: &'static str| {
        let change = move |event: ev::Event| value.set(event_target_value(&event));
        view! {
            <label>{label}<input name=name aria-label=label placeholder=hint spellcheck="false" prop:value=move || value.get() on:change=change/></label>
        }
        .into_any()
    };
    let of_book = move || {
        let count = books.known.with(|known| known.as_ref().map_or(0, |known| known.places.len()));
        format!("All {count} of the book in use")
    };
    let of_design = format!("Those of this design: {}", app.priced_places().join(", "));
    let on = move |places: Places| move || books.places.get() == places;
    let choose = move |event: ev::Event| {
        books.places.set(match event_target_value(&event).as_str() {
            "design" => Places::Design,
            "named" => Places::Named,
            _ => Places::Book,
        });
    };
    let named = move || {
        (books.places.get() == Places::Named).then(|| {
            field(books.named, "named", "Regions, Local Zones, edges, global", "sa-east-1, us-east-1")
        })
    };
    let region = move |name: String| {
        let (this, value) = (name.clone(), name.clone());
        view! { <option value=value selected=move || books.endpoint_region.get() == this>{name}</option> }
    };
    let regions = move || {
        let names = books.known.with(|known| known.as_ref().map(|known| known.endpoint_regions.clone()));
        names.unwrap_or_default().into_iter().map(region).collect_view()
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        app.ask_prices();
    };
    view! {
        <form class="asks" on:submit=submit>
            <p>"Asks the AWS Price List API what things cost now, and makes a new book of the one in use, which stays as it is. The calls are free and need the permission pricing:GetProducts."</p>
            <div class="two">
                <label>"Places"
                    <span class="control"><select name="places" aria-label="Places" on:change=choose>
                        <option value="book" selected=on(Places::Book)>{of_book}</option>
                        <option value="design" selected=on(Places::Design)>{of_design}</option>
                        <option value="named" selected=on(Places::Named)>"These:"</option>
                    </select><i class="g s g-chevron-down"></i></span>
                </label>
                {field(books.profile, "profile", "AWS profile", "default")}
            </div>
            {named}
            {field(books.prefix, "only", "Only prices that begin with", "all; or rds/, ec2/linux/m6i …")}
            <details open=books.endpoint.with_untracked(|text| !text.is_empty())>
                <summary><i class="g s g-chevron-right"></i>"More"</summary>
                <div class="two">
                    {field(books.endpoint, "endpoint", "Endpoint", "AWS; or the address of an emulator")}
                    <label>"AWS is asked in"
                        <span class="control"><select name="endpoint-region" aria-label="AWS is asked in" on:change=move |event| books.endpoint_region.set(event_target_value(&event))>{regions}</select><i class="g s g-chevron-down"></i></span>
                    </label>
                </div>
            </details>
            <footer><button class="primary">"Ask AWS for prices"</button></footer>
        </form>
    }
    .into_any()
}

/// What is different in a new book, and the button that takes it into use.
fn made(app: App, outcome: RefreshOutcome) -> AnyView {
    let RefreshOutcome {
        id, as_of, base, queries, products, same, new, changed, gone, kept, problems, ..
    } = outcome;
    let (key, taken) = (id.clone(), id.clone());
    let used = move || {
        app.books.known.with(|known| {
            known.iter().flat_map(|known| &known.books).any(|book| book.in_use && book.id == id)
        })
    };
    let use_it = move || match used() {
        true => view! { <span class="badge used"><i class="g s g-check"></i>"in use"</span> }.into_any(),
        false => {
            let taken = taken.clone();
            view! { <button type="button" class="primary" on:click=move |_| app.use_book(taken.clone())>"Use these prices"</button> }.into_any()
        }
    };
    let told = format!("{queries} queries, {products} products read; as they were in {base}: {same}");
    let stay = kept.iter().map(|kept| usize::try_from(kept.count).unwrap_or_default()).sum();
    view! {
        <section class="made" data-refresh="through" data-made=key>
            <header><p class="done" role="status"><i class="g s g-circle-check"></i><b>{format!("Prices as of {as_of}")}</b></p>{use_it}</header>
            <p>{told}</p>
            {list("changed", "changed", changed.len(), true, changed.into_iter().take(MOST).map(changed_price).collect())}
            {list("new", "are new", new.len(), false, new.into_iter().take(MOST).map(found_price).collect())}
            {list("gone", "are gone: AWS no longer lists them", gone.len(), true, gone.into_iter().take(MOST).map(found_price).collect())}
            {list("problems", "could not be read or told apart; the old prices stay", problems.len(), true, problems.into_iter().take(MOST).map(|problem| line([problem, String::new(), String::new()])).collect())}
            {list("kept", "stay as they were: AWS does not say what they are now", stay, false, kept.into_iter().map(kept_prices).collect())}
        </section>
    }
    .into_any()
}

/// Lines under a heading that counts them; nothing where there are none.
fn list(name: &'static str, words: &'static str, count: usize, open: bool, lines: Vec<AnyView>) -> AnyView {
    if count == 0 {
        return ().into_any();
    }
    let more = count.saturating_sub(MOST);
    let more = (lines.len() == MOST && more > 0).then(|| view! { <p>{format!("… and {more} more")}</p> });
    view! {
        <details data-list=name open=open>
            <summary><i class="g s g-chevron-right"></i><b>{count}</b>{format!(" {words}")}</summary>
            <div class="lines">{lines}{more}</div>
        </details>
    }
    .into_any()
}

fn line([what, price, how]: [String; 3]) -> AnyView {
    view! { <p class="price"><span>{what}</span><span class="mono">{price}</span><b>{how}</b></p> }.into_any()
}

fn changed_price(price: ChangedPrice) -> AnyView {
    let ChangedPrice { slug, place, before, after, unit, how } = price;
    line([format!("{slug} in {place}"), format!("${before} → ${after} per {unit}"), how.unwrap_or_default()])
}

fn found_price(price: FoundPrice) -> AnyView {
    let FoundPrice { slug, place, usd, unit } = price;
    line([format!("{slug} in {place}"), format!("${usd} per {unit}"), String::new()])
}

fn kept_prices(kept: KeptPrices) -> AnyView {
    let KeptPrices { why, count, examples } = kept;
    let more = if usize::try_from(count).is_ok_and(|count| count > examples.len()) { ", …" } else { "" };
    line([format!("{count}: {why}"), String::new(), format!("{}{more}", examples.join(", "))])
}
