//! Price books on this machine: the one that came with the program, those that were refreshed, and which is in use.

mod desk;
mod refreshing;
mod shelf;
mod unfinished;

pub use desk::{Desk, Stage, Watch};
pub use engine::Book;
pub use refresh::{Changed, Changes, ENDPOINT_REGIONS, Observer, Patience, Priced, Progress};
pub use refreshing::{Order, Outcome, refresh};
pub use shelf::{EMBEDDED, Held, Shelf, Standing, book};
