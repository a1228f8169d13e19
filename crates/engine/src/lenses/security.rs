//! What of security is open, as a lens marks it.

use architecture::{Architecture, Ix};
use rules::{Finding, Pillar, Status};
use scene::{
    draw::MarkLook,
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
    let mut broken: Vec<&str> = Vec::new();
    let ours = findings.iter().filter(|finding| finding.pillar() == Pillar::Security);
    for finding in ours.filter(|finding| finding.status == Status::Violated) {
        let node = finding.node.as_str();
        let accepted = || LensMark::new(MarkLook::Accepted);
        let mark = lens.marks.entry(node.to_owned()).or_insert_with(accepted);
        if finding.open() {
            let severity = drawn(finding.severity);
            mark.look = mark.look.max(MarkLook::Found(severity));
            mark.count += 1;
            if GUARANTEES.iter().any(|one| one.rules.contains(&finding.rule.id)) {
                broken.push(node);
            }
            let up = |ix: &Ix| architecture.elements[*ix].parent;
            for ix in std::iter::successors(architecture.index_of(node), up) {
                let tint = lens.tints.entry(architecture.elements[ix].id.to_string()).or_insert(severity);
                *tint = (*tint).max(severity);
            }
        }
    }
    let violated = expected.iter().filter(|one| one.status == Status::Violated);
    broken.extend(violated.filter_map(|one| one.node.as_ref()).map(|node| node.as_str()));
    for node in broken {
        let meant = || LensMark::new(MarkLook::Meant);
        let mark = lens.marks.entry(node.to_owned()).or_insert_with(meant);
        mark.note = language.of(Words::new("guarantee broken", "garantía rota")).to_owned();
    }
    lens
}
