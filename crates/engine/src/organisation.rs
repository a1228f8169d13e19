//! Findings of an organisation's own rules, which are judged on templates and known by name only.

use rules::Severity;
use serde::Serialize;

/// Where a rule of an organisation does not hold: an element, or the environment where it names none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrganisationFinding {
    pub environment: String,
    /// `guard:FILE/RULE`, the file without its ending.
    pub rule: String,
    /// Empty: the environment's templates as such.
    pub node: String,
    pub part: String,
    /// CloudFormation's property, with `.` below it, e.g. `LoggingConfiguration`.
    pub property: Option<String>,
    /// In the words of the rule.
    pub message: String,
}

impl OrganisationFinding {
    /// The Guard language knows no severities: what an organisation asks for is asked for.
    pub const SEVERITY: Severity = Severity::High;

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
}
