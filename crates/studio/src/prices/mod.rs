//! Price books on this machine: the one that came with the program, those that were refreshed, and which is in use.

mod refreshing;
mod shelf;
mod unfinished;

pub use engine::Book;
pub use refresh::{Changed, Changes, ENDPOINT_REGIONS, Observer, Patience, Priced, Problem, Progress};
pub use refreshing::{Order, Outcome, refresh};
pub use shelf::{EMBEDDED, Shelf, Standing, book};
