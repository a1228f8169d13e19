//! What of security is open, as a lens marks it.

use std::collections::BTreeMap;

use architecture::Architecture;
use rules::{Finding, Pillar, Status};
use scene::{
    draw::{MarkLook, Severity},
    legend::{Row, Sample},
    lens::{Lens, LensMark},
};
use text::{Language, Words};

use super::{
    legend::{explained, sign},
    weakness::weaknesses,
};
use crate::{Expected, GUARANTEES, drawing::drawn};

/// What is open of an element.
#[derive(Default)]
struct Open<'f> {
    worst: Option<Severity>,
    count: usize,
    rules: BTreeMap<&'f str, rules::Severity>,
    /// Whether a person demanded otherwise.
    unexpected: bool,
}

/// The lens over the open findings of the security pillar and broken expectations: how bad and how many, what is weak
/// in two words, and tiers tinted by the worst in them. An element whose findings are all accepted is marked quietly.
/// What the internet reaches, by the lens over that, has its sign.
pub fn security(
    architecture: &Architecture,
    findings: &[Finding],
    expected: &[Expected],
    internet: Option<&Lens>,
    language: Language,
) -> Lens {
    let mut lens = Lens::default();
    let mut open: BTreeMap<&str, Open<'_>> = BTreeMap::new();
    let ours = findings.iter().filter(|finding| finding.pillar() == Pillar::Security);
    for finding in ours.filter(|finding| finding.status == Status::Violated) {
        let node = finding.node.as_str();
        if finding.open() {
            let open = open.entry(node).or_default().add(drawn(finding.severity));
            let worst = open.rules.entry(finding.rule.id).or_insert(finding.severity);
            *worst = finding.severity.max(*worst);
        } else {
            lens.marks.insert(node.to_owned(), LensMark::new(MarkLook::Accepted));
        }
    }
    for one in expected.iter().filter(|one| one.status == Status::Violated) {
        if let Some(node) = &one.node {
            // it stops a deployment
            open.entry(node.as_str()).or_default().add(Severity::High).unexpected = true;
        }
    }
    for (node, open) in open {
        let Some(worst) = open.worst else { continue };
        tint(&mut lens, architecture, node, worst);
        let note = open.note(language);
        let mark = LensMark { note, count: open.count, ..LensMark::new(MarkLook::Found(worst)) };
        lens.marks.insert(node.to_owned(), mark);
    }
    let reached = internet.into_iter().flat_map(|lens| &lens.marks);
    for (id, _) in reached.filter(|(_, mark)| mark.look == MarkLook::Exposed) {
        lens.marks.entry(id.clone()).or_insert_with(|| LensMark::new(MarkLook::Meant)).exposed = true;
    }
    let found = |severity: rules::Severity| {
        Row::new(Sample::Sign(MarkLook::Found(drawn(severity))), language.of(severity.words()))
    };
    let mut rows = rules::Severity::ALL.map(found).to_vec();
    rows.extend([MarkLook::Accepted, MarkLook::Exposed].map(|look| sign(look, language)));
    let found = lens.marks.values().any(|mark| matches!(mark.look, MarkLook::Found(_)));
    let title = language.of(match found {
        true => Words::new("Security: open findings", "Seguridad: hallazgos abiertos"),
        false => Words::new("Security: nothing open", "Seguridad: nada abierto"),
    });
    let legend = explained(&lens, title, rows);
    Lens { legend, ..lens }
}

impl<'f> Open<'f> {
    fn add(&mut self, severity: Severity) -> &mut Open<'f> {
        self.worst = self.worst.max(Some(severity));
        self.count += 1;
        self
    }

    /// What is weak, and how much else is: `public data +1`. Else whether a promise to the client is broken.
    fn note(&self, language: Language) -> String {
        let unexpected = Words::new("expectation broken", "expectativa incumplida");
        let all: Vec<Words> =
            self.unexpected.then_some(unexpected).into_iter().chain(weaknesses(&self.rules)).collect();
        match all[..] {
            [] if GUARANTEES.iter().any(|one| one.rules.iter().any(|rule| self.rules.contains_key(rule))) => {
                language.of(Words::new("guarantee broken", "garantía rota")).to_owned()
            }
            [] => String::new(),
            [only] => language.of(only).to_owned(),
            [first, ..] => format!("{} +{}", language.of(first), all.len() - 1),
        }
    }
}

/// What an element stands in is tinted by the worst in it.
fn tint(lens: &mut Lens, architecture: &Architecture, node: &str, severity: Severity) {
    for ix in architecture.index_of(node).into_iter().flat_map(|ix| architecture.ancestors(ix)) {
        let tint = lens.tints.entry(architecture.elements[ix].id.to_string()).or_insert(severity);
        *tint = (*tint).max(severity);
    }
}
