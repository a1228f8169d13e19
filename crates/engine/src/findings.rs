//! Findings as they are shown and exported: the stable JSON of `check`.

use std::collections::BTreeMap;

use architecture::{Architecture, Blocker};
use design::Words;
use rules::{Finding, Status};
use serde::Serialize;
use text::Language;

/// How much of what was asked is answered well: per environment, counts of verdicts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    pub satisfied: usize,
    pub violated: usize,
    pub cannot_tell: usize,
    pub suppressed: usize,
}

/// One finding in the stable JSON form.
#[derive(Debug, Clone, Serialize)]
pub struct FindingReport {
    pub rule: &'static str,
    pub severity: &'static str,
    pub status: Status,
    pub pillar: &'static str,
    pub question: &'static str,
    pub node: String,
    pub part: String,
    pub property: Option<&'static str>,
    pub environment: String,
    pub message: String,
    pub fix: Option<String>,
    pub peers: &'static [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressed: Option<String>,
}

/// Why a finding is accepted, and until when.
pub fn accepted(reason: &str, until: &str, language: Language) -> String {
    format!("{reason} ({} {until})", language.of(Words::new("until", "hasta")))
}

impl FindingReport {
    pub fn new(finding: &Finding, language: Language) -> FindingReport {
        FindingReport {
            rule: finding.rule.id,
            severity: finding.severity.word(),
            status: finding.status,
            pillar: finding.rule.pillar.word(),
            question: finding.rule.question,
            node: finding.node.to_string(),
            part: finding.part.to_string(),
            property: finding.property,
            environment: finding.environment.to_string(),
            message: finding.message.render(language),
            fix: finding.fix.as_ref().map(|fix| fix.title.render(language)),
            peers: finding.rule.peers,
            suppressed: finding
                .suppressed
                .as_ref()
                .map(|by| accepted(&by.reason, &by.until, Language::English)),
        }
    }
}

impl Score {
    /// Counts one more verdict.
    pub fn add(&mut self, finding: &Finding) {
        match (finding.status, &finding.suppressed) {
            (Status::Violated, Some(_)) => self.suppressed += 1,
            (Status::Violated, None) => self.violated += 1,
            (Status::Satisfied, _) => self.satisfied += 1,
            (Status::CannotTell, _) => self.cannot_tell += 1,
        }
    }

    /// All verdicts.
    pub fn total(self) -> usize {
        self.satisfied + self.violated + self.cannot_tell + self.suppressed
    }

    /// Counts by environment.
    pub fn by_environment<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> BTreeMap<String, Score> {
        let mut scores: BTreeMap<String, Score> = BTreeMap::new();
        for finding in findings {
            scores.entry(finding.environment.to_string()).or_default().add(finding);
        }
        scores
    }
}

/// Blockers of an environment in the stable JSON form.
#[derive(Debug, Clone, Serialize)]
pub struct BlockerReport {
    pub environment: String,
    #[serde(flatten)]
    pub blocker: Blocker,
}

impl BlockerReport {
    /// The blockers of an environment.
    pub fn of(architecture: &Architecture) -> Vec<BlockerReport> {
        let report = |blocker: &Blocker| BlockerReport {
            environment: architecture.environment.to_string(),
            blocker: blocker.clone(),
        };
        architecture.blockers.iter().map(report).collect()
    }
}
