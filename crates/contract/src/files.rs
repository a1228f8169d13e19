//! Designs: what is open, and the edits that are written.

use serde::{Deserialize, Serialize};

use crate::{Failure, PriceBook};

/// What the page needs before it shows anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Start {
    /// `YYYY-MM-DD`: the page reads no clock of its own.
    pub today: String,
    pub version: String,
    /// The design to show at once: named on the command line.
    pub open: Option<Opened>,
    pub recent: Vec<Recent>,
    /// By what it prices everything.
    pub prices: PriceBook,
    /// Why the design named on the command line could not be opened.
    pub failure: Option<Failure>,
}

/// A design that was opened lately.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Recent {
    pub path: String,
    pub name: String,
    /// `YYYY-MM-DD`.
    pub opened: String,
    /// Its file is not there any more.
    pub gone: bool,
}

/// An open design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Opened {
    pub path: String,
    /// The document as canonical JSON.
    pub document: String,
    /// Number of the last operation.
    pub revision: u32,
    /// SHA-256 of the canonical document, in hexadecimal.
    pub hash: String,
    /// Why it cannot be written, for example who else has it open; `None` when it can.
    pub read_only: Option<String>,
}

/// Edits made in the page, to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Commit {
    /// The revision they start from.
    pub base: u32,
    pub operations: Vec<Operation>,
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Operation {
    /// What was done, in the words of the history panel.
    pub label: String,
    /// A delta as JSON.
    pub delta: String,
}

/// Edits that are on disk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Acknowledged {
    pub revision: u32,
    pub hash: String,
}

/// Another design, whose prices stand beside those of the open one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct OtherDesign {
    pub path: String,
    /// As its file is called.
    pub called: String,
    pub document: String,
}
