//! What cannot be built: apart from findings, because no judgement is involved.

use serde::Serialize;

/// AWS would refuse this; `synth` and `deploy` refuse the environment, `render` and `cost` go on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Blocker {
    /// Stable word, e.g. `needs-two-zones`.
    pub code: &'static str,
    pub node: String,
    pub part: String,
    pub property: Option<&'static str>,
    /// What is wrong and how to mend it.
    pub message: String,
}
