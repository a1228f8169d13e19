//! What leaves a design as files of its own.

use serde::{Deserialize, Serialize};

/// What is written of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// The drawing as SVG.
    Svg,
    /// The drawing as PNG, two pixels to each of its units.
    Png,
    /// CloudFormation templates, into a folder.
    Templates,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReportForm {
    /// One page for any browser.
    Html,
    Pdf,
    Markdown,
}

/// What a proposal is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProposalForm {
    Pdf,
    /// A workbook that recomputes.
    Xlsx,
}

/// A drawing as a lens shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Seen {
    /// What the lens says, as the engine writes it.
    pub lens: String,
    /// The design that is drawn where it is not the open one: with what a plan removes.
    pub document: Option<String>,
}
