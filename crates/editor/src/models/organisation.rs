//! Rules of the organisation: the sets that a design holds, and what they found when it was judged last.
//!
//! They are judged outside, on templates, while a person goes on: the shell takes [`Editor::to_judge`] away and brings
//! [`Editor::take_judged`] back. Until then the last answer is shown, of it what is still there.

use std::collections::BTreeMap;

use engine::{
    Command, Id, Judged, OrganisationFinding, Refusal, RuleFault, canonical,
    design::{RuleSet, ids::Ids, rule_set::set_and_rule},
};

use crate::editor::Editor;

/// What was said of the rules of the organisation, and of which state.
#[derive(Debug, Default)]
pub(crate) struct Organisation {
    /// The newest state that was given away to be judged, and its rules.
    asked: Option<(u64, BTreeMap<Id, RuleSet>)>,
    /// The newest state that was judged, and its rules.
    judged: Option<(u64, BTreeMap<Id, RuleSet>)>,
    said: Judged,
    /// Why nothing could be judged.
    failed: Option<String>,
    /// How many answers there were.
    answers: u64,
}

/// A rule set of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRules {
    pub id: Id,
    pub name: String,
    pub lines: usize,
    pub standing: Standing,
}

/// What became of a rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was not judged as it is now.
    Waiting,
    /// At so many places it is not kept, in all environments.
    Found(usize),
    /// It cannot be judged, and why: the place in it where it is known.
    Wrong(String),
}

/// What the rules say of no element, or why they say nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleNote {
    /// The rule, or what is wrong in a few words.
    pub word: String,
    pub message: String,
    /// Where; everywhere when there is none.
    pub environment: Option<Id>,
}

impl Editor {
    /// Grows with everything that is told of the design: its changes, answers that come after them, and other prices.
    pub fn content(&self) -> u64 {
        self.revision() + self.organisation.answers + self.books()
    }

    /// The state that is to be judged by the rules of the organisation, as the number to bring back and the document's
    /// canonical text. Each state is given away once; one without rules, never.
    pub fn to_judge(&mut self) -> Option<(u64, String)> {
        let revision = self.revision();
        let rules = &self.document().organisation_rules;
        let asked = self.organisation.asked.as_ref().is_some_and(|(at, _)| *at == revision);
        if asked || rules.is_empty() {
            return None;
        }
        let rules = rules.clone();
        self.organisation.asked = Some((revision, rules));
        Some((revision, canonical::print(self.document())))
    }

    /// What the rules say of a state that was given away, or why they could not be asked; of an older state than the
    /// newest, nothing is taken.
    pub fn take_judged(&mut self, revision: u64, said: Result<Judged, String>) {
        let organisation = &mut self.organisation;
        let Some((_, rules)) = organisation.asked.as_ref().filter(|(at, _)| *at == revision) else { return };
        organisation.judged = Some((revision, rules.clone()));
        let (said, failed) = match said {
            Ok(said) => (said, None),
            // what was found before may still be the case
            Err(why) => (std::mem::take(&mut organisation.said), Some(why)),
        };
        organisation.said = said;
        organisation.failed = failed;
        organisation.answers += 1;
        self.draw_again();
    }

    /// The rule sets of the design.
    pub fn rule_sets(&self) -> Vec<HeldRules> {
        let held = |(id, set): (&Id, &RuleSet)| HeldRules {
            id: id.clone(),
            name: set.name.clone(),
            lines: set.text.lines().count(),
            standing: self.standing(id, set),
        };
        self.document().organisation_rules.iter().map(held).collect()
    }

    fn standing(&self, id: &Id, set: &RuleSet) -> Standing {
        let Organisation { judged, said, failed, .. } = &self.organisation;
        let as_it_is =
            judged.as_ref().is_some_and(|(_, rules)| rules.get(id).is_some_and(|it| it.text == set.text));
        let fault = said.faults.iter().find(|fault| fault.rules == id.as_str());
        match (as_it_is, failed, fault) {
            (false, ..) => Standing::Waiting,
            (true, Some(why), _) => Standing::Wrong(why.clone()),
            (true, None, Some(fault)) => Standing::Wrong(self.fault_words(fault)),
            (true, None, None) => Standing::Found(self.found().filter(|found| is_of(found, id)).count()),
        }
    }

    /// What the rules found that is there and not accepted.
    pub(crate) fn found(&self) -> impl Iterator<Item = &OrganisationFinding> {
        let (document, today) = (self.document(), self.session.today());
        self.organisation.said.findings.iter().filter(move |found| {
            let held = set_and_rule(&found.rule)
                .is_some_and(|(set, _)| document.organisation_rules.contains_key(set));
            held && document.environments.contains_key(found.environment.as_str())
                && (found.node.is_empty() || document.nodes.contains_key(found.node.as_str()))
                && found.accepted_by(document, today).is_none()
        })
    }

    /// What the rules found in an environment.
    pub(crate) fn found_in<'a>(
        &'a self,
        environment: &'a str,
    ) -> impl Iterator<Item = &'a OrganisationFinding> {
        self.found().filter(move |found| found.environment == environment)
    }

    /// What the rules say of no element, and why some say nothing.
    pub fn rule_notes(&self) -> Vec<RuleNote> {
        if self.document().organisation_rules.is_empty() {
            return Vec::new();
        }
        let word = || self.say("rules not judged", "reglas sin evaluar").to_owned();
        let note = |message: String| RuleNote { word: word(), message, environment: None };
        let Organisation { said, failed, .. } = &self.organisation;
        let held = |fault: &&RuleFault| self.document().organisation_rules.contains_key(fault.rules.as_str());
        let faults = said.faults.iter().filter(held).map(|fault| {
            let values = [self.set_name(&fault.rules).to_owned(), self.fault_words(fault)];
            note(self.tell("“{0}”, {1}", "«{0}», {1}", values))
        });
        let unplaced = self.found().filter(|found| found.node.is_empty()).map(|found| RuleNote {
            word: found.rule.clone(),
            message: found.message.clone(),
            environment: Id::new(&found.environment),
        });
        failed.clone().map(note).into_iter().chain(faults).chain(unplaced).collect()
    }

    /// The displayed name of a rule set.
    pub(crate) fn set_name<'a>(&'a self, set: &'a str) -> &'a str {
        self.document().organisation_rules.get(set).map_or(set, |held| held.name.as_str())
    }

    /// `line 5, column 18: why`.
    fn fault_words(&self, fault: &RuleFault) -> String {
        let number = |number: u32| number.to_string();
        let place = match (fault.line, fault.column, &fault.template) {
            (Some(line), Some(column), _) => {
                self.tell("line {0}, column {1}: ", "línea {0}, columna {1}: ", [line, column].map(number))
            }
            (Some(line), None, _) => self.tell("line {0}: ", "línea {0}: ", [number(line)]),
            (None, _, Some(template)) => self.tell("on {0}: ", "en {0}: ", [template.clone()]),
            (None, _, None) => String::new(),
        };
        format!("{place}{}", fault.message)
    }

    /// Holds the design to rules, or changes them, as one step.
    ///
    /// # Errors
    /// In words: name or text are missing, there is too much of it, or the design cannot be edited.
    pub fn hold_to(&mut self, id: Option<Id>, name: &str, text: &str) -> Result<(), String> {
        let rule_set = RuleSet::new(name, text);
        if rule_set.name.is_empty() {
            return Err(self
                .say(
                    "Give the rules a name: findings show it.",
                    "Dé un nombre a las reglas: los hallazgos lo muestran.",
                )
                .to_owned());
        }
        if rule_set.text.is_empty() {
            return Err(self
                .say(
                    "Paste the rules, or open a file of them.",
                    "Pegue las reglas o abra un archivo con ellas.",
                )
                .to_owned());
        }
        let id = id.unwrap_or_else(|| Ids::new(self.document()).give(&rule_set.name));
        let label = format!("{}: {}", self.say("Hold to rules", "Sujetar a reglas"), rule_set.name);
        self.edit(label, Command::SetRuleSet { id, rule_set }).map_err(|why| self.why(&why))
    }

    /// Holds the design to rules no longer; what was accepted of them goes with them.
    ///
    /// # Errors
    /// They are not there any more, or the design cannot be edited.
    pub fn hold_no_longer(&mut self, id: &Id) -> Result<(), Refusal> {
        let label = format!("{}: {}", self.say("Remove rules", "Quitar reglas"), self.set_name(id.as_str()));
        self.edit(label, Command::RemoveRuleSet { id: id.clone() })
    }
}

fn is_of(found: &OrganisationFinding, id: &Id) -> bool {
    set_and_rule(&found.rule).is_some_and(|(set, _)| set == id.as_str())
}
