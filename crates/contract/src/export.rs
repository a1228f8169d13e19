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
