//! What leaves a design as files of its own.

use serde::{Deserialize, Serialize};

/// What is written of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// The drawing as SVG.
    Drawing,
    /// The drawing as SVG, in dark colours.
    DarkDrawing,
    /// CloudFormation templates, into a folder.
    Templates,
}
