//! Problems under headings: by what they have in common, with what is below each heading, folded or not.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::Arc,
};

use engine::{
    Id, Language, Severity,
    design::{Pillar, Words},
};

use super::{Filter, Problem};
use crate::editor::Editor;

/// What problems have in common under one heading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    #[default]
    Severity,
    Rule,
    Element,
    Pillar,
    Environment,
}

impl Grouping {
    pub const ALL: [Grouping; 5] =
        [Grouping::Severity, Grouping::Rule, Grouping::Element, Grouping::Pillar, Grouping::Environment];

    /// Names it in saved settings.
    pub fn word(self) -> &'static str {
        match self {
            Grouping::Severity => "severity",
            Grouping::Rule => "rule",
            Grouping::Element => "element",
            Grouping::Pillar => "pillar",
            Grouping::Environment => "environment",
        }
    }

    /// The one with a word.
    pub fn named(word: &str) -> Option<Grouping> {
        Grouping::ALL.into_iter().find(|grouping| grouping.word() == word)
    }

    pub fn title(self, language: Language) -> &'static str {
        language.of(match self {
            Grouping::Severity => Words::new("By severity", "Por gravedad"),
            Grouping::Rule => Words::new("By rule", "Por regla"),
            Grouping::Element => Words::new("By element", "Por elemento"),
            Grouping::Pillar => Words::new("By pillar", "Por pilar"),
            Grouping::Environment => Words::new("By environment", "Por entorno"),
        })
    }
}

/// What stands over problems that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Names it as long as anything of it is open.
    pub key: String,
    pub title: String,
    /// The rule, where its problems are all of one.
    pub rule: Option<String>,
    /// The icon of its element, where its problems are all on one.
    pub symbol: Option<String>,
    /// How many there are of each severity, the worst first; none that would be 0.
    pub counts: Vec<(Severity, usize)>,
    /// How many of them have a fix.
    pub fixable: usize,
    /// What is below it is not listed.
    pub folded: bool,
}

impl Heading {
    /// How many problems are below it.
    pub fn count(&self) -> usize {
        self.counts.iter().map(|(_, count)| count).sum()
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "only those that are seen are made, and most are problems")]
pub enum Line {
    Heading(Heading),
    Problem(Entry),
}

/// A problem under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Names it in the list as long as it is open: under several headings the same problem is several lines.
    pub key: String,
    /// How severe it is under this heading.
    pub severity: Severity,
    pub problem: Problem,
}

impl Line {
    /// Names it in the list.
    pub fn key(&self) -> &str {
        match self {
            Line::Heading(heading) => &heading.key,
            Line::Problem(entry) => &entry.key,
        }
    }
}

/// What is listed. The problems are those of the editor; lines are made of them when they are shown, so that a long list
/// costs no more than what is seen of it.
#[derive(Debug, Clone, Default)]
pub struct ProblemList {
    problems: Arc<Vec<Problem>>,
    groups: Vec<Group>,
    /// The group and, below its heading, the problem.
    lines: Vec<(usize, Option<usize>)>,
}

impl PartialEq for ProblemList {
    fn eq(&self, other: &ProblemList) -> bool {
        let same = Arc::ptr_eq(&self.problems, &other.problems) || self.problems == other.problems;
        same && self.groups == other.groups && self.lines == other.lines
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Group {
    heading: Heading,
    /// Which environment it speaks of.
    environment: Option<Id>,
    /// Places of its problems.
    problems: Vec<usize>,
}

/// What a heading stands for, in the order of headings.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Common<'p> {
    Severity(Reverse<Severity>),
    Rule(&'p str),
    Element(&'p Id),
    Pillar(Option<Pillar>),
    Environment(usize),
}

impl ProblemList {
    /// Headings of severities, pillars and environments stand in their order, those of rules and elements with the
    /// worst first. `folded` names headings; environments are those that are shown, in order.
    fn new(
        problems: Arc<Vec<Problem>>,
        filter: &Filter,
        grouping: Grouping,
        folded: &BTreeSet<String>,
        environments: &[Id],
        language: Language,
    ) -> ProblemList {
        let mut found: BTreeMap<Common<'_>, Vec<usize>> = BTreeMap::new();
        for (at, problem) in problems.iter().enumerate().filter(|(_, problem)| filter.shows(problem)) {
            let mut below = |common| found.entry(common).or_default().push(at);
            match grouping {
                Grouping::Severity => below(Common::Severity(Reverse(problem.severity))),
                Grouping::Rule => below(Common::Rule(&problem.rule)),
                Grouping::Element => below(Common::Element(&problem.node)),
                Grouping::Pillar => below(Common::Pillar(problem.pillar)),
                Grouping::Environment => {
                    let wanted = |id: &Id| filter.environment.as_ref().is_none_or(|only| only == id);
                    let open = environments.iter().enumerate().filter(|(_, id)| wanted(id));
                    open.filter(|(_, id)| problem.environments.contains(id))
                        .for_each(|(place, _)| below(Common::Environment(place)));
                }
            }
        }
        let group =
            |(common, problems_of)| group(&problems, common, problems_of, folded, environments, language);
        let mut groups: Vec<Group> = found.into_iter().map(group).collect();
        if matches!(grouping, Grouping::Rule | Grouping::Element) {
            // a place that changes only with the worst of it: rows do not jump while one is typing
            groups.sort_by(|a, b| {
                let worst = |group: &Group| group.heading.counts.first().map(|(severity, _)| *severity);
                worst(b).cmp(&worst(a)).then_with(|| a.heading.title.cmp(&b.heading.title))
            });
        }
        let mut lines = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            lines.push((place, None));
            if !group.heading.folded {
                lines.extend(group.problems.iter().map(|at| (place, Some(*at))));
            }
        }
        ProblemList { problems, groups, lines }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Some of the lines, as far as they are there.
    pub fn lines(&self, some: Range<usize>) -> Vec<Line> {
        let some = self.lines.get(some.start..some.end.min(self.lines.len())).unwrap_or_default();
        some.iter().filter_map(|(place, at)| self.line(self.groups.get(*place)?, *at)).collect()
    }

    fn line(&self, group: &Group, at: Option<usize>) -> Option<Line> {
        let Some(at) = at else { return Some(Line::Heading(group.heading.clone())) };
        let problem = self.problems.get(at)?;
        let (key, severity) = match &group.environment {
            Some(id) => (format!("{id}: {}", problem.key), problem.severity_in(id)),
            None => (problem.key.clone(), problem.severity),
        };
        Some(Line::Problem(Entry { key, severity, problem: problem.clone() }))
    }

    /// The keys of all headings.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(|group| group.heading.key.as_str())
    }

    /// The problems below a heading, folded or not.
    pub fn below(&self, key: &str) -> Vec<Problem> {
        let group = self.groups.iter().find(|group| group.heading.key == key);
        let places = group.map(|group| group.problems.as_slice()).unwrap_or_default();
        places.iter().filter_map(|at| self.problems.get(*at).cloned()).collect()
    }
}

fn group(
    problems: &[Problem],
    common: Common<'_>,
    mut of: Vec<usize>,
    folded: &BTreeSet<String>,
    environments: &[Id],
    language: Language,
) -> Group {
    let first = of.first().and_then(|at| problems.get(*at));
    let environment = match common {
        Common::Environment(place) => environments.get(place),
        _ => None,
    };
    let (kind, word, title) = match &common {
        Common::Severity(Reverse(severity)) => {
            (Grouping::Severity, severity.word().to_owned(), severity_title(*severity, language).to_owned())
        }
        Common::Rule(rule) => {
            let title = first.map_or(*rule, |problem| problem.title.as_ref());
            (Grouping::Rule, (*rule).to_owned(), title.to_owned())
        }
        Common::Element(id) => {
            let title = first.map_or_else(|| id.to_string(), |problem| problem.name.clone());
            (Grouping::Element, id.to_string(), title)
        }
        Common::Pillar(Some(pillar)) => {
            (Grouping::Pillar, pillar.word().to_owned(), language.of(pillar.title()).to_owned())
        }
        Common::Pillar(None) => {
            let title = language.of(Words::new("Rules of the organisation", "Reglas de la organización"));
            (Grouping::Pillar, "organisation".to_owned(), title.to_owned())
        }
        Common::Environment(_) => {
            let id = environment.map(ToString::to_string).unwrap_or_default();
            (Grouping::Environment, id.clone(), id)
        }
    };
    let severity = |at: usize| {
        let problem = problems.get(at)?;
        Some(environment.map_or(problem.severity, |id| problem.severity_in(id)))
    };
    let mut counts: BTreeMap<Reverse<Severity>, usize> = BTreeMap::new();
    for severity in of.iter().filter_map(|at| severity(*at)) {
        *counts.entry(Reverse(severity)).or_default() += 1;
    }
    if environment.is_some() {
        // elsewhere they are in this order already
        of.sort_by_key(|at| Reverse(severity(*at)));
    }
    let fixable = of.iter().filter_map(|at| problems.get(*at)).filter(|it| it.fix.is_some()).count();
    let key = format!("{}:{word}", kind.word());
    Group {
        heading: Heading {
            folded: folded.contains(&key),
            key,
            title,
            rule: first.map(|problem| problem.rule.to_string()).filter(|_| kind == Grouping::Rule),
            symbol: first.map(|problem| problem.symbol.clone()).filter(|_| kind == Grouping::Element),
            counts: counts.into_iter().map(|(Reverse(severity), count)| (severity, count)).collect(),
            fixable,
        },
        environment: environment.cloned(),
        problems: of,
    }
}

fn severity_title(severity: Severity, language: Language) -> &'static str {
    language.of(match severity {
        Severity::Critical => Words::new("Critical", "Crítica"),
        Severity::High => Words::new("High", "Alta"),
        Severity::Medium => Words::new("Medium", "Media"),
        Severity::Low => Words::new("Low", "Baja"),
    })
}

impl Problem {
    /// How severe it is in an environment; where it is not open there, how severe it is at worst.
    fn severity_in(&self, environment: &Id) -> Severity {
        let place = self.environments.iter().position(|id| id == environment);
        place.and_then(|place| self.severities.get(place).copied()).unwrap_or(self.severity)
    }
}

impl Editor {
    /// The problems that a filter shows, under headings; those that `folded` names are folded.
    pub fn listed(&mut self, filter: &Filter, grouping: Grouping, folded: &BTreeSet<String>) -> ProblemList {
        let environments: Vec<Id> = self.environments().into_iter().map(|(id, _)| id).collect();
        ProblemList::new(self.problems(), filter, grouping, folded, &environments, self.language)
    }
}
