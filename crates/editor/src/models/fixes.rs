//! Fixes of problems: what they would change and cost, tried on a copy, and how they become edits.

use std::collections::BTreeMap;

use engine::{Command, Decimal, Finding, Id, Refusal, Services, design};

use super::Problem;
use crate::{
    differences::{Difference, differences},
    editor::Editor,
};

/// What a fix changes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effect {
    /// Difference of the typical price a month, by environment.
    pub prices: BTreeMap<Id, Decimal>,
    /// Open findings it takes away, over all environments (new ones are subtracted).
    pub resolved: i64,
    /// Why it cannot be applied.
    pub refused: Option<String>,
}

impl Editor {
    /// What the fix of a problem would change. Tried on a copy; kept until the next edit.
    pub fn effect(&mut self, problem: &Problem) -> Effect {
        if let Some(effect) = self.effects().get(&problem.key) {
            return effect.clone();
        }
        let command = self.fix_command(problem);
        let effect = self.weighed(command);
        self.effects().insert(problem.key.clone(), effect.clone());
        effect
    }

    /// The effects that are known since the last edit.
    fn effects(&mut self) -> &mut BTreeMap<String, Effect> {
        let revision = self.revision();
        let (at, effects) = &mut self.kept.effects;
        if *at != revision {
            effects.clear();
            *at = revision;
        }
        effects
    }

    /// What an edit would change. Tried on a copy.
    fn weighed(&mut self, command: Command) -> Effect {
        let mut trial = match self.session.tried(command) {
            Ok(trial) => trial,
            Err(refusal) => return Effect { refused: Some(self.why(&refusal)), ..Effect::default() },
        };
        let mut effect = Effect::default();
        for (environment, _) in self.environments() {
            let id = environment.as_str();
            let open = |findings: &[Finding]| findings.iter().filter(|finding| finding.open()).count() as i64;
            let before = self.session.findings(id).map(open).unwrap_or_default();
            let after = trial.findings(id).map(open).unwrap_or_default();
            effect.resolved += before - after;
            let (Ok(before), Ok(after)) = (self.session.estimate(id), trial.estimate(id)) else { continue };
            let difference = after.monthly.typical - before.monthly.typical;
            if !difference.is_zero() {
                effect.prices.insert(environment, difference);
            }
        }
        effect
    }

    /// What of the design the fix of a problem would change; nothing where it cannot be applied.
    pub fn changes(&mut self, problem: &Problem) -> Vec<Difference> {
        let command = self.fix_command(problem);
        self.told(command)
    }

    /// What of the design an edit would change; nothing where it cannot be made.
    fn told(&self, command: Command) -> Vec<Difference> {
        let mut after = self.document().clone();
        match design::apply(&mut after, &Services, command) {
            Ok(_) => differences(self.document(), &after, self.language),
            Err(_) => Vec::new(),
        }
    }

    /// What the fixes of several problems would change together, and what of the design. Tried on a copy.
    pub fn effect_of_all(&mut self, problems: &[Problem]) -> (Effect, Vec<Difference>) {
        match self.fixes_command(problems) {
            Ok(command) => (self.weighed(command.clone()), self.told(command)),
            Err(refusal) => (Effect { refused: Some(self.why(&refusal)), ..Effect::default() }, Vec::new()),
        }
    }

    /// Applies the fix of a problem as one step; nothing happens where it has none.
    ///
    /// # Errors
    /// The fix does not fit the document any more.
    pub fn apply_fix(&mut self, problem: &Problem) -> Result<(), Refusal> {
        let Some(title) = problem.fix.clone() else { return Ok(()) };
        let command = self.fix_command(problem);
        self.edit(title, command)
    }

    /// How many fixes were not tried since the last edit: one takes milliseconds, in a large design tens of them.
    pub fn untried(&mut self) -> usize {
        let problems = self.problems();
        let effects = self.effects();
        problems.iter().filter(|problem| problem.fix.is_some() && !effects.contains_key(&problem.key)).count()
    }

    /// Tries the fix of the most severe problem whose fix was not tried since the last edit, if there is one; how many
    /// are left then.
    pub fn try_next(&mut self) -> usize {
        let problems = self.problems();
        let effects = self.effects();
        let next =
            problems.iter().find(|problem| problem.fix.is_some() && !effects.contains_key(&problem.key));
        if let Some(next) = next {
            self.effect(next);
        }
        self.untried()
    }

    /// Of the problems whose fixes were tried since the last edit, those whose fixes cost nothing more anywhere, take
    /// findings away and bring none.
    pub fn safe_fixes(&mut self) -> Vec<Problem> {
        let problems = self.problems();
        let effects = self.effects();
        let safe = |problem: &&Problem| {
            effects.get(&problem.key).is_some_and(|effect| {
                let dearer = effect.prices.values().any(|difference| *difference > Decimal::ZERO);
                effect.refused.is_none() && effect.resolved > 0 && !dearer
            })
        };
        problems.iter().filter(safe).cloned().collect()
    }

    /// Applies several fixes as one step. One that no longer fits after those before it is left out.
    ///
    /// # Errors
    /// None of them fits the document.
    pub fn apply_fixes(&mut self, problems: &[Problem], label: &str) -> Result<(), Refusal> {
        let command = self.fixes_command(problems)?;
        self.edit(label, command)
    }

    /// The fixes that fit one after the other.
    fn fixes_command(&mut self, problems: &[Problem]) -> Result<Command, Refusal> {
        let fixable = problems.iter().filter(|problem| problem.fix.is_some());
        let all: Vec<Command> = fixable.map(|problem| self.fix_command(problem)).collect();
        // as a rule all of them do, and many at once are checked faster than one by one
        let whole = Command::Batch { commands: all.clone() };
        if design::apply(&mut self.document().clone(), &Services, whole.clone()).is_ok() {
            return Ok(whole);
        }
        let mut trial = self.document().clone();
        let mut commands = Vec::new();
        let mut refused = None;
        for command in all {
            match design::apply(&mut trial, &Services, command.clone()) {
                Ok(_) => commands.push(command),
                Err(refusal) => refused = Some(refusal),
            }
        }
        match refused.filter(|_| commands.is_empty()) {
            Some(refusal) => Err(refusal),
            None => Ok(Command::Batch { commands }),
        }
    }

    /// In the base where every environment that has the element needs it, else in the overlays concerned.
    fn fix_command(&mut self, problem: &Problem) -> Command {
        let holders: Vec<Id> = self
            .environments()
            .into_iter()
            .map(|(environment, _)| environment)
            .filter(|environment| self.has(environment, &problem.node))
            .collect();
        let everywhere = holders.iter().all(|environment| problem.fixes.contains_key(environment));
        let mut fixes = problem.fixes.iter();
        let first = fixes.next().map(|(_, fix)| fix);
        let alike = fixes.all(|(_, fix)| Some(&fix.edits) == first.map(|first| &first.edits));
        let mut commands = Vec::new();
        if everywhere && alike {
            for edit in first.into_iter().flat_map(|fix| &fix.edits) {
                edit.in_base(self.document(), &mut commands);
            }
        } else {
            for (environment, fix) in &problem.fixes {
                for edit in &fix.edits {
                    edit.in_environment(environment, &mut commands);
                }
            }
        }
        Command::Batch { commands }
    }

    fn has(&mut self, environment: &Id, node: &Id) -> bool {
        let architecture = self.session.architecture(environment.as_str());
        architecture.is_ok_and(|architecture| architecture.index_of(node.as_str()).is_some())
    }
}
