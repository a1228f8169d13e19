//! What an organisation's own rules say, which are judged on templates and known by name only.

use std::fmt;

use design::Document;
use rules::{Severity, Suppressed};
use serde::Serialize;
use text::Language;

use crate::accepted;

/// What the rules say of some environments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// Sorted.
    pub findings: Vec<OrganisationFinding>,
    /// What could not be judged; everything else was.
    pub faults: Vec<RuleFault>,
}

/// Where a rule of an organisation does not hold: an element, or the environment where it names none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrganisationFinding {
    pub environment: String,
    /// `guard:SET/RULE`: the id of a rule set, or a file's name without its ending.
    pub rule: String,
    /// Empty: the environment's templates as such.
    pub node: String,
    pub part: String,
    /// CloudFormation's property, with `.` below it, e.g. `LoggingConfiguration`.
    pub property: Option<String>,
    /// In the words of the rule.
    pub message: String,
    /// A person accepted it.
    pub suppressed: Option<Suppressed>,
}

/// Why rules, or one of them on one template, give no answer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleFault {
    /// The rule file, or the id of the rule set.
    pub rules: String,
    /// Where in it, from 1, if it is there.
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// On which template; `None`: on all.
    pub template: Option<String>,
    pub message: String,
}

/// `FILE:LINE:COLUMN: why`, as compilers say it.
impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rules)?;
        for number in [self.line, self.column].into_iter().flatten() {
            write!(f, ":{number}")?;
        }
        if let Some(template) = &self.template {
            write!(f, ": on {template}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Judged {
    /// Marks what a document accepts on a day (`YYYY-MM-DD`), and nothing else.
    pub fn mark_accepted(&mut self, document: &Document, today: &str) {
        for finding in &mut self.findings {
            finding.suppressed = finding.accepted_by(document, today);
        }
    }
}

impl OrganisationFinding {
    /// The Guard language knows no severities: what an organisation asks for is asked for.
    pub const SEVERITY: Severity = Severity::High;

    /// Not accepted by a person.
    pub fn open(&self) -> bool {
        self.suppressed.is_none()
    }

    /// By what a document accepts it on a day (`YYYY-MM-DD`).
    pub fn accepted_by(&self, document: &Document, today: &str) -> Option<Suppressed> {
        let environment = document.environments.get_key_value(self.environment.as_str())?.0;
        let accepts = document.suppressions.iter().find(|(_, one)| {
            !one.past(today) && one.holds_in(environment) && one.is_about(&self.rule, &self.node, &self.part)
        });
        accepts.map(|(id, one)| Suppressed {
            id: id.clone(),
            reason: one.reason.clone(),
            until: one.until.clone(),
        })
    }

    /// The stable JSON form of findings.
    pub fn report(&self) -> OrganisationReport<'_> {
        OrganisationReport {
            rule: &self.rule,
            severity: OrganisationFinding::SEVERITY.word(),
            status: "violated",
            pillar: "organisation",
            question: "",
            node: &self.node,
            part: &self.part,
            property: self.property.as_deref(),
            environment: &self.environment,
            message: &self.message,
            fix: None,
            peers: [],
            suppressed: self.suppressed.as_ref().map(|by| accepted(&by.reason, &by.until, Language::English)),
        }
    }
}

/// The same members as those of our own findings.
#[derive(Debug, Serialize)]
pub struct OrganisationReport<'a> {
    rule: &'a str,
    severity: &'static str,
    status: &'static str,
    pillar: &'static str,
    question: &'static str,
    node: &'a str,
    part: &'a str,
    property: Option<&'a str>,
    environment: &'a str,
    message: &'a str,
    fix: Option<&'a str>,
    peers: [&'a str; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<String>,
}
