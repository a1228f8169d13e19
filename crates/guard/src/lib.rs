//! Rules of an organisation in the CloudFormation Guard language: what is asked of the interpreter, and what it answers.
//!
//! The interpreter (feature `interpreter`) is the program `groundplan-guard`, which reads a [`Request`] as JSON from
//! standard input and writes an [`Answer`]: one rule file for each run, so that a file that breaks it harms no other.
//! Without the feature only the types are here. No design, no AWS service is known.

#[cfg(feature = "interpreter")]
mod interpreter;

#[cfg(feature = "interpreter")]
pub use interpreter::judge;

use serde::{Deserialize, Serialize};

/// A text and the name it is known by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub text: String,
}

/// One rule file and the templates it is to judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// In the Guard language.
    pub rules: Source,
    /// CloudFormation as JSON, functions in their long form.
    pub templates: Vec<Source>,
}

/// What the rules say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What violates a rule: one for each rule and resource, in the order of the templates, sorted within each.
    pub violations: Vec<Violation>,
    /// What could not be judged.
    pub faults: Vec<Fault>,
}

/// A resource that a rule does not hold for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Violation {
    /// Name of the template, as asked.
    pub template: String,
    /// The rule's name; `default` for clauses outside of rules.
    pub rule: String,
    /// Logical id; `None` where the rule speaks of the template itself.
    pub resource: Option<String>,
    /// Path below the resource, e.g. `Properties.StorageEncrypted`; the first of several.
    pub path: Option<String>,
    /// The rule's own words, else what was compared.
    pub message: String,
}

/// Why a rule file, or one of its rules on one template, gives no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Where in the rule file, from 1, if it is there.
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// On which template; `None`: on all.
    pub template: Option<String>,
    pub message: String,
}
