//! Findings that a person accepted: why, where, and the last day it holds.

use std::collections::{BTreeMap, BTreeSet};

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

    /// Accepts problems in some environments until the end of a day (`YYYY-MM-DD`), as one step: each where it is open.
    ///
    /// # Errors
    /// In words: no reason is given, the day is none or has passed, or the design cannot be edited.
    pub fn accept(
        &mut self,
        problems: &[Problem],
        environments: &[Id],
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
        // of one rule on one part there may be several problems, and one acceptance is about all of them
        let mut open: BTreeMap<(&str, &Id, &str), BTreeSet<&Id>> = BTreeMap::new();
        for problem in problems {
            let here = problem.environments.iter().filter(|id| environments.contains(id));
            open.entry((problem.rule.as_ref(), &problem.node, problem.part.as_str()))
                .or_default()
                .extend(here);
        }
        open.retain(|_, environments| !environments.is_empty());
        if open.is_empty() {
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
        let mut ids = Ids::new(self.document());
        let commands = open.into_iter().map(|((rule, node, part), environments)| Command::Suppress {
            id: ids.give(&format!("{node}-{rule}")),
            suppression: Suppression {
                rule: rule.to_owned(),
                node: node.clone(),
                part: Some(part.to_owned()).filter(|part| !part.is_empty()),
                environments: Some(environments.into_iter().cloned().collect()),
                reason: reason.to_owned(),
                until: until.to_owned(),
            },
        });
        let commands = commands.collect();
        let title = problems.first().map_or("", |problem| problem.title.as_ref());
        let label = match problems {
            [_] => format!("{}: {title}", self.say("Accept", "Aceptar")),
            several => {
                let values = [several.len().to_string(), title.to_owned()];
                self.tell("Accept {0} findings: {1}", "Aceptar {0} hallazgos: {1}", values)
            }
        };
        self.edit_all(label, commands).map_err(|why| self.why(&why))
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
