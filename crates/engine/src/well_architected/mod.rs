//! How much of the Well-Architected Framework is proven: by what the design answers itself, and by what people
//! answered.
//!
//! A question counts as two halves: the share of its checks that are satisfied, and the answer of a person (met or
//! does not apply: all of it, partly met: half, not met or no answer: nothing). A question on which no rule bears is
//! for a person alone. What a design cannot tell, what nothing applies to and what was accepted though violated
//! prove nothing and stay in the count, so silence never raises a score; saying with a note that a question does not
//! apply closes it where no check applies either. A pillar's score is the mean of its questions.

mod markdown;
mod report;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use design::{Answer, Choice, Document, Id, Pillar, Question, framework};
use rules::{Finding, RULES};
use serde::Serialize;

use crate::Score;

pub use report::{
    AnswerIn, EnvironmentScore, PillarScore, QuestionIn, QuestionReport, Remark, RuleIn, WellArchitected,
    pillar_scores,
};
pub use words::{ReportWords, choice_words, standing_words, tier_words};

/// The questions on which rules bear.
static RULED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| RULES.iter().map(|rule| rule.about().question).collect());

/// How a question stands in an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A check is violated and nobody accepted it, or a person says that it is not met.
    Open,
    /// Nothing is proven yet.
    Unproven,
    PartlyProven,
    /// All checks are satisfied and a person says that it is met.
    Proven,
}

/// A question in an environment.
#[derive(Debug, Clone)]
pub struct Assessed<'a> {
    pub question: &'static Question,
    /// Of the rules that bear on it.
    pub checks: Score,
    pub findings: Vec<&'a Finding>,
    /// What a person said, by the answer's id.
    pub answer: Option<(&'a Id, &'a Answer)>,
}

/// All questions in an environment, in the order of the Framework.
pub fn assess<'a>(document: &'a Document, environment: &str, findings: &'a [Finding]) -> Vec<Assessed<'a>> {
    let mut bearing: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        bearing.entry(finding.rule.question).or_default().push(finding);
    }
    framework::questions()
        .map(|question| {
            let findings = bearing.remove(question.id).unwrap_or_default();
            let mut checks = Score::default();
            findings.iter().for_each(|finding| checks.add(finding));
            let answer = document
                .answers
                .iter()
                .find(|(_, answer)| answer.question == question.id && answer.holds_in(environment));
            Assessed { question, checks, findings, answer }
        })
        .collect()
}

/// How much of a pillar is proven, from 0 to 1.
pub fn proven(assessed: &[Assessed<'_>], pillar: Pillar) -> f64 {
    let shares: Vec<f64> =
        assessed.iter().filter(|one| one.question.pillar == pillar).map(Assessed::proven).collect();
    match shares.len() {
        0 => 0.0,
        count => shares.iter().sum::<f64>() / count as f64,
    }
}

impl Assessed<'_> {
    /// How much of it is proven, from 0 to 1.
    pub fn proven(&self) -> f64 {
        let choice = self.answer.map(|(_, answer)| answer.choice);
        let person = match choice {
            Some(Choice::Met | Choice::DoesNotApply) => 1.0,
            Some(Choice::PartlyMet) => 0.5,
            Some(Choice::NotMet) | None => 0.0,
        };
        if !RULED.contains(self.question.id) {
            return person;
        }
        let design = match (self.checks.total(), choice) {
            (0, Some(Choice::DoesNotApply)) => 1.0,
            (0, _) => 0.0,
            (total, _) => self.checks.satisfied as f64 / total as f64,
        };
        (design + person) / 2.0
    }

    pub fn standing(&self) -> Standing {
        let denied = self.answer.is_some_and(|(_, answer)| answer.choice == Choice::NotMet);
        let proven = self.proven();
        if self.checks.violated > 0 || denied {
            Standing::Open
        } else if proven >= 1.0 {
            Standing::Proven
        } else if proven > 0.0 {
            Standing::PartlyProven
        } else {
            Standing::Unproven
        }
    }
}
