//! Findings: verdicts with the rule, the element and the environment they are about.

use design::Id;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use text::Message;

use crate::{Fix, Pillar, Severity, rule::About};

/// Three values: silence is never counted as good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Violated,
    CannotTell,
    Satisfied,
}

/// A rule's verdict on one element of one environment.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: &'static About,
    pub severity: Severity,
    pub status: Status,
    pub node: Id,
    pub part: SmolStr,
    pub property: Option<&'static str>,
    pub environment: Id,
    pub message: Message,
    pub fix: Option<Box<Fix>>,
    /// A person accepted it.
    pub suppressed: Option<Box<Suppressed>>,
}

/// By which suppression, and until when it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suppressed {
    pub id: Id,
    pub reason: String,
    pub until: String,
}

impl Finding {
    pub fn pillar(&self) -> Pillar {
        self.rule.pillar
    }

    /// Violated and not accepted by a person.
    pub fn open(&self) -> bool {
        self.status == Status::Violated && self.suppressed.is_none()
    }
}
