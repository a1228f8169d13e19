//! Asking AWS what things cost now: a new price book from an old one, by the Price List Query API.
//!
//! # Invariants
//! - A price is taken only where exactly one is found: nothing found is no price, several are an error that names
//!   them, and the rest goes on. What AWS cannot say stays as it was, with the reason.
//! - A book is whole or there is none; answers that are finished are kept in the [`Store`] that is handed in.
//! - How a price is found is data: tables in `services/`, one file per service.
//!
//! # What it must not know
//! Files and folders, the clock, designs: the day and the store are handed in.

mod ask;
mod changes;
mod location;
mod plan;
mod query;
mod run;
mod select;
mod services;
mod table;
mod tiers;
mod unit;
mod wire;

pub use ask::{ENDPOINT_REGIONS, Patience, PriceList};
pub use changes::{Changed, Changes, Kept, Priced, Trouble};
pub use plan::{Plan, PlanError};
pub use query::Query;
pub use run::{Observer, Progress, RefreshError, Refreshed, Store, refresh};
pub use select::{Answer, Problem, Seen};
