//! A lens over a drawing: what it is about is marked, everything else steps back. Nothing moves.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    draw::{ElementMark, FrameLook, Item, MarkLook, Shape},
    geometry::Rect,
    scene::Scene,
};

/// What a lens says of elements, by node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lens {
    /// Marks by the node's id.
    pub marks: BTreeMap<String, LensMark>,
}

/// What it says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LensMark {
    /// How it is marked.
    pub look: MarkLook,
    /// A consequence that must not be missed; empty for most.
    pub warning: String,
}

impl Lens {
    /// The strongest mark of what an item stands for.
    fn mark(&self, item: &Item) -> Option<&LensMark> {
        let marks = item.subjects.iter().filter_map(|subject| self.marks.get(&subject.node));
        marks.max_by_key(|mark| mark.look)
    }
}

impl Scene {
    /// The drawing as a lens shows it: the same things in the same places, each mark right over what it is about.
    pub fn through(&self, lens: &Lens) -> Scene {
        let framed: BTreeSet<&str> = self
            .items
            .iter()
            .filter(|item| matches!(item.shape, Shape::Frame(_)))
            .flat_map(|item| item.subjects.iter().map(|subject| subject.node.as_str()))
            .collect();
        let mut items = Vec::with_capacity(self.items.len());
        let mut groups: Vec<(Rect, &LensMark)> = Vec::new();
        let mut warned = BTreeSet::new();
        for item in &self.items {
            // the corner belongs to the lens
            if matches!(item.shape, Shape::Badge { .. }) {
                continue;
            }
            let own = lens.mark(item);
            let around = own.or_else(|| in_group(item, &groups));
            items.push(Item { faded: around.is_none() && steps_back(&item.shape), ..item.clone() });
            let Some(found) = around else { continue };
            let Some(mut mark) = mark(&item.shape, found) else { continue };
            if matches!(&item.shape, Shape::Frame(frame) if frame.look == FrameLook::Scaling) {
                groups.push((mark.rect, found));
            }
            mark.quiet = own.is_none()
                || !mark.frame && item.subjects.iter().all(|it| framed.contains(it.node.as_str()));
            // said once, where an element is drawn in each zone
            if mark.quiet || !warned.insert(item.subjects.first().map(|subject| &subject.node)) {
                mark.warning.clear();
            }
            items.push(Item::new(item.subjects.clone(), Shape::Mark(mark)));
        }
        Scene { items, ..self.clone() }
    }
}

/// The mark of the group that a card stands in: its machines are nothing by themselves.
fn in_group<'l>(item: &Item, groups: &[(Rect, &'l LensMark)]) -> Option<&'l LensMark> {
    let Shape::Card(card) = &item.shape else { return None };
    groups.iter().find(|(rect, _)| rect.contains(card.rect)).map(|(_, mark)| *mark)
}

/// Frames say where things are: they stay, but for those that are elements themselves.
fn steps_back(shape: &Shape) -> bool {
    match shape {
        Shape::Frame(frame) => matches!(frame.look, FrameLook::Cluster | FrameLook::Scaling),
        Shape::Chip { .. } | Shape::Caption { .. } | Shape::Legend { .. } | Shape::Mark(_) => false,
        _ => true,
    }
}

fn mark(shape: &Shape, found: &LensMark) -> Option<ElementMark> {
    let (rect, name, frame) = match shape {
        Shape::Frame(frame) if frame.look == FrameLook::Zone => return None,
        Shape::Frame(frame) => (frame.rect, "", true),
        Shape::Card(card) => (card.rect, card.name.as_str(), false),
        Shape::Actor { rect, .. } | Shape::Gate { rect, .. } | Shape::Icon { rect, .. } => (*rect, "", false),
        _ => return None,
    };
    Some(ElementMark {
        rect,
        look: found.look,
        frame,
        quiet: false,
        struck: if found.look == MarkLook::Removed { name.to_owned() } else { String::new() },
        warning: found.warning.clone(),
    })
}
