//! Whether an environment, as it would be built now, is approved. Pure.

use std::collections::BTreeSet;

use engine::{Language, Message};
use serde::Serialize;

use super::{
    Bound, Difference,
    bound::told,
    records::{Decision, Sent},
};
use crate::{clock::Moment, project_file::Verdict};

/// The approval of one environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Approval {
    pub environment: String,
    #[serde(flatten)]
    pub standing: Standing,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Standing {
    /// It cannot be built, so nobody can approve it.
    Blocked,
    /// Nobody was asked about it as it is now.
    NotSent,
    /// Somebody was asked and has not answered.
    Waiting { since: Moment, reviewers: Vec<String> },
    /// Everybody who answered agrees.
    Approved { by: Vec<String>, time: Moment, version: String },
    /// Somebody wants it otherwise.
    ChangesRequested { by: String, time: Moment, note: String },
    /// What was approved is not what would be built now.
    Outdated { by: String, time: Moment, differences: Vec<Difference> },
}

impl Standing {
    /// What the records say of an environment that would be built as `now`. What was sent: the latest first.
    pub fn of(environment: &str, now: Option<&Bound>, sent: &[Sent], decisions: &[Decision]) -> Standing {
        let Some(now) = now else { return Standing::Blocked };
        // By when they were given, not by when they arrived.
        let mut about: Vec<&Decision> =
            decisions.iter().filter(|decision| decision.environment == environment).collect();
        about.sort_by_key(|decision| std::cmp::Reverse(decision.time));
        // Each person's last word on just this.
        let mut seen = BTreeSet::new();
        let last: Vec<&Decision> = about
            .iter()
            .copied()
            .filter(|decision| decision.bound == *now && seen.insert(decision.reviewer.as_str()))
            .collect();
        if let Some(against) = last.iter().find(|decision| decision.decision == Verdict::RequestChanges) {
            return Standing::ChangesRequested {
                by: against.reviewer.clone(),
                time: against.time,
                note: against.note.clone(),
            };
        }
        if let Some(latest) = last.first() {
            return Standing::Approved {
                by: last.iter().map(|decision| decision.reviewer.clone()).collect(),
                time: latest.time,
                version: latest.version.clone(),
            };
        }
        if let Some(asked) = sent.iter().find(|sent| sent.environments.get(environment) == Some(now)) {
            return Standing::Waiting { since: asked.time, reviewers: asked.reviewers.clone() };
        }
        match about.iter().find(|decision| decision.decision == Verdict::Approve) {
            Some(before) => Standing::Outdated {
                by: before.reviewer.clone(),
                time: before.time,
                differences: before.bound.differences(now),
            },
            None => Standing::NotSent,
        }
    }

    pub fn approved(&self) -> bool {
        matches!(self, Standing::Approved { .. })
    }

    /// As a line for people.
    pub fn render(&self, language: Language) -> String {
        let message = match self {
            Standing::Blocked => {
                Message::say("cannot be built, so cannot be approved", "no se puede construir ni aprobar")
            }
            Standing::NotSent => {
                Message::say("not sent for review as it is now", "no enviado a revisión como está ahora")
            }
            Standing::Waiting { since, reviewers } if reviewers.is_empty() => {
                Message::say("sent {0}, waiting for an answer", "enviado {0}, a la espera de respuesta")
                    .with(since.date())
            }
            Standing::Waiting { since, reviewers } => {
                Message::say("sent {0}, waiting for {1}", "enviado {0}, a la espera de {1}")
                    .with(since.date())
                    .with(reviewers.join(", "))
            }
            Standing::Approved { by, time, .. } => {
                Message::say("approved by {1}, {0}", "aprobado por {1}, {0}")
                    .with(time.date())
                    .with(by.join(", "))
            }
            Standing::ChangesRequested { by, time, note } if note.trim().is_empty() => {
                Message::say("{1} asks for changes, {0}", "{1} pide cambios, {0}")
                    .with(time.date())
                    .with(by.clone())
            }
            Standing::ChangesRequested { by, time, note } => {
                Message::say("{1} asks for changes, {0}: {2}", "{1} pide cambios, {0}: {2}")
                    .with(time.date())
                    .with(by.clone())
                    .with(note.trim().to_owned())
            }
            Standing::Outdated { by, time, differences } => {
                Message::say("no longer what {1} approved {0}: {2}", "ya no es lo que {1} aprobó {0}: {2}")
                    .with(time.date())
                    .with(by.clone())
                    .with(told(differences, language))
            }
        };
        message.render(language)
    }
}
