//! A lens over a drawing: what it is about is marked, everything else steps back. Nothing moves.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    cost::Costs,
    draw::{Card, Course, ElementMark, FrameLook, Item, MarkLook, Note, Severity, Shape},
    geometry::{Point, Rect, rect},
    legend::{Legend, page_with},
    paint::{corner, exposed, note_size, strip},
    scene::Scene,
};

/// What a lens says of elements and of the wires between them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lens {
    /// Marks by the element's id.
    pub marks: BTreeMap<String, LensMark>,
    /// Wires that are followed, by the connection's id or the name of a part ([`crate::draw::Subject::name`]).
    pub ways: BTreeMap<String, Course>,
    /// Tiers whose ground is tinted, by how bad the worst in them is.
    pub tints: BTreeMap<String, Severity>,
    /// What things cost, where it is about that alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Costs>,
    /// What marks and wires mean, in place of what wires mean without a lens.
    pub legend: Legend,
}

/// What it says of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LensMark {
    /// How it is marked.
    pub look: MarkLook,
    /// A consequence that must not be missed; empty for most.
    pub warning: String,
    /// A few words on its edge, such as ports; empty for most.
    pub note: String,
    /// How many findings there are of it.
    pub count: usize,
    /// Whether the internet reaches it, where the look says something else.
    pub exposed: bool,
}

impl LensMark {
    /// A mark without words.
    pub fn new(look: MarkLook) -> LensMark {
        LensMark { look, warning: String::new(), note: String::new(), count: 0, exposed: false }
    }
}

impl Lens {
    /// What is said of all that an item stands for.
    fn said<'l>(&'l self, item: &Item) -> impl Iterator<Item = &'l LensMark> {
        item.subjects.iter().filter_map(|subject| self.marks.get(&subject.node))
    }

    /// The strongest mark of what an item stands for.
    fn mark(&self, item: &Item) -> Option<&LensMark> {
        self.said(item).max_by_key(|mark| mark.look)
    }

    /// The badge at the corner of what there are findings of.
    fn badge(&self, item: &Item, of: Rect) -> Option<Shape> {
        let count = self.said(item).map(|mark| mark.count).sum();
        let MarkLook::Found(severity) = self.mark(item)?.look else { return None };
        (count > 0).then_some(Shape::Badge { at: corner(of), severity, count })
    }

    /// Which way a wire is followed; none of other things.
    fn course(&self, item: &Item) -> Option<Course> {
        let Shape::Wire(_) = item.shape else { return None };
        item.subjects.iter().filter_map(|subject| self.ways.get(&subject.name())).max().copied()
    }

    /// How bad the worst is in what a frame stands for.
    fn tint(&self, item: &Item) -> Option<Severity> {
        item.subjects.iter().filter_map(|subject| self.tints.get(&subject.node)).max().copied()
    }
}

impl Scene {
    /// The drawing as a lens shows it: the same things in the same places, each mark right over what it is about.
    pub fn through(&self, lens: &Lens) -> Scene {
        let mut items = match &lens.costs {
            Some(costs) => self.by_cost(costs),
            None => self.marked(lens),
        };
        let (mut width, mut height) = (self.width, self.height);
        if !lens.legend.rows.is_empty() {
            let mut before = None;
            items.retain(|item| match item.shape {
                Shape::Legend { rect, .. } => {
                    before = Some(rect);
                    false
                }
                _ => true,
            });
            let (at, columns) = lens.legend.place(&items, before, (width, height));
            (width, height) = page_with((width, height), at);
            let shape = Shape::Legend { rect: at, columns, legend: lens.legend.clone() };
            items.push(Item::new(Vec::new(), shape));
        }
        Scene { items, width, height, ..self.clone() }
    }

    /// Everything, each mark right over what it is about.
    fn marked(&self, lens: &Lens) -> Vec<Item> {
        let framed: BTreeSet<&str> = self
            .items
            .iter()
            .filter(|item| matches!(item.shape, Shape::Frame(_)))
            .flat_map(|item| item.subjects.iter().map(|subject| subject.node.as_str()))
            .collect();
        let mut taken = written(&self.items);
        let mut items = Vec::with_capacity(self.items.len());
        let mut groups: Vec<(Rect, &LensMark)> = Vec::new();
        let mut said = BTreeSet::new();
        let mut traced = Vec::new();
        for item in ordered(&self.items, lens) {
            // the corner belongs to the lens
            if let Shape::Badge { .. } = item.shape {
                continue;
            }
            let course = lens.course(item);
            let own = lens.mark(item);
            let around = own.or_else(|| in_group(item, &groups));
            let shows = around.is_some() || course.is_some();
            let mut shown = Item { faded: !shows && steps_back(&item.shape), ..item.clone() };
            match &mut shown.shape {
                Shape::Wire(wire) => {
                    wire.traced = course;
                    if course.is_some() {
                        traced.extend(wire.pieces());
                    }
                }
                Shape::Junction { at, traced: on } => {
                    *on = traced.iter().any(|piece| piece.contains(rect(at.x, at.y, 0, 0)));
                }
                Shape::Frame(frame)
                    if matches!(frame.look, FrameLook::PublicSubnet | FrameLook::PrivateSubnet) =>
                {
                    frame.tint = lens.tint(item);
                }
                _ => {}
            }
            items.push(shown);
            let Some(found) = around else { continue };
            let Some(mut mark) = mark(&item.shape, found) else { continue };
            if matches!(&item.shape, Shape::Frame(frame) if frame.look == FrameLook::Scaling) {
                groups.push((mark.rect, found));
            }
            mark.quiet = own.is_none()
                || !mark.frame && item.subjects.iter().all(|it| framed.contains(it.node.as_str()));
            if mark.look == MarkLook::Meant && (mark.quiet || !mark.exposed) {
                continue;
            }
            let mut badge = None;
            // said once, where an element is drawn in each zone
            if mark.quiet || !said.insert(item.subjects.first().map(|subject| &subject.node)) {
                mark.warning.clear();
            } else {
                badge = lens.badge(item, mark.rect);
                taken.extend(mark.exposed.then(|| sign(exposed(mark.rect))));
                if !found.note.is_empty() {
                    let rect = free_edge(mark.rect, note_size(&found.note), &taken);
                    taken.push(rect);
                    mark.note = Some(Note { rect, text: found.note.clone() });
                }
            }
            items.push(Item::new(item.subjects.clone(), Shape::Mark(mark)));
            items.extend(badge.map(|badge| Item::new(item.subjects.clone(), badge)));
        }
        items
    }
}

/// In drawing order, but wires that a lens follows over those it does not: they may share a piece.
fn ordered<'s>(items: &'s [Item], lens: &Lens) -> Vec<&'s Item> {
    let mut ordered: Vec<&Item> = items.iter().collect();
    let wire = |item: &Item| matches!(item.shape, Shape::Wire(_));
    for run in ordered.chunk_by_mut(|one, other| wire(one) && wire(other)) {
        run.sort_by_key(|item| lens.course(item));
    }
    ordered
}

/// Where words stand on wires and edges, and what marks put on corners.
fn written(items: &[Item]) -> Vec<Rect> {
    let place = |item: &Item| match &item.shape {
        Shape::Chip { rect, .. } | Shape::Policy { rect, .. } => Some(*rect),
        Shape::Frame(frame) => Some(strip(frame)),
        Shape::Card(Card { rect: of, .. }) => Some(sign(corner(*of))),
        _ => None,
    };
    items.iter().filter_map(place).collect()
}

/// What the sign in a corner covers.
pub(crate) fn sign(at: Point) -> Rect {
    rect(at.x - 10, at.y - 10, 20, 20)
}

/// A place on the edge of a card or frame that nothing is written on: the lower edge first, its left end before all.
fn free_edge(of: Rect, (w, h): (i32, i32), taken: &[Rect]) -> Rect {
    let (low, high) = (of.bottom() - h / 2, of.y - h / 2);
    let (left, right, middle) = (of.x - 4, of.right() - w + 4, of.center().x - w / 2);
    let places = [(left, low), (right, low), (middle, low), (left, high), (middle, high)];
    let free = places.map(|(x, y)| rect(x, y, w, h));
    let found = free.iter().find(|place| !taken.iter().any(|other| other.overlaps(**place)));
    found.copied().unwrap_or(free[0])
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
        exposed: found.exposed,
        struck: if found.look == MarkLook::Removed { name.to_owned() } else { String::new() },
        warning: found.warning.clone(),
        note: None,
    })
}
