//! Asking AWS for prices and putting the new book beside the old ones.

use access::Access;
use engine::Book;
use refresh::{Changes, Observer, Patience, Plan, PriceList, RefreshError};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    shelf::{Held, Shelf},
    unfinished::Unfinished,
};
use crate::{Failure, clock::Moment, files};

/// What is asked for, and how.
#[derive(Debug)]
pub struct Order {
    pub access: Access,
    /// Where AWS is asked; each endpoint has the prices of all regions.
    pub endpoint_region: String,
    /// Regions, Local Zones, edges or `global`; those of the base when there are none.
    pub places: Vec<String>,
    /// Only prices whose key begins so.
    pub prefix: String,
    pub patience: Patience,
}

/// A refresh that is through.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// The new book.
    pub id: String,
    pub as_of: String,
    pub digest: String,
    /// The book that it was made of.
    pub base: String,
    pub queries: usize,
    /// Products that were read.
    pub products: usize,
    pub changes: Changes,
}

impl Outcome {
    /// Whether every answer could be read and told one price for each key.
    pub fn is_sound(&self) -> bool {
        self.changes.problems.is_empty()
    }
}

/// Makes a new book of another one.
///
/// # Errors
/// [`Failure::Input`] for a place or prefix that nothing can be asked for; [`Failure::Refused`] while another program
/// refreshes; [`Failure::World`] when AWS or the disk does not answer: then the books are as they were, and the same
/// order goes on where this one stopped.
pub async fn refresh(
    shelf: &Shelf,
    base: &Held,
    order: &Order,
    now: Moment,
    observer: &mut dyn Observer,
) -> Result<Outcome, Failure> {
    let old = base.book();
    let plan =
        Plan::new(old, &order.places, &order.prefix).map_err(|error| Failure::Input(error.to_string()))?;
    let bad = |error: access::BadEndpoint| Failure::Input(error.to_string());
    let config = order.access.configuration(&order.endpoint_region).await.map_err(bad)?;

    files::folder(shelf.unfinished())?;
    let taken =
        || Failure::Refused("another groundplan is refreshing prices; wait until it is through".to_owned());
    let lock = files::alone(&shelf.unfinished().join("lock"), taken)?;
    shelf.sweep();
    // An emulator's answers are not AWS's.
    let of = order.access.endpoint.as_deref().unwrap_or("aws");
    let name: String = Sha256::digest(of).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let mut store = Unfinished::open(&shelf.unfinished().join(name), now)?;

    let list = PriceList::new(&config, &order.endpoint_region, order.patience);
    let done = refresh::refresh(&list, old, &plan, &now.date(), &mut store, observer).await;
    let refreshed = done.map_err(|error| Failure::World(told(&error, &order.access)))?;
    let id = shelf.keep(&refreshed.book)?;
    store.done();
    drop(lock);
    let book: Book = shelf.open(&id)?;
    Ok(Outcome {
        id,
        as_of: book.as_of().to_owned(),
        digest: book.digest().to_owned(),
        base: base.id.clone(),
        queries: refreshed.queries,
        products: refreshed.items,
        changes: refreshed.changes,
    })
}

fn told(error: &RefreshError, access: &Access) -> String {
    match error {
        RefreshError::Stopped { .. } => {
            let mend = access.mend();
            format!(
                "{error}\n  the books are as they were; asking for the same again goes on from there\n  {mend}"
            )
        }
        _ => error.to_string(),
    }
}
