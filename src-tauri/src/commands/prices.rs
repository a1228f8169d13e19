//! Price books: which there are, which is in use, and asking AWS for new ones. No command waits for AWS.

use contract::{
    BookStanding, ChangedPrice, FoundPrice, KeptPrices, PriceBook, PriceBooks, RefreshNews, RefreshOrder,
    RefreshOutcome, RefreshStage,
};
use studio::{
    deploy::Access,
    prices::{self, Changed, Desk, ENDPOINT_REGIONS, Held, Order, Patience, Priced, Stage, Standing, Watch},
};
use tauri::{AppHandle, Manager, State};

use super::{Answer, PATIENCE, count, failure, review::aside};
use crate::state::Shell;

/// How many keys stand for all that stay for one reason.
const EXAMPLES: usize = 3;

/// The book by which everything is priced.
pub fn in_hand(desk: &Desk) -> PriceBook {
    PriceBook { problem: desk.problem(), ..told(&desk.held()) }
}

fn told(held: &Held) -> PriceBook {
    PriceBook { id: held.id.clone(), bytes: held.base64(), problem: None }
}

/// The books on this machine, and which is in use.
#[tauri::command]
#[specta::specta]
pub async fn price_books(app: AppHandle) -> Answer<PriceBooks> {
    aside(move || {
        let shell = app.state::<Shell>();
        let desk = &shell.prices;
        Ok(PriceBooks {
            books: desk.books()?.into_iter().map(standing).collect(),
            places: desk.held().book().locations().map(str::to_owned).collect(),
            endpoint_regions: ENDPOINT_REGIONS.map(str::to_owned).to_vec(),
            problem: desk.problem(),
        })
    })
    .await
}

/// A book to look at.
#[tauri::command]
#[specta::specta]
pub async fn price_book(app: AppHandle, id: String) -> Answer<PriceBook> {
    aside(move || app.state::<Shell>().prices.look_at(&id).map(|held| told(&held))).await
}

/// Takes a book into use: everything in this window is priced by it, and in windows that are opened later.
#[tauri::command]
#[specta::specta]
pub async fn use_price_book(app: AppHandle, id: String) -> Answer<PriceBook> {
    aside(move || app.state::<Shell>().prices.choose(&id).map(|held| told(&held))).await
}

/// Begins to ask AWS for a new book of the one in use.
#[tauri::command]
#[specta::specta]
pub async fn refresh_prices(shell: State<'_, Shell>, order: RefreshOrder) -> Answer<()> {
    let order = Order {
        access: Access::found(order.profile, order.endpoint),
        endpoint_region: order.endpoint_region,
        places: order.places,
        prefix: order.prefix,
        patience: Patience::default(),
    };
    shell.prices.begin(order).map_err(failure)
}

/// Stops asking; what was answered is kept.
#[tauri::command]
#[specta::specta]
pub async fn stop_refresh(shell: State<'_, Shell>) -> Answer<()> {
    shell.prices.stop();
    Ok(())
}

/// How far the refresh is, once that is not what the page saw last.
#[tauri::command]
#[specta::specta]
pub async fn refresh_news(shell: State<'_, Shell>, seen: u32) -> Answer<RefreshNews> {
    Ok(news(shell.prices.after(seen, PATIENCE).await))
}

fn standing(book: Standing) -> BookStanding {
    BookStanding {
        id: book.id,
        in_use: book.in_use,
        as_of: book.as_of,
        digest: book.digest,
        prices: count(book.prices),
        problem: book.problem,
    }
}

fn news(watch: Watch) -> RefreshNews {
    let (stage, failure, outcome) = match watch.stage {
        Stage::Idle => (RefreshStage::Idle, None, None),
        Stage::Asking => (RefreshStage::Asking, None, None),
        Stage::Stopped => (RefreshStage::Stopped, None, None),
        Stage::Failed(why) => (RefreshStage::Failed, Some(why), None),
        Stage::Through(made) => (RefreshStage::Through, None, Some(outcome(&made))),
    };
    RefreshNews {
        revision: watch.revision,
        stage,
        query: watch.query,
        answered: count(watch.answered),
        of: count(watch.of),
        resumed: count(watch.resumed),
        failure,
        outcome,
    }
}

fn outcome(made: &prices::Outcome) -> RefreshOutcome {
    let changes = &made.changes;
    let kept = changes.kept.iter().map(|kept| KeptPrices {
        why: kept.why.clone(),
        count: count(kept.keys.len()),
        examples: kept.keys.iter().take(EXAMPLES).map(ToString::to_string).collect(),
    });
    RefreshOutcome {
        id: made.id.clone(),
        as_of: made.as_of.clone(),
        digest: made.digest.clone(),
        base: made.base.clone(),
        queries: count(made.queries),
        products: count(made.products),
        same: count(changes.same),
        new: changes.new.iter().map(found).collect(),
        changed: changes.changed.iter().map(changed).collect(),
        gone: changes.gone.iter().map(found).collect(),
        kept: kept.collect(),
        problems: changes.problems.iter().map(ToString::to_string).collect(),
    }
}

fn found(price: &Priced) -> FoundPrice {
    FoundPrice {
        slug: price.key.slug.clone(),
        place: price.key.location.clone(),
        usd: price.usd.normalize().to_string(),
        unit: price.unit.to_string(),
    }
}

fn changed(price: &Changed) -> ChangedPrice {
    ChangedPrice {
        slug: price.key.slug.clone(),
        place: price.key.location.clone(),
        before: price.before.normalize().to_string(),
        after: price.after.normalize().to_string(),
        unit: price.unit.to_string(),
        how: price.how(),
    }
}
