//! Price books: which there are, which is in use, and asking AWS for new ones. Amounts are US dollars as text.

use serde::{Deserialize, Serialize};

/// The book by which everything is priced, or one to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PriceBook {
    pub id: String,
    /// Its bytes in base64; none for the embedded one, which the page has.
    pub bytes: Option<String>,
    /// Why it is not the one that was chosen, and how to mend it.
    pub problem: Option<String>,
}

/// The books on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct PriceBooks {
    /// The embedded one first, then the oldest.
    pub books: Vec<BookStanding>,
    /// The places that the book in use has prices of.
    pub places: Vec<String>,
    /// Where AWS can be asked.
    pub endpoint_regions: Vec<String>,
    /// Why another book is computed with than the one that was chosen.
    pub problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct BookStanding {
    pub id: String,
    /// Everything in this window is priced by it.
    pub in_use: bool,
    /// Date of its newest price.
    pub as_of: String,
    pub digest: String,
    /// How many prices it has.
    pub prices: u32,
    /// Why it cannot be read, if it cannot.
    pub problem: Option<String>,
}

/// What AWS is asked for, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RefreshOrder {
    /// An AWS profile instead of the default one.
    pub profile: Option<String>,
    /// Address of an emulator instead of AWS.
    pub endpoint: Option<String>,
    pub endpoint_region: String,
    /// Regions, Local Zones, edges or `global`; those of the book in use when there are none.
    pub places: Vec<String>,
    /// Only prices whose key begins so.
    pub prefix: String,
}

/// How far a refresh is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RefreshNews {
    /// Another number: something else is to be seen.
    pub revision: u32,
    pub stage: RefreshStage,
    /// What is asked for now.
    pub query: String,
    /// So many queries are answered, of so many.
    pub answered: u32,
    pub of: u32,
    /// So many were answered before: an interrupted refresh goes on.
    pub resumed: u32,
    /// Why there is no new book, and how to mend it.
    pub failure: Option<String>,
    pub outcome: Option<RefreshOutcome>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum RefreshStage {
    #[default]
    Idle,
    Asking,
    Stopped,
    Failed,
    Through,
}

/// A new book, and what is different in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RefreshOutcome {
    pub id: String,
    pub as_of: String,
    pub digest: String,
    /// The book that it was made of.
    pub base: String,
    pub queries: u32,
    /// Products that were read.
    pub products: u32,
    /// How many prices are as they were.
    pub same: u32,
    pub new: Vec<FoundPrice>,
    pub changed: Vec<ChangedPrice>,
    /// AWS no longer lists them.
    pub gone: Vec<FoundPrice>,
    /// Prices that stay because AWS did not say what they are now.
    pub kept: Vec<KeptPrices>,
    /// What could not be read or told apart.
    pub problems: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct FoundPrice {
    pub slug: String,
    pub place: String,
    pub usd: String,
    pub unit: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ChangedPrice {
    pub slug: String,
    pub place: String,
    pub before: String,
    pub after: String,
    pub unit: String,
    /// By how many per cent it is dearer, in words.
    pub how: Option<String>,
}

/// Prices that stay for the same reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct KeptPrices {
    pub why: String,
    pub count: u32,
    /// Some of them.
    pub examples: Vec<String>,
}
