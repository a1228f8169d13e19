//! Problems: open findings of all environments, one line for the same practice at the same place.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use engine::{
    Document, Finding, Fix, Id, Language, OrganisationFinding, Severity,
    design::{Pillar, rule_set::set_and_rule},
};

use crate::{editor::Editor, shelf::symbol, words::name_of};

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
    /// `None` for a rule of the organisation.
    pub pillar: Option<Pillar>,
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
    /// How severe it is in each of them.
    pub(super) severities: Vec<Severity>,
    /// What the fix does; `None` when a person must decide.
    pub fix: Option<String>,
    pub(super) fixes: BTreeMap<Id, Fix>,
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
            && self.pillar.is_none_or(|pillar| Some(pillar) == problem.pillar)
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

impl Problem {
    fn of(finding: &Finding, document: &Document, language: Language) -> Problem {
        let about = finding.rule;
        let property = finding.property.unwrap_or_default();
        let kind = document.nodes.get(&finding.node).map(|node| node.kind.as_str()).unwrap_or_default();
        Problem {
            key: format!("{}/{}/{}/{property}", about.id, finding.node, finding.part),
            rule: about.id.into(),
            title: language.of(about.title).into(),
            rationale: language.of(about.rationale).into(),
            severity: finding.severity,
            pillar: Some(about.pillar),
            rule_set: None,
            question: about.question,
            source: about.source,
            node: finding.node.clone(),
            name: name_of(document, &finding.node),
            symbol: symbol(kind).to_owned(),
            part: finding.part.to_string(),
            property: finding.property.map(Cow::Borrowed),
            message: finding.message.render(language),
            environments: Vec::new(),
            severities: Vec::new(),
            fix: finding.fix.as_ref().map(|fix| fix.title.render(language)),
            fixes: BTreeMap::new(),
        }
    }

    /// It is open in an environment, too.
    fn open_in(&mut self, environment: &Id, severity: Severity) {
        self.severity = self.severity.max(severity);
        // a rule may say several things of one place
        if self.environments.last() != Some(environment) {
            self.environments.push(environment.clone());
            self.severities.push(severity);
        }
    }

    /// One more finding of it.
    fn add(&mut self, environment: &Id, finding: &Finding) {
        self.open_in(environment, finding.severity);
        if let Some(fix) = &finding.fix {
            self.fixes.insert(environment.clone(), (**fix).clone());
        }
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
        let mut found: BTreeMap<_, Problem> = BTreeMap::new();
        let mut breaches: BTreeMap<String, Problem> = BTreeMap::new();
        for (environment, _) in self.environments() {
            let Ok((document, findings)) = self.session.judged(environment.as_str()) else { continue };
            for finding in findings.iter().filter(|finding| finding.open()) {
                let place = (finding.rule.id, finding.node.clone(), finding.part.clone(), finding.property);
                let fresh = || Problem::of(finding, document, self.language);
                found.entry(place).or_insert_with(fresh).add(&environment, finding);
            }
            if let Ok(Some(finding)) = self.session.over_budget(environment.as_str())
                && finding.open()
            {
                let place = (finding.rule.id, finding.node.clone(), finding.part.clone(), finding.property);
                let fresh = || Problem::of(&finding, self.session.document(), self.language);
                found.entry(place).or_insert_with(fresh).add(&environment, &finding);
            }
            for breach in self.found_in(environment.as_str()) {
                let Some(node) = Id::new(&breach.node) else { continue };
                let property = breach.property.as_deref().unwrap_or_default();
                let key = format!("{}/{node}/{}/{property}", breach.rule, breach.part);
                let problem = breaches.entry(key.clone()).or_insert_with(|| self.breach(key, node, breach));
                problem.open_in(&environment, OrganisationFinding::SEVERITY);
            }
        }
        let mut problems: Vec<Problem> = found.into_values().chain(breaches.into_values()).collect();
        // those of one severity stay in their order
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.severity));
        let problems = Arc::new(problems);
        self.kept.problems = Some((content, Arc::clone(&problems)));
        problems
    }

    /// A rule of the organisation that does not hold at an element.
    fn breach(&self, key: String, node: Id, found: &OrganisationFinding) -> Problem {
        let (set, rule) = set_and_rule(&found.rule).unwrap_or(("", &found.rule));
        let set = self.set_name(set).to_owned();
        let kind = self.document().nodes.get(&node).map(|node| node.kind.as_str()).unwrap_or_default();
        Problem {
            key,
            rule: found.rule.clone().into(),
            title: rule.to_owned().into(),
            rationale: self.tell("A rule of “{0}”.", "Una regla de «{0}».", [set.clone()]).into(),
            severity: OrganisationFinding::SEVERITY,
            pillar: None,
            rule_set: Some(set),
            question: "",
            source: "",
            name: self.name_of(&node),
            symbol: symbol(kind).to_owned(),
            node,
            part: found.part.clone(),
            property: found.property.clone().map(Cow::Owned),
            message: found.message.clone(),
            environments: Vec::new(),
            severities: Vec::new(),
            fix: None,
            fixes: BTreeMap::new(),
        }
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
}
