//! What rules of the organisation say of a design.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Judged {
    pub findings: Vec<RuleFinding>,
    pub faults: Vec<RuleFault>,
}

/// Where a rule does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RuleFinding {
    pub environment: String,
    /// `guard:SET/RULE`.
    pub rule: String,
    /// Empty: the environment's templates as such.
    pub node: String,
    pub part: String,
    /// CloudFormation's.
    pub property: Option<String>,
    pub message: String,
}

/// Why rules give no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct RuleFault {
    /// The rule set.
    pub rules: String,
    /// Where in it, from 1.
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// On which template; on all without one.
    pub template: Option<String>,
    pub message: String,
}
