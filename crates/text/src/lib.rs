//! Words and formats shared by everything a person reads: languages, messages with values, numbers, money, dates.
//!
//! Crates below return coded data; those above compose [`Message`]s, and only the edge renders them in a language.
//! Must not know a rule, a service or a screen.

pub mod calendar;
mod currency;
mod format;
mod message;

pub use currency::{Currency, Quoted};
pub use design::Words;
pub use format::{Format, currency_symbol};
pub use message::{Language, Message};
