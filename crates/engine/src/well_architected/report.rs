//! The report as content: what every form of it is written from, and its stable JSON.

use std::collections::BTreeMap;

use design::{Choice, Id, Pillar, Question, Tier, Words, canonical};
use rules::{Finding, Status};
use serde::Serialize;
use serde_json::{Value, json};
use text::Language;

use super::{Assessed, ReportWords, Standing, assess, proven, words};
use crate::{Environments, Project, Score, accepted};

/// How a design stands by the questions of the Well-Architected Framework, environment by environment.
#[derive(Debug, Clone)]
pub struct WellArchitected {
    pub language: Language,
    /// Id and displayed name of the design.
    pub design: Id,
    pub name: String,
    /// Hash of the canonical document.
    pub version: String,
    /// The day it was judged on.
    pub date: String,
    pub environments: Vec<EnvironmentScore>,
    /// All questions, in the order of the Framework.
    pub questions: Vec<QuestionReport>,
}

#[derive(Debug, Clone)]
pub struct EnvironmentScore {
    pub id: String,
    pub tier: Tier,
    /// In the order of the Framework.
    pub pillars: Vec<PillarScore>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PillarScore {
    pub pillar: Pillar,
    /// From 0 to 1, cut to four decimals.
    pub proven: f64,
    pub questions: usize,
    /// Questions that a person answered.
    pub answered: usize,
    /// Questions that are open.
    pub open: usize,
}

#[derive(Debug, Clone)]
pub struct QuestionReport {
    pub question: &'static Question,
    /// By environment.
    pub environments: BTreeMap<String, QuestionIn>,
}

/// A question in an environment.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionIn {
    pub status: Standing,
    /// From 0 to 1, cut to four decimals.
    pub proven: f64,
    pub checks: Score,
    pub rules: Vec<RuleIn>,
    /// What is not satisfied.
    pub findings: Vec<Remark>,
    pub answer: Option<AnswerIn>,
}

/// A rule that bears on a question, with its verdicts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleIn {
    pub rule: &'static str,
    pub title: &'static str,
    #[serde(flatten)]
    pub checks: Score,
}

/// A verdict that proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Remark {
    pub status: Status,
    pub rule: &'static str,
    pub node: String,
    pub part: String,
    pub message: String,
    /// Why a person accepted it, and until when.
    pub suppressed: Option<String>,
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerIn {
    pub id: String,
    pub choice: Choice,
    pub note: String,
    pub role: String,
    pub date: String,
}

impl Project {
    /// How environments stand by the Well-Architected Framework. `today` is `YYYY-MM-DD`.
    pub fn well_architected(
        &self,
        environments: &Environments,
        today: &str,
        language: Language,
    ) -> WellArchitected {
        let mut questions: Vec<QuestionReport> = design::framework::questions()
            .map(|question| QuestionReport { question, environments: BTreeMap::new() })
            .collect();
        let scores = environments.values().map(|architecture| {
            let findings = self.validate(architecture, today);
            let assessed = assess(&self.document, architecture.environment.as_str(), &findings);
            for (report, one) in questions.iter_mut().zip(&assessed) {
                report.environments.insert(architecture.environment.to_string(), of(one, language));
            }
            EnvironmentScore {
                id: architecture.environment.to_string(),
                tier: architecture.tier,
                pillars: pillar_scores(&assessed),
            }
        });
        let environments = scores.collect();
        WellArchitected {
            language,
            design: self.document.id.clone(),
            name: self.document.name.clone(),
            version: canonical::hash(&self.document),
            date: today.to_owned(),
            environments,
            questions,
        }
    }
}

impl Remark {
    /// What it is, in a word.
    pub fn word(&self) -> Words {
        match (self.status, &self.suppressed) {
            (Status::Violated, Some(_)) => ReportWords::ACCEPTED,
            (Status::Violated, None) => ReportWords::VIOLATED,
            _ => ReportWords::CANNOT_TELL,
        }
    }
}

/// How much of each pillar is proven, in the order of the Framework.
pub fn pillar_scores(assessed: &[Assessed<'_>]) -> Vec<PillarScore> {
    let score = |pillar| {
        let here = || assessed.iter().filter(move |one| one.question.pillar == pillar);
        PillarScore {
            pillar,
            proven: cut(proven(assessed, pillar)),
            questions: here().count(),
            answered: here().filter(|one| one.answer.is_some()).count(),
            open: here().filter(|one| one.standing() == Standing::Open).count(),
        }
    };
    Pillar::ALL.map(score).to_vec()
}

fn of(assessed: &Assessed<'_>, language: Language) -> QuestionIn {
    let mut rules: BTreeMap<&'static str, RuleIn> = BTreeMap::new();
    for finding in &assessed.findings {
        let about = finding.rule;
        let fresh = RuleIn { rule: about.id, title: language.of(about.title), checks: Score::default() };
        rules.entry(about.id).or_insert(fresh).checks.add(finding);
    }
    let unproven = assessed.findings.iter().filter(|finding| finding.status != Status::Satisfied);
    let mut findings: Vec<Remark> = unproven.map(|finding| remark(finding, language)).collect();
    findings.sort();
    QuestionIn {
        status: assessed.standing(),
        proven: cut(assessed.proven()),
        checks: assessed.checks,
        rules: rules.into_values().collect(),
        findings,
        answer: assessed.answer.map(|(id, answer)| AnswerIn {
            id: id.to_string(),
            choice: answer.choice,
            note: answer.note.clone(),
            role: answer.role.clone(),
            date: answer.date.clone(),
        }),
    }
}

fn remark(finding: &Finding, language: Language) -> Remark {
    Remark {
        status: finding.status,
        rule: finding.rule.id,
        node: finding.node.to_string(),
        part: finding.part.to_string(),
        message: finding.message.render(language),
        suppressed: finding.suppressed.as_ref().map(|by| accepted(&by.reason, &by.until, language)),
    }
}

/// Cut, not rounded: what is not quite proven is never shown as proven.
fn cut(share: f64) -> f64 {
    (share * 10_000.0 + 1e-6).floor() / 10_000.0
}

impl WellArchitected {
    /// The stable JSON of `report well-architected`.
    pub fn json(&self) -> Value {
        let environments: serde_json::Map<String, Value> = self
            .environments
            .iter()
            .map(|environment| {
                let pillars: serde_json::Map<String, Value> = environment
                    .pillars
                    .iter()
                    .map(|score| {
                        let shown = json!({ "proven": score.proven, "questions": score.questions,
                                            "answered": score.answered, "open": score.open });
                        (score.pillar.word().to_owned(), shown)
                    })
                    .collect();
                (environment.id.clone(), json!({ "tier": environment.tier, "pillars": pillars }))
            })
            .collect();
        let questions: Vec<Value> = self
            .questions
            .iter()
            .map(|report| {
                json!({
                    "id": report.question.id,
                    "pillar": report.question.pillar,
                    "question": self.language.of(report.question.asks),
                    "url": report.question.url(),
                    "environments": report.environments,
                })
            })
            .collect();
        json!({
            "design": { "id": self.design, "name": self.name, "version": self.version },
            "date": self.date,
            "environments": environments,
            "questions": questions,
        })
    }

    /// The questions of a pillar.
    pub fn of_pillar(&self, pillar: Pillar) -> impl Iterator<Item = &QuestionReport> {
        self.questions.iter().filter(move |report| report.question.pillar == pillar)
    }

    /// A share as people read it, never rounded up: `49 %`.
    pub fn percent(share: f64) -> String {
        format!("{} %", (share * 100.0 + 1e-6).floor())
    }

    /// What an environment is for, where its id does not say so already.
    pub fn tier(&self, environment: &EnvironmentScore) -> Option<&'static str> {
        let tier = self.language.of(words::tier_words(environment.tier));
        Some(tier).filter(|tier| *tier != environment.id)
    }

    /// An environment with what it is for: `prod (production)`.
    pub fn label(&self, environment: &EnvironmentScore) -> String {
        match self.tier(environment) {
            Some(tier) => format!("{} ({tier})", environment.id),
            None => environment.id.clone(),
        }
    }
}

impl QuestionReport {
    /// What proves nothing, each with the environments it is true of.
    pub fn remarks(&self) -> Vec<(&Remark, Vec<&str>)> {
        let mut remarks: BTreeMap<&Remark, Vec<&str>> = BTreeMap::new();
        for (environment, here) in &self.environments {
            for remark in &here.findings {
                let named = remarks.entry(remark).or_default();
                if named.last() != Some(&environment.as_str()) {
                    named.push(environment);
                }
            }
        }
        remarks.into_iter().collect()
    }

    /// The rules that bear on it, each with its checks that are satisfied of those in all environments: `alb-https 3/4`.
    pub fn rules(&self) -> Vec<String> {
        let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for rule in self.environments.values().flat_map(|here| &here.rules) {
            let (satisfied, all) = rules.entry(rule.rule).or_default();
            *satisfied += rule.checks.satisfied;
            *all += rule.checks.total();
        }
        rules.into_iter().map(|(rule, (satisfied, all))| format!("{rule} {satisfied}/{all}")).collect()
    }

    /// What people answered, each with the environments it holds in.
    pub fn answers(&self) -> Vec<(&AnswerIn, Vec<&str>)> {
        let mut answers: BTreeMap<&str, (&AnswerIn, Vec<&str>)> = BTreeMap::new();
        for (environment, here) in &self.environments {
            if let Some(answer) = &here.answer {
                answers.entry(&answer.id).or_insert((answer, Vec::new())).1.push(environment);
            }
        }
        answers.into_values().collect()
    }

    /// The environments for which nobody answered.
    pub fn unanswered(&self) -> Vec<&str> {
        let without = self.environments.iter().filter(|(_, here)| here.answer.is_none());
        without.map(|(environment, _)| environment.as_str()).collect()
    }
}
