//! The order in which a drawing is read: what a screen reader tells and what the Tab key walks.

use std::collections::BTreeMap;

use engine::{
    Id, Scene,
    scene::{
        draw::{Item, Severity, Shape},
        geometry::{Rect, rect},
    },
};

use super::ids;

/// A node in reading order. A container comes before what it contains.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub id: Id,
    /// The container it stands in, as drawn.
    pub parent: Option<Id>,
    /// 1 for what stands in no container.
    pub level: usize,
    /// Its place among those with the same parent, from 1, and how many these are.
    pub position: usize,
    pub siblings: usize,
    /// What the card or frame says; empty where one card gathers several nodes.
    pub name: String,
    pub spec: String,
    pub price: String,
    /// Worst finding and how many there are, of all the card stands for.
    pub findings: Option<(Severity, usize)>,
    pub rect: Rect,
    /// It shares its card with others.
    pub gathered: bool,
}

/// All nodes that are drawn.
pub(super) fn order(scene: &Scene) -> Vec<Reading> {
    let mut found: Vec<Reading> = Vec::new();
    let mut known: BTreeMap<Id, usize> = BTreeMap::new();
    for item in &scene.items {
        let Some(entry) = told(item) else { continue };
        let ids = ids(&item.subjects);
        let gathered = ids.len() > 1;
        for id in ids {
            if let Some(entry) = known.get(&id).and_then(|at| found.get_mut(*at)) {
                // a tier has a frame in each zone; the machines of a group stand for the group
                if matches!(&item.shape, Shape::Frame(_)) {
                    entry.rect = entry.rect.union(rect_of(&item.shape));
                }
                continue;
            }
            known.insert(id.clone(), found.len());
            let mut told = Reading { id, gathered, ..entry.clone() };
            if gathered {
                for text in [&mut told.name, &mut told.spec, &mut told.price] {
                    text.clear();
                }
            }
            found.push(told);
        }
    }
    for item in &scene.items {
        let Shape::Badge { severity, count, .. } = &item.shape else { continue };
        for id in ids(&item.subjects) {
            if let Some(entry) = known.get(&id).and_then(|at| found.get_mut(*at)) {
                entry.findings = Some((*severity, *count));
            }
        }
    }
    nest(scene, &mut found);
    walk(&found)
}

fn rect_of(shape: &Shape) -> Rect {
    match shape {
        Shape::Frame(frame) => frame.rect,
        Shape::Card(card) => card.rect,
        Shape::Actor { rect, .. } | Shape::Gate { rect, .. } | Shape::Icon { rect, .. } => *rect,
        _ => Rect::default(),
    }
}

/// What a shape tells of a node; `None` for wires and decoration.
fn told(item: &Item) -> Option<Reading> {
    let first = Id::new(&item.subjects.first()?.node)?;
    let (name, spec, price) = match &item.shape {
        Shape::Frame(frame) => (frame.label.clone(), frame.detail.clone(), frame.note.clone()),
        Shape::Card(card) => (card.name.clone(), card.spec.clone(), card.price.clone()),
        Shape::Actor { name, .. } | Shape::Gate { name, .. } => (name.clone(), String::new(), String::new()),
        Shape::Icon { .. } => Default::default(),
        _ => return None,
    };
    Some(Reading {
        id: first,
        parent: None,
        level: 1,
        position: 1,
        siblings: 1,
        name,
        spec,
        price,
        findings: None,
        rect: rect_of(&item.shape),
        gathered: false,
    })
}

/// Gives each entry the smallest other frame that its middle lies in: a gate stands on its network's border.
fn nest(scene: &Scene, found: &mut [Reading]) {
    let framed: Vec<(Id, Rect)> = scene
        .items
        .iter()
        .filter(|item| matches!(item.shape, Shape::Frame(_)))
        .filter_map(|item| Some((ids(&item.subjects).into_iter().next()?, rect_of(&item.shape))))
        .collect();
    let mut whole: BTreeMap<&Id, Rect> = BTreeMap::new();
    for (id, rect) in &framed {
        let known = whole.get(id).copied();
        whole.insert(id, known.map_or(*rect, |known| known.union(*rect)));
    }
    for entry in found.iter_mut() {
        let middle = entry.rect.center();
        let middle = rect(middle.x, middle.y, 0, 0);
        let larger = |other: Rect| size(other) > size(entry.rect) && other.contains(middle);
        let around = whole.iter().filter(|(id, rect)| **id != &entry.id && larger(**rect));
        let nearest = around.min_by_key(|(_, rect)| size(**rect));
        entry.parent = nearest.map(|(id, _)| (*id).clone());
    }
}

fn size(rect: Rect) -> i64 {
    i64::from(rect.w) * i64::from(rect.h)
}

/// Depth first, siblings by rows.
fn walk(found: &[Reading]) -> Vec<Reading> {
    let mut children: BTreeMap<Option<&Id>, Vec<&Reading>> = BTreeMap::new();
    for entry in found {
        children.entry(entry.parent.as_ref()).or_default().push(entry);
    }
    for siblings in children.values_mut() {
        by_rows(siblings);
    }
    let mut out = Vec::with_capacity(found.len());
    let mut open: Vec<(&Reading, usize, usize, usize)> = Vec::new();
    let push = |parent: Option<&Id>, level: usize, open: &mut Vec<_>| {
        let siblings = children.get(&parent).map(Vec::as_slice).unwrap_or_default();
        let count = siblings.len();
        open.extend(siblings.iter().enumerate().rev().map(|(at, entry)| (*entry, level, at + 1, count)));
    };
    push(None, 1, &mut open);
    while let Some((entry, level, position, siblings)) = open.pop() {
        out.push(Reading { level, position, siblings, ..entry.clone() });
        push(Some(&entry.id), level + 1, &mut open);
    }
    out
}

/// Rows from the top, each from the left: what begins above the middle of a row's first is in that row.
fn by_rows(siblings: &mut Vec<&Reading>) {
    siblings.sort_by_key(|entry| (entry.rect.y, entry.rect.x));
    let mut rows: Vec<Vec<&Reading>> = Vec::new();
    for entry in siblings.drain(..) {
        match rows.last_mut() {
            Some(row)
                if row
                    .first()
                    .is_some_and(|first| entry.rect.y < first.rect.center().y.min(first.rect.y + 40)) =>
            {
                row.push(entry);
            }
            _ => rows.push(vec![entry]),
        }
    }
    for mut row in rows {
        row.sort_by_key(|entry| (entry.rect.x, entry.rect.y));
        siblings.append(&mut row);
    }
}
