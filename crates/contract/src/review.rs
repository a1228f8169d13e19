//! Reviews: what was sent, what was answered, what is approved as it is now.

use serde::{Deserialize, Serialize};

/// The reviews of the open design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct Reviews {
    /// The open version in words.
    pub label: String,
    /// Its hash, SHA-256 of the canonical document.
    pub version: String,
    /// In the document's order.
    pub environments: Vec<EnvironmentApproval>,
    /// The latest first.
    pub sent: Vec<SentReview>,
    /// In the order in which they were made.
    pub comments: Vec<ReviewComment>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct EnvironmentApproval {
    pub environment: String,
    pub state: ApprovalState,
    /// By whom, when, why not.
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    Blocked,
    NotSent,
    Waiting,
    Approved,
    ChangesRequested,
    Outdated,
}

/// A version that went out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SentReview {
    pub id: String,
    pub label: String,
    pub version: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Who may answer; whoever gets the page when empty.
    pub reviewers: Vec<String>,
    pub answers: Vec<ReviewAnswer>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReviewAnswer {
    pub reviewer: String,
    pub approves: bool,
    pub environments: Vec<String>,
    pub note: String,
    /// `YYYY-MM-DD`.
    pub date: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct ReviewComment {
    pub id: String,
    /// Node or connection; the whole design without.
    pub element: Option<String>,
    /// The comment it answers.
    pub answers: Option<String>,
    pub author: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    pub text: String,
    pub resolved: bool,
}
