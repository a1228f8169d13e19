//! The contract of a rule.

use std::ops::Deref;

pub use design::Pillar;
use design::{Id, Node, Words};
use network::{Network, Unknown, words};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use services::Site;
use smol_str::SmolStr;
use text::Message;

use crate::{Built, Status};

/// One best practice.
pub trait Rule: Sync {
    fn about(&self) -> &'static About;

    /// What the design says about an element of one of the rule's kinds; empty: the rule does not apply to it.
    fn check(&self, site: &Case<'_>) -> Vec<Verdict>;

    /// How to mend a violated verdict, where that is mechanical.
    fn fix(&self, _site: &Case<'_>, _verdict: &Verdict) -> Option<Fix> {
        None
    }

    /// What templates say where the rule is satisfied, if one property decides it: its examples are synthesised to
    /// prove it.
    fn built(&self) -> Option<&'static Built> {
        None
    }
}

/// An element under a rule, and the day it is judged on; reads like the element's site.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    pub site: Site<'a>,
    /// Who reaches whom, read once for all elements.
    pub network: &'a Network<'a>,
    /// `YYYY-MM-DD`; supported versions depend on it.
    pub today: &'a str,
}

impl<'a> Deref for Case<'a> {
    type Target = Site<'a>;

    fn deref(&self) -> &Site<'a> {
        &self.site
    }
}

impl Case<'_> {
    /// That it depends on something the design does not say whether a flow between two places, by their names, passes.
    pub fn depends(&self, from: &str, to: &str, unknown: Unknown) -> Verdict {
        Verdict::cannot_tell(words::depends(self.architecture, from, to, unknown))
    }

    /// Whether the element is the first of its kind in the environment, which speaks for all of them.
    pub fn speaks_for_all(&self) -> bool {
        let kind = self.element().kind.name;
        self.architecture
            .own()
            .find(|(_, element)| element.is(kind))
            .is_some_and(|(first, _)| first == self.ix)
    }
}

/// The static facts of a rule.
#[derive(Debug)]
pub struct About {
    /// Its file's name in kebab case, e.g. `rds-backup-retention`.
    pub id: &'static str,
    pub title: Words,
    /// Why it matters, in plain words a client understands.
    pub rationale: Words,
    pub production: Severity,
    pub non_production: Severity,
    pub pillar: Pillar,
    /// Question of the Well-Architected Framework, e.g. `SEC05`.
    pub question: &'static str,
    /// The same practice in other checkers, e.g. `checkov:CKV_AWS_16`.
    pub peers: &'static [&'static str],
    /// AWS documentation that states the practice.
    pub source: &'static str,
    pub scope: Scope,
    /// Kinds it looks at; empty: every element.
    pub kinds: &'static [&'static str],
}

/// How far a rule looks: what an edit must touch for its verdict on an element to change. What contains something is
/// seen with it, and which elements there are is seen by all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The element itself, what its properties name, and what replaces its parts.
    Node,
    /// These, its children, and the other ends of its edges.
    Neighbours,
    /// Everything in its VPC, what decides over its packets, and their neighbours.
    Vpc,
    /// All that links join it with, and all raw resources, which name others without a link; from a raw resource the
    /// whole environment.
    Whole,
}

impl Scope {
    /// The narrowest first.
    pub const ALL: [Scope; 4] = [Scope::Node, Scope::Neighbours, Scope::Vpc, Scope::Whole];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// The worst first.
    pub const ALL: [Severity; 4] = [Severity::Critical, Severity::High, Severity::Medium, Severity::Low];

    pub fn word(self) -> &'static str {
        match self {
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }

    /// As people say it of a finding.
    pub fn words(self) -> Words {
        match self {
            Severity::Low => Words::new("low", "bajo"),
            Severity::Medium => Words::new("medium", "medio"),
            Severity::High => Words::new("high", "alto"),
            Severity::Critical => Words::new("critical", "crítico"),
        }
    }
}

/// What a rule says of an element, or of one of its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub status: Status,
    /// Empty: the element itself.
    pub part: SmolStr,
    /// The property that decides, if one does.
    pub property: Option<&'static str>,
    /// The fact that decides, as a sentence.
    pub evidence: Message,
}

impl Verdict {
    pub fn new(status: Status, evidence: impl Into<Message>) -> Verdict {
        Verdict { status, part: SmolStr::default(), property: None, evidence: evidence.into() }
    }

    pub fn violated(evidence: impl Into<Message>) -> Verdict {
        Verdict::new(Status::Violated, evidence)
    }

    pub fn satisfied(evidence: impl Into<Message>) -> Verdict {
        Verdict::new(Status::Satisfied, evidence)
    }

    pub fn cannot_tell(evidence: impl Into<Message>) -> Verdict {
        Verdict::new(Status::CannotTell, evidence)
    }

    /// Violated if `broken`, with one sentence for each case.
    pub fn either(broken: bool, violated: impl Into<Message>, satisfied: impl Into<Message>) -> Verdict {
        if broken { Verdict::violated(violated) } else { Verdict::satisfied(satisfied) }
    }

    /// What violates is only asked: it takes a person to know.
    pub fn asked(mut self) -> Verdict {
        if self.status == Status::Violated {
            self.status = Status::CannotTell;
        }
        self
    }

    pub fn on(mut self, property: &'static str) -> Verdict {
        self.property = Some(property);
        self
    }

    pub fn part(mut self, part: impl Into<SmolStr>) -> Verdict {
        self.part = part.into();
        self
    }
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    pub title: Message,
    pub edits: Vec<Edit>,
}

/// One edit of a fix: on the base, or on the overlays of the environments concerned ([`Edit::in_environment`]).
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Sets a property of a node or connection; `Null` clears it.
    Set { id: Id, property: &'static str, value: Value },
    /// Adds a node (in the base; an overlay cannot add).
    Add { id: Id, node: Node },
    /// Adds a connection.
    Connect { id: Id, connection: design::Connection },
}

impl Fix {
    /// Sets one property of the element.
    pub fn set(
        site: &Site<'_>,
        property: &'static str,
        value: impl Into<Value>,
        title: impl Into<Message>,
    ) -> Fix {
        Fix {
            title: title.into(),
            edits: vec![Edit::Set { id: site.id.clone(), property, value: value.into() }],
        }
    }
}
