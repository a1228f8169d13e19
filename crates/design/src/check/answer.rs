//! What people answered to questions of the Well-Architected Framework.

use super::{Check, form};
use crate::{
    Answer, Id, framework,
    problem::{Fault, Path},
    read::fields::wrong,
};

impl Check<'_> {
    /// All answers: what each says, and that no environment has two to the same question.
    pub(crate) fn answers(&self) {
        let root = Path::Root.key("answers");
        for (at, (id, answer)) in self.document.answers.iter().enumerate() {
            let path = root.key(id.as_str());
            self.answer(answer, &path);
            let earlier = self.document.answers.iter().take(at);
            let same = earlier.filter(|(_, other)| other.question == answer.question);
            for (other, contradicted) in same {
                if let Some(environment) = self.both_hold_in(answer, contradicted) {
                    let fault = Fault::AnsweredTwice {
                        other: other.to_string(),
                        question: answer.question.clone(),
                        environment: environment.map(Id::to_string),
                    };
                    self.problems.push(&path, fault);
                }
            }
        }
    }

    fn answer(&self, answer: &Answer, path: &Path<'_>) {
        if framework::question(&answer.question).is_none() {
            let ids = framework::questions().map(|question| question.id);
            let fault = Fault::Dangling {
                what: "question",
                found: answer.question.chars().take(80).collect(),
                nearest: self.problems.nearest(&answer.question, ids),
            };
            self.problems.push(&path.key("question"), fault);
        }
        for (name, text, expected) in [
            ("note", &answer.note, "why this is the answer"),
            ("role", &answer.role, "the role of the person who answers"),
        ] {
            if text.trim().is_empty() {
                self.problems.push(&path.key(name), wrong(expected, &text.as_str().into()));
            }
        }
        if !form::is_day(&answer.date) {
            let fault = wrong("a day such as 2026-11-23", &answer.date.as_str().into());
            self.problems.push(&path.key("date"), fault);
        }
        if let Some(named) = &answer.environments {
            self.known_environments(named, &path.key("environments"));
        }
    }

    /// Whether two answers hold in the same environment; `Some(None)`: in all, so also in those to come.
    fn both_hold_in<'a>(&self, one: &'a Answer, other: &'a Answer) -> Option<Option<&'a Id>> {
        match (&one.environments, &other.environments) {
            (None, None) => Some(None),
            (Some(named), None) | (None, Some(named)) => named.first().map(Some),
            (Some(named), Some(others)) => named.iter().find(|id| others.contains(id)).map(Some),
        }
    }
}
