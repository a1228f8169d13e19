//! What the other answers add to a drawing.

use pricing::Estimate;
use rules::{Finding, Severity};
use scene::Annotations;

use crate::OrganisationFinding;

/// Prices and open findings as a drawing shows them.
pub fn annotations(findings: &[Finding], estimate: &Estimate) -> Annotations {
    let mut annotations = Annotations::default().with_estimate(estimate);
    for finding in findings.iter().filter(|finding| finding.open()) {
        annotations.add_finding(finding.node.as_str(), drawn(finding.severity));
    }
    annotations
}

/// Open findings of an organisation's rules, beside the others.
pub fn annotate_organisation<'f>(
    annotations: &mut Annotations,
    findings: impl IntoIterator<Item = &'f OrganisationFinding>,
) {
    for finding in findings.into_iter().filter(|finding| finding.open()) {
        annotations.add_finding(&finding.node, drawn(OrganisationFinding::SEVERITY));
    }
}

/// The mark of a severity.
pub(crate) fn drawn(severity: Severity) -> scene::draw::Severity {
    match severity {
        Severity::Critical => scene::draw::Severity::Critical,
        Severity::High => scene::draw::Severity::High,
        Severity::Medium => scene::draw::Severity::Medium,
        Severity::Low => scene::draw::Severity::Low,
    }
}
