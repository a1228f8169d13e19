//! Findings that a person accepted: why, where, and the last day it holds.

use engine::{
    Command, Id, Refusal,
    design::{Suppression, rule_set::set_and_rule},
};

use super::Problem;
use crate::{editor::Editor, ids::Ids};

/// A finding on an element that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub id: Id,
    pub rule: String,
    /// The practice.
    pub title: String,
    /// Where it holds; everywhere when there are none.
    pub environments: Vec<Id>,
    pub reason: String,
    /// Last day it holds, `YYYY-MM-DD`.
    pub until: String,
    /// Whether that day has passed.
    pub past: bool,
}

impl Editor {
    /// What is accepted about an element, in the order of the document.
    pub fn accepted(&self, node: &Id) -> Vec<Accepted> {
        let of = self.document().suppressions.iter().filter(|(_, accepted)| accepted.node == *node);
        of.map(|(id, accepted)| {
            let rule = engine::rule(&accepted.rule);
            Accepted {
                id: id.clone(),
                rule: accepted.rule.clone(),
                title: match (rule, set_and_rule(&accepted.rule)) {
                    (Some(rule), _) => self.language.of(rule.about().title),
                    (None, Some((_, name))) => name,
                    (None, None) => &accepted.rule,
                }
                .to_owned(),
                environments: accepted.environments.clone().unwrap_or_default(),
                reason: accepted.reason.clone(),
                until: accepted.until.clone(),
                past: accepted.past(self.session.today()),
            }
        })
        .collect()
    }

    /// Accepts a finding in some environments until the end of a day (`YYYY-MM-DD`), as one step.
    ///
    /// # Errors
    /// In words: no reason is given, the day is none or has passed, or the design cannot be edited.
    pub fn accept(
        &mut self,
        problem: &Problem,
        environments: Vec<Id>,
        reason: &str,
        until: &str,
    ) -> Result<(), String> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(self
                .say(
                    "Say why it is accepted: who reads the design later needs it.",
                    "Diga por qué se acepta: quien lea el diseño después lo necesita.",
                )
                .to_owned());
        }
        if environments.is_empty() {
            return Err(self
                .say("Choose at least one environment.", "Elija al menos un entorno.")
                .to_owned());
        }
        if until < self.session.today() {
            return Err(self
                .say(
                    "The day has passed already: choose a later one.",
                    "El día ya ha pasado: elija uno posterior.",
                )
                .to_owned());
        }
        let id = Ids::new(self.document()).give(&format!("{}-{}", problem.node, problem.rule));
        let suppression = Suppression {
            rule: problem.rule.to_string(),
            node: problem.node.clone(),
            part: Some(problem.part.clone()).filter(|part| !part.is_empty()),
            environments: Some(environments),
            reason: reason.to_owned(),
            until: until.to_owned(),
        };
        let label = format!("{}: {}", self.say("Accept", "Aceptar"), problem.title);
        self.edit(label, Command::Suppress { id, suppression }).map_err(|why| self.why(&why))
    }

    /// What was accepted is a finding again.
    ///
    /// # Errors
    /// It is not there any more, or the design cannot be edited.
    pub fn take_back(&mut self, id: &Id) -> Result<(), Refusal> {
        let label = self.say("Accept no longer", "Dejar de aceptar");
        self.edit(label, Command::Unsuppress { id: id.clone() })
    }
}
