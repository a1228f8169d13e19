//! The types that cross between the window's page and the shell.
//!
//! Documents and operations cross as their canonical JSON text: both sides run the same engine, and the text is what
//! is hashed, stored and compared. Nothing here decides anything.

use serde::{Deserialize, Serialize};

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

/// Something that did not work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Failure {
    pub code: FailureCode,
    /// What, where, how to mend.
    pub message: String,
}

/// The failures a page treats differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// Bad input: the message says where.
    Input,
    /// Disk, network, AWS.
    World,
    /// The page's state is not the shell's: open again.
    Stale,
}
