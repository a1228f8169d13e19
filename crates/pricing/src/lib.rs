//! The price book: dated facts with their source, exact decimal money, and the estimate built from them.
//!
//! # Invariants
//! - A price is a query, not a number: [`Key`] (location, slug) finds exactly one [`Fact`] or nothing. Nothing found
//!   becomes an [`Unpriced`] entry of the [`Estimate`], never zero; a price for another place is at most a [`Hint`].
//! - Money and quantities are [`Decimal`]s, in JSON strings; arithmetic saturates instead of overflowing.
//! - Prices are AWS's public ones in US dollars, before taxes and discounts. Always-free amounts are not subtracted.
//! - No I/O, no clock: the embedded book is a constant, any other one is handed in as bytes, and so is the day.
//!
//! # What it must not know
//! Documents, kinds, CloudFormation, languages and currencies: quantities come from the service files, words and
//! formats from the crate `text`.
//!
//! The slugs are listed in `docs/price-keys.md`, the facts in `data/prices/`.

mod band;
mod book;
mod build;
mod codec;
mod day;
mod estimate;
mod fact;
mod highest;
mod ledger;
mod table;
mod unit;

pub use band::Band;
pub use book::{Book, BookError, GLOBAL, Hint, Key};
pub use build::{BuildError, build};
pub use codec::content;
pub use day::STALE_AFTER_DAYS;
pub use estimate::{Assumption, Cause, Estimate, Free, Line, Unpriced};
pub use fact::{Charge, Confidence, Fact, Tier, TierUse};
pub use highest::{Dimension, Highest};
pub use ledger::{Ledger, Less};
pub use rust_decimal::Decimal;
pub use table::{Entry, TableError, read_sources, read_table};
pub use unit::Unit;

/// Hours in a month as AWS's own calculator counts them. Bills have 672 to 744.
pub const HOURS_PER_MONTH: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// Always-free amounts carry this word in their slug, e.g. `sqs/always-free/requests`: one bounded tier at zero.
pub const ALWAYS_FREE: &str = "/always-free/";
