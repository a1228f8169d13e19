//! The history of the open design, and what others make of it meanwhile.

use serde::{Deserialize, Serialize};

use crate::Opened;

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Log {
    /// The newest first.
    pub entries: Vec<LogEntry>,
    /// Whether there are older ones.
    pub more: bool,
    /// A plain document: nothing is kept of what it was.
    pub plain: bool,
}

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct LogEntry {
    pub revision: u32,
    /// What was done, in words.
    pub label: String,
    /// `YYYY-MM-DD`, UTC.
    pub date: String,
    /// `HH:MM`, UTC.
    pub time: String,
    pub author: String,
    /// The names this revision was given.
    pub names: Vec<String>,
}

/// What happened to the open design outside this window.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct News {
    /// The design as it is now, where another one who writes it changed it.
    pub opened: Option<Opened>,
    /// Who writes a design that is only read here; `None` when it is free.
    pub held: Option<String>,
    /// A plain document that is edited here was changed by another program.
    pub changed_elsewhere: bool,
}
