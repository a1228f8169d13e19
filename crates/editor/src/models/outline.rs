//! The outline: every node in its container, with its worst finding and its price.

use std::collections::BTreeMap;

use engine::{Decimal, Id, OrganisationFinding, Severity, services::service};

use crate::{editor::Editor, shelf::symbol, words::name_of};

/// A line of the outline; children follow their container.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: Id,
    /// 1 for what stands in no container.
    pub level: usize,
    /// Its place among the rows of its container, from 1.
    pub position: usize,
    /// How many rows its container has.
    pub siblings: usize,
    pub children: usize,
    pub name: String,
    pub kind: String,
    /// Title of the kind.
    pub title: String,
    /// Symbol of its icon.
    pub symbol: String,
    /// Worst open finding in the environment shown, and how many there are.
    pub findings: Option<(Severity, usize)>,
    /// US dollars a month in the environment shown.
    pub price: Option<Decimal>,
    /// Not in the environment shown.
    pub absent: bool,
}

impl Editor {
    /// The outline, in the order in which the drawing is read; what is not drawn comes last.
    pub fn outline(&mut self) -> Vec<Row> {
        let picture = self.picture();
        let place: BTreeMap<&Id, usize> =
            picture.reading().iter().enumerate().map(|(place, entry)| (&entry.id, place)).collect();
        let (findings, prices, present) = self.shown();
        let document = self.document();
        let mut children: BTreeMap<Option<&Id>, Vec<&Id>> = BTreeMap::new();
        for (id, node) in &document.nodes {
            children.entry(node.parent.as_ref()).or_default().push(id);
        }
        for list in children.values_mut() {
            list.sort_by_key(|id| (place.get(*id).copied().unwrap_or(usize::MAX), (*id).clone()));
        }
        let mut rows = Vec::with_capacity(document.nodes.len());
        let mut open = lines(children.get(&None), 1);
        while let Some((id, level, position, siblings)) = open.pop() {
            let Some(node) = document.nodes.get(id) else { continue };
            let inside = children.get(&Some(id));
            open.extend(lines(inside, level + 1));
            let about = service(&node.kind).map(|service| service.about());
            rows.push(Row {
                id: id.clone(),
                level,
                position,
                siblings,
                children: inside.map_or(0, Vec::len),
                name: name_of(document, id),
                kind: node.kind.clone(),
                title: about
                    .map_or_else(|| node.kind.clone(), |about| self.language.of(about.kind.title).to_owned()),
                symbol: symbol(&node.kind).to_owned(),
                findings: findings.get(id).copied(),
                price: prices.get(id.as_str()).copied(),
                absent: !present.contains(id),
            });
        }
        rows
    }

    /// Open findings, prices and elements of the environment shown.
    #[allow(clippy::type_complexity)] // three answers about one environment
    fn shown(
        &mut self,
    ) -> (BTreeMap<Id, (Severity, usize)>, BTreeMap<String, Decimal>, std::collections::BTreeSet<Id>) {
        let mut findings = BTreeMap::new();
        let mut prices: BTreeMap<String, Decimal> = BTreeMap::new();
        let mut present = std::collections::BTreeSet::new();
        let Some(environment) = self.environment().cloned() else { return (findings, prices, present) };
        let environment = environment.as_str();
        for finding in self.session.findings(environment).unwrap_or_default().iter().filter(|it| it.open()) {
            let entry = findings.entry(finding.node.clone()).or_insert((finding.severity, 0));
            *entry = (entry.0.max(finding.severity), entry.1 + 1);
        }
        for found in self.found_in(environment) {
            let Some(node) = Id::new(&found.node) else { continue };
            let entry = findings.entry(node).or_insert((OrganisationFinding::SEVERITY, 0));
            *entry = (entry.0.max(OrganisationFinding::SEVERITY), entry.1 + 1);
        }
        if let Ok(estimate) = self.session.estimate(environment) {
            for line in &estimate.lines {
                *prices.entry(line.node.clone()).or_default() += line.monthly.typical;
            }
        }
        if let Ok(architecture) = self.session.architecture(environment) {
            present.extend(architecture.elements.iter().map(|element| element.id.clone()));
        }
        (findings, prices, present)
    }
}

/// Elements of one container, the first one last: level, place and number of each.
fn lines<'a>(ids: Option<&Vec<&'a Id>>, level: usize) -> Vec<(&'a Id, usize, usize, usize)> {
    let ids = ids.map_or(&[][..], Vec::as_slice);
    ids.iter().enumerate().rev().map(|(place, id)| (*id, level, place + 1, ids.len())).collect()
}
