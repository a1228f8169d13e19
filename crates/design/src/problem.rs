//! What can be wrong with a document: where, what was expected, what was found, and the nearest valid word.

use std::{
    cell::{Cell, RefCell},
    fmt,
};

use thiserror::Error;

use crate::LogoError;

/// Problems reported at once; the rest is only counted.
pub const MAX_PROBLEMS: usize = 50;

/// One thing wrong with a document, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// JSON path, e.g. `nodes.db.properties.multi_az`; empty for the whole text.
    pub path: String,
    pub fault: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { self.fault.fmt(f) } else { write!(f, "{}: {}", self.path, self.fault) }
    }
}

impl std::error::Error for Problem {}

/// What is wrong. Texts in `expected` are phrases such as “a whole number from 1 to 65535”.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Fault {
    #[error("the file is empty; a document starts with {{ \"groundplan\": 1, \"id\": …, \"name\": … }}")]
    Empty,
    #[error("not UTF-8 text: the byte at offset {offset} does not belong there; save the file as UTF-8")]
    NotUtf8 { offset: usize },
    #[error("not valid JSON: line {line}, column {column}: {message}")]
    Syntax { line: usize, column: usize, message: String },
    #[error("line {line}, column {column}: nested too deep; at most {limit} levels are read")]
    TooDeep { line: usize, column: usize, limit: usize },
    #[error("this key appears twice in the same object; keep one of them")]
    DuplicateKey,
    #[error("the number {found} is too large to be held exactly; at most 9007199254740992 (2^53) is read")]
    NumberTooLarge { found: String },
    #[error("format version {found} is newer than this program reads (1); update Groundplan to open it")]
    NewerVersion { found: u64 },
    #[error("expected {expected}, found {found}{}", hint(.nearest))]
    Expected { expected: String, found: String, nearest: Option<String> },
    #[error("unknown field{}", hint_or(.nearest, .known, "the fields here are"))]
    UnknownField { nearest: Option<String>, known: Vec<String> },
    #[error("missing; expected {expected}")]
    Missing { expected: String },
    #[error(
        "“{found}” is not an id: small letters, digits and single hyphens, starting with a letter, at most 60 characters{}",
        hint(.nearest)
    )]
    BadId { found: String, nearest: Option<String> },
    #[error(
        "“{found}” is also the id of a {other}; nodes, connections and applications share one space of ids"
    )]
    IdTaken { found: String, other: &'static str },
    #[error("there is no kind “{found}”{}", hint(.nearest))]
    UnknownKind { found: String, nearest: Option<String> },
    #[error("there is no {what} “{found}”{}", hint(.nearest))]
    Dangling { what: &'static str, found: String, nearest: Option<String> },
    #[error("{kind} has no such property{}", hint_or(.nearest, .known, "it has"))]
    UnknownProperty { kind: String, nearest: Option<String>, known: Vec<String> },
    #[error("{kind} has no such volume{}", hint_or(.nearest, .known, "it has"))]
    UnknownUsage { kind: String, nearest: Option<String>, known: Vec<String> },
    #[error("parents form a circle: {}", circle.join(" → "))]
    ParentCycle { circle: Vec<String> },
    #[error("{kind} cannot stand in {parent}; it stands in {}", places(.legal, *.root))]
    IllegalParent { kind: String, parent: String, legal: Vec<String>, root: bool },
    #[error("{kind} must stand in {}", places(.legal, false))]
    NoParent { kind: String, legal: Vec<String> },
    #[error("{from} cannot start a “{kind}” connection to {to}; {}", ends(.from, .kind, .legal))]
    IllegalConnection { from: String, kind: &'static str, to: String, legal: Vec<String> },
    #[error("“{other}” and this id both become {folded} in CloudFormation; rename one of them")]
    SameLogicalId { other: String, folded: String },
    #[error("“{other}” already replaces {part}")]
    ReplacedTwice { other: String, part: String },
    #[error("zone “{found}” does not lie in {region}; a zone there is named like {region}a")]
    ZoneElsewhere { found: String, region: String },
    #[error("“{other}” already answers {question} in {}; change or withdraw one", environment.as_deref().unwrap_or("all environments"))]
    AnsweredTwice { other: String, question: String, environment: Option<String> },
    #[error("“{found}” is named twice")]
    Repeated { found: String },
    #[error(transparent)]
    Logo(LogoError),
}

fn hint(nearest: &Option<String>) -> String {
    nearest.as_ref().map(|word| format!("; did you mean “{word}”?")).unwrap_or_default()
}

fn hint_or(nearest: &Option<String>, known: &[String], lead: &str) -> String {
    match nearest {
        Some(_) => hint(nearest),
        None if known.is_empty() => "; it has none".to_owned(),
        None => format!("; {lead} {}", known.join(", ")),
    }
}

fn places(legal: &[String], root: bool) -> String {
    let mut text = legal.join(" or ");
    if root {
        text.push_str(if legal.is_empty() { "the environment itself" } else { " or the environment itself" });
    }
    text
}

fn ends(from: &str, kind: &str, legal: &[String]) -> String {
    if legal.is_empty() {
        format!("{from} starts no “{kind}” connections")
    } else {
        format!("it may end at {}", legal.join(", "))
    }
}

/// A text that is not a document, with everything found wrong (the first [`MAX_PROBLEMS`]).
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{}", self.lines())]
pub struct LoadErrors {
    /// At least one, in document order.
    pub problems: Vec<Problem>,
    /// Problems beyond those listed.
    pub more: usize,
}

impl LoadErrors {
    fn lines(&self) -> String {
        let mut lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        if self.more > 0 {
            lines.push(format!("and {} more", self.more));
        }
        lines.join("\n")
    }
}

/// Where in the document: a chain on the stack, turned into text only when something is wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn key(&'a self, key: &'a str) -> Path<'a> {
        Path::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> Path<'a> {
        Path::Index(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
            Path::Key(parent, key) => {
                let plain = !key.is_empty()
                    && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
                    && key.len() <= 80;
                let shown: String = key.chars().take(80).collect();
                match (plain, parent) {
                    (true, Path::Root) => f.write_str(key),
                    (true, _) => write!(f, "{parent}.{key}"),
                    (false, _) => write!(f, "{parent}[{shown:?}]"),
                }
            }
        }
    }
}

/// Collects problems up to the limit.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: RefCell<Vec<Problem>>,
    more: Cell<usize>,
    incomplete: Cell<bool>,
}

impl Problems {
    pub(crate) fn push(&self, path: &Path<'_>, fault: Fault) {
        if let Ok(mut list) = self.list.try_borrow_mut() {
            if list.len() < MAX_PROBLEMS {
                list.push(Problem { path: path.to_string(), fault });
            } else {
                self.more.set(self.more.get() + 1);
            }
        }
    }

    /// A problem that leaves a hole in what was read.
    pub(crate) fn push_hole(&self, path: &Path<'_>, fault: Fault) {
        self.incomplete.set(true);
        self.push(path, fault);
    }

    /// The candidate most like `word`, if it is like it at all. Looks no further once the list is full, so that
    /// thousands of mistakes in a large document stay cheap.
    pub(crate) fn nearest<'c>(
        &self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<String> {
        let full = self.list.try_borrow().is_ok_and(|list| list.len() >= MAX_PROBLEMS);
        if full { None } else { nearest(word, candidates) }
    }

    /// Whether checks across elements would report holes as faults.
    pub(crate) fn incomplete(&self) -> bool {
        self.incomplete.get()
    }

    pub(crate) fn into_errors(self) -> Option<LoadErrors> {
        let problems = self.list.into_inner();
        (!problems.is_empty()).then_some(LoadErrors { problems, more: self.more.get() })
    }

    pub(crate) fn into_list(self) -> Vec<Problem> {
        self.list.into_inner()
    }
}

/// The candidate most like a word that is none of them, if it is like one at all.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    if word.is_empty() || word.len() > 100 {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        // One slip (a letter more, less, other or swapped) counts even in a short word.
        let slip = word.len().abs_diff(candidate.len()) <= 1 && strsim::osa_distance(word, candidate) == 1;
        let likeness = strsim::jaro_winkler(word, candidate).max(if slip { 0.8 } else { 0.0 });
        if likeness >= 0.8 && best.is_none_or(|(top, _)| likeness > top) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}
