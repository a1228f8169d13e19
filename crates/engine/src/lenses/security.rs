//! What of security is open, as a lens marks it.

use architecture::{Architecture, Ix};
use rules::{Finding, Pillar, Status};
use scene::{
    draw::{MarkLook, Severity},
    lens::{Lens, LensMark},
};
use text::{Language, Words};

use crate::{Expected, GUARANTEES, drawing::drawn};

/// The lens over the open findings of the security pillar. An element by which a guarantee or an expectation is broken
/// says so, one whose findings are all accepted is marked quietly, tiers are tinted by the worst in them.
pub fn security(
    architecture: &Architecture,
    findings: &[Finding],
    expected: &[Expected],
    language: Language,
) -> Lens {
    let mut lens = Lens::default();
    let mut broken: Vec<(&str, Words)> = Vec::new();
    let ours = findings.iter().filter(|finding| finding.pillar() == Pillar::Security);
    for finding in ours.filter(|finding| finding.status == Status::Violated) {
        let node = finding.node.as_str();
        if !finding.open() {
            lens.marks.entry(node.to_owned()).or_insert_with(|| LensMark::new(MarkLook::Accepted));
            continue;
        }
        found(&mut lens, architecture, node, drawn(finding.severity)).count += 1;
        if GUARANTEES.iter().any(|one| one.rules.contains(&finding.rule.id)) {
            broken.push((node, Words::new("guarantee broken", "garantía rota")));
        }
    }
    for node in
        expected.iter().filter(|one| one.status == Status::Violated).filter_map(|one| one.node.as_ref())
    {
        // it stops a deployment
        found(&mut lens, architecture, node.as_str(), Severity::High);
        broken.push((node.as_str(), Words::new("expectation broken", "expectativa incumplida")));
    }
    for (node, words) in broken {
        if let Some(mark) = lens.marks.get_mut(node) {
            mark.note = language.of(words).to_owned();
        }
    }
    lens
}

/// The mark of an element of which so much is open; what it stands in is tinted.
fn found<'l>(
    lens: &'l mut Lens,
    architecture: &Architecture,
    node: &str,
    severity: Severity,
) -> &'l mut LensMark {
    let up = |ix: &Ix| architecture.elements[*ix].parent;
    for ix in std::iter::successors(architecture.index_of(node), up) {
        let tint = lens.tints.entry(architecture.elements[ix].id.to_string()).or_insert(severity);
        *tint = (*tint).max(severity);
    }
    let look = MarkLook::Found(severity);
    let mark = lens.marks.entry(node.to_owned()).or_insert_with(|| LensMark::new(look));
    mark.look = mark.look.max(look);
    mark
}
