//! Problems: open findings of all environments, one line for the same practice at the same place, and their fixes.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use engine::{
    Command, Decimal, Document, Edit, Finding, Fix, Id, OrganisationFinding, Refusal, Services, Severity,
    design::{self, Map, Pillar, rule_set::set_and_rule},
};

use crate::{
    differences::{Difference, differences},
    editor::Editor,
    shelf::symbol,
};

/// A practice violated at one place, in one or more environments.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Names it as long as it is open.
    pub key: String,
    pub rule: Cow<'static, str>,
    /// The practice, e.g. *Backups are kept*.
    pub title: Cow<'static, str>,
    /// Why it matters.
    pub rationale: Cow<'static, str>,
    /// Worst of its environments.
    pub severity: Severity,
    pub pillar: &'static str,
    /// Displayed name of the rule set, for a rule of the organisation.
    pub rule_set: Option<String>,
    /// Question of the Well-Architected Framework; empty for a rule of the organisation.
    pub question: &'static str,
    /// Where AWS states the practice; empty for a rule of the organisation.
    pub source: &'static str,
    pub node: Id,
    pub name: String,
    pub symbol: String,
    pub part: String,
    /// Of the element; of a rule of the organisation CloudFormation's.
    pub property: Option<Cow<'static, str>>,
    /// What is the case here.
    pub message: String,
    /// Where it is open, in the order in which environments are shown.
    pub environments: Vec<Id>,
    /// What the fix does; `None` when a person must decide.
    pub fix: Option<String>,
    fixes: BTreeMap<Id, Fix>,
}

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

/// Something that cannot be built.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub environment: Id,
    pub node: Option<Id>,
    pub name: String,
    pub message: String,
    pub property: Option<&'static str>,
}

/// Which problems are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only of this severity.
    pub severity: Option<Severity>,
    /// Only what is open in this environment.
    pub environment: Option<Id>,
    /// Only of this pillar.
    pub pillar: Option<Pillar>,
    /// Only on these elements; on all when there are none.
    pub nodes: Vec<Id>,
}

impl Filter {
    pub fn shows(&self, problem: &Problem) -> bool {
        self.severity.is_none_or(|severity| severity == problem.severity)
            && self.pillar.is_none_or(|pillar| pillar.word() == problem.pillar)
            && self.environment.as_ref().is_none_or(|id| problem.environments.contains(id))
            && (self.nodes.is_empty() || self.nodes.contains(&problem.node))
    }

    pub fn shows_block(&self, block: &Block) -> bool {
        // what cannot be built is worse than any severity
        let node = block.node.as_ref();
        self.environment.as_ref().is_none_or(|id| *id == block.environment)
            && (self.nodes.is_empty() || node.is_some_and(|node| self.nodes.contains(node)))
    }
}

impl Editor {
    /// Open findings of all environments, the most severe first.
    pub fn problems(&mut self) -> Arc<Vec<Problem>> {
        let content = self.content();
        if let Some((at, problems)) = &self.kept.problems
            && *at == content
        {
            return Arc::clone(problems);
        }
        let mut found: BTreeMap<String, Problem> = BTreeMap::new();
        for (environment, _) in self.environments() {
            let open: Vec<Finding> = match self.session.findings(environment.as_str()) {
                Ok(findings) => findings.iter().filter(|finding| finding.open()).cloned().collect(),
                Err(_) => continue,
            };
            for finding in open {
                let key = key(&finding);
                let problem = found.entry(key.clone()).or_insert_with(|| self.problem(key, &finding));
                problem.severity = problem.severity.max(finding.severity);
                problem.environments.push(environment.clone());
                if let Some(fix) = finding.fix {
                    problem.fixes.insert(environment.clone(), *fix);
                }
            }
            for breach in self.found_in(environment.as_str()) {
                let Some(node) = Id::new(&breach.node) else { continue };
                let property = breach.property.as_deref().unwrap_or_default();
                let key = format!("{}/{node}/{}/{property}", breach.rule, breach.part);
                let problem = found.entry(key.clone()).or_insert_with(|| self.breach(key, node, breach));
                problem.environments.push(environment.clone());
            }
        }
        let mut problems: Vec<Problem> = found.into_values().collect();
        problems.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.key.cmp(&b.key)));
        let problems = Arc::new(problems);
        self.kept.problems = Some((content, Arc::clone(&problems)));
        problems
    }

    fn problem(&self, key: String, finding: &Finding) -> Problem {
        Problem {
            key,
            rule: finding.rule.id.into(),
            title: self.language.of(finding.rule.title).into(),
            rationale: self.language.of(finding.rule.rationale).into(),
            severity: finding.severity,
            pillar: finding.rule.pillar.word(),
            rule_set: None,
            question: finding.rule.question,
            source: finding.rule.source,
            node: finding.node.clone(),
            name: self.name_of(&finding.node),
            symbol: self.symbol_of(&finding.node),
            part: finding.part.to_string(),
            property: finding.property.map(Cow::Borrowed),
            message: finding.message.render(self.language),
            environments: Vec::new(),
            fix: finding.fix.as_ref().map(|fix| fix.title.render(self.language)),
            fixes: BTreeMap::new(),
        }
    }

    /// A rule of the organisation that does not hold at an element.
    fn breach(&self, key: String, node: Id, found: &OrganisationFinding) -> Problem {
        let (set, rule) = set_and_rule(&found.rule).unwrap_or(("", &found.rule));
        Problem {
            key,
            rule: found.rule.clone().into(),
            title: rule.to_owned().into(),
            rationale: self
                .tell("A rule of “{0}”.", "Una regla de «{0}».", [self.set_name(set).to_owned()])
                .into(),
            severity: OrganisationFinding::SEVERITY,
            pillar: "organisation",
            rule_set: Some(self.set_name(set).to_owned()),
            question: "",
            source: "",
            name: self.name_of(&node),
            symbol: self.symbol_of(&node),
            node,
            part: found.part.clone(),
            property: found.property.clone().map(Cow::Owned),
            message: found.message.clone(),
            environments: Vec::new(),
            fix: None,
            fixes: BTreeMap::new(),
        }
    }

    /// The symbol of a node's icon.
    fn symbol_of(&self, id: &Id) -> String {
        let kind = self.document().nodes.get(id).map(|node| node.kind.as_str());
        symbol(kind.unwrap_or_default()).to_owned()
    }

    /// What cannot be built, by environment.
    pub fn blockers(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for (environment, _) in self.environments() {
            let Ok(architecture) = self.session.architecture(environment.as_str()) else { continue };
            let found = architecture.blockers.clone();
            for blocker in found {
                let node = Id::new(&blocker.node);
                let name = node.as_ref().map_or_else(|| blocker.node.clone(), |id| self.name_of(id));
                let environment = environment.clone();
                blocks.push(Block {
                    environment,
                    node,
                    name,
                    message: blocker.message,
                    property: blocker.property,
                });
            }
        }
        blocks
    }

    /// What the fix of a problem would change. Tried on a copy; kept until the next edit.
    pub fn effect(&mut self, problem: &Problem) -> Effect {
        if let Some(effect) = self.effects().get(&problem.key) {
            return effect.clone();
        }
        let effect = self.try_fix(problem);
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

    fn try_fix(&mut self, problem: &Problem) -> Effect {
        let command = self.fix_command(problem);
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
        let mut after = self.document().clone();
        match design::apply(&mut after, &Services, command) {
            Ok(_) => differences(self.document(), &after, self.language),
            Err(_) => Vec::new(),
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
        let mut trial = self.document().clone();
        let mut commands = Vec::new();
        let mut refused = None;
        for problem in problems.iter().filter(|problem| problem.fix.is_some()) {
            let command = self.fix_command(problem);
            match design::apply(&mut trial, &Services, command.clone()) {
                Ok(_) => commands.push(command),
                Err(refusal) => refused = Some(refusal),
            }
        }
        match (commands.is_empty(), refused) {
            (true, Some(refusal)) => Err(refusal),
            (true, None) => Ok(()),
            (false, _) => self.edit(label, Command::Batch { commands }),
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
                in_base(edit, self.document(), &mut commands);
            }
        } else {
            for (environment, fix) in &problem.fixes {
                for edit in &fix.edits {
                    in_overlay(edit, environment, &mut commands);
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

fn key(finding: &Finding) -> String {
    let property = finding.property.unwrap_or_default();
    format!("{}/{}/{}/{property}", finding.rule.id, finding.node, finding.part)
}

fn in_base(edit: &Edit, document: &Document, commands: &mut Vec<Command>) {
    match edit {
        Edit::Set { id, property, value } => {
            commands.push(set(id, property, value, None));
            // what an overlay says would win over the base
            for (environment, settings) in &document.environments {
                let overlay = settings.overrides.get(id).and_then(|overlay| overlay.as_object());
                if overlay.is_some_and(|overlay: &Map| overlay.contains_key(*property)) {
                    commands.push(set(id, property, value, Some(environment.clone())));
                }
            }
        }
        Edit::Add { id, node } => commands.push(Command::AddNode { id: id.clone(), node: node.clone() }),
        Edit::Connect { id, connection } => {
            commands.push(Command::AddConnection { id: id.clone(), connection: connection.clone() });
        }
    }
}

fn in_overlay(edit: &Edit, environment: &Id, commands: &mut Vec<Command>) {
    let command = match edit {
        Edit::Set { id, property, value } => set(id, property, value, Some(environment.clone())),
        Edit::Add { id, node } => {
            let mut node = node.clone();
            // an overlay cannot add: it is limited to the environments that need it
            node.environments.get_or_insert_default().push(environment.clone());
            Command::AddNode { id: id.clone(), node }
        }
        Edit::Connect { id, connection } => {
            Command::AddConnection { id: id.clone(), connection: connection.clone() }
        }
    };
    // the same node or connection for a second environment
    let again = commands.iter_mut().find_map(|earlier| match (earlier, &command) {
        (Command::AddNode { id, node }, Command::AddNode { id: other, node: more }) if id == other => {
            node.environments.get_or_insert_default().extend(more.environments.clone().unwrap_or_default());
            Some(())
        }
        (Command::AddConnection { id, .. }, Command::AddConnection { id: other, .. }) if id == other => {
            Some(())
        }
        _ => None,
    });
    if again.is_none() {
        commands.push(command);
    }
}

fn set(id: &Id, property: &str, value: &serde_json::Value, environment: Option<Id>) -> Command {
    let (id, path) = (id.clone(), vec![property.to_owned()]);
    match value {
        serde_json::Value::Null if environment.is_none() => Command::UnsetProperty { id, environment, path },
        value => Command::SetProperty { id, environment, path, value: value.clone() },
    }
}
