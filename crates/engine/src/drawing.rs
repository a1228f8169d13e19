//! What the other answers add to a drawing.

use pricing::Estimate;
use rules::{Finding, Severity};
use scene::Annotations;

/// Prices and open findings as a drawing shows them.
pub fn annotations(findings: &[Finding], estimate: &Estimate) -> Annotations {
    let mut annotations = Annotations::default().with_estimate(estimate);
    for finding in findings.iter().filter(|finding| finding.open()) {
        annotations.add_finding(finding.node.as_str(), drawn(finding.severity));
    }
    annotations
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
