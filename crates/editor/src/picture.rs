//! What of a drawing can be pointed at: a spatial index over the scene's draw list.
//!
//! A pure function of the scene. Things stand in drawing order; frames apart, which are few and large.

mod grid;
mod reading;

use std::collections::BTreeMap;

use engine::{
    Id, Scene,
    scene::{
        draw::{Frame, FrameLook, Item, Shape, Subject},
        geometry::{Point, Rect, point, rect},
    },
};

use crate::space::{Area, Position, position};
use grid::Grid;
pub use reading::Reading;

/// How near a wire or a border counts as hit, in CSS px.
pub const REACH: f64 = 6.0;

/// What a pointer can be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An element's card, or an actor.
    Card,
    /// An element on the border of a network.
    Gate,
    /// The count of findings at a corner.
    Badge,
    /// The header of a frame, which stands for the container.
    Header,
    /// The edge of a frame.
    Border,
    /// A connection.
    Wire,
    /// The label of a connection.
    Label,
}

/// What lies under a point.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub target: Target,
    /// The nodes or connections it stands for; several where one card gathers several.
    pub ids: Vec<Id>,
    /// The part it stands for, such as `subnet/1`.
    pub part: Option<String>,
    pub rect: Rect,
}

/// A frame that is a container of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    pub id: Id,
    pub part: Option<String>,
    pub look: FrameLook,
    pub rect: Rect,
}

/// A thing in the index.
#[derive(Debug, Clone)]
struct Thing {
    /// Index in the scene's items.
    item: usize,
    /// `None` for decoration, which is only looked up to be painted.
    target: Option<Target>,
    ids: Vec<Id>,
    part: Option<String>,
    rect: Rect,
}

/// A drawing as a pointer and a keyboard see it.
#[derive(Debug, Default)]
pub struct Picture {
    things: Vec<Thing>,
    /// Corners of the wires among the things.
    wires: BTreeMap<usize, Vec<Point>>,
    /// Outermost first.
    containers: Vec<Container>,
    grid: Grid,
    /// Frames of the scene, by index in its items; also those that are not in the document.
    frames: Vec<(usize, Rect)>,
    bounds: BTreeMap<Id, Rect>,
    reading: Vec<Reading>,
    size: (i32, i32),
}

impl Picture {
    pub fn of(scene: &Scene) -> Picture {
        let mut picture = Picture { size: (scene.width, scene.height), ..Picture::default() };
        for (index, item) in scene.items.iter().enumerate() {
            picture.add(index, item);
        }
        picture.reading = reading::order(scene);
        picture
    }

    fn add(&mut self, index: usize, item: &Item) {
        let (target, rect) = match &item.shape {
            Shape::Frame(frame) => return self.add_frame(index, frame, &item.subjects),
            Shape::Card(card) => (Some(Target::Card), card.rect),
            Shape::Actor { rect, .. } | Shape::Icon { rect, .. } | Shape::Count { rect, .. } => {
                (Some(Target::Card), *rect)
            }
            Shape::Gate { rect, .. } => (Some(Target::Gate), *rect),
            Shape::Badge { at, .. } => (Some(Target::Badge), rect(at.x - 9, at.y - 9, 18, 18)),
            Shape::Wire(wire) => (Some(Target::Wire), around(&wire.points)),
            Shape::Chip { rect, .. } => (Some(Target::Label), *rect),
            Shape::Policy { rect, .. } => (Some(Target::Card), *rect),
            Shape::Junction { at, .. } => (None, rect(at.x - 3, at.y - 3, 6, 6)),
            Shape::Caption { at, text } => {
                let width = i32::try_from(text.chars().count()).unwrap_or(100) * 8;
                (None, rect(at.x, at.y - 10, width, 14))
            }
            Shape::Legend { rect, .. } => (None, *rect),
            Shape::Mark(mark) => (None, mark.rect.inflate(12)),
        };
        let target = target.filter(|_| !item.subjects.is_empty());
        let at = self.things.len();
        let ids = ids(&item.subjects);
        if let Shape::Wire(wire) = &item.shape {
            for (a, b) in wire.points.iter().zip(wire.points.iter().skip(1)) {
                self.grid.insert(at, around(&[*a, *b]));
            }
            self.wires.insert(at, wire.points.clone());
        } else {
            self.grid.insert(at, rect);
        }
        // a wire that stands for a part, such as a route, is not where its node is
        let stands = match &item.shape {
            Shape::Wire(_) => part(&item.subjects).is_none(),
            Shape::Policy { .. } => false,
            _ => matches!(target, Some(Target::Card | Target::Gate)),
        };
        if stands {
            self.bound(&ids, rect);
        }
        self.things.push(Thing { item: index, target, ids, part: part(&item.subjects), rect });
    }

    fn add_frame(&mut self, index: usize, frame: &Frame, subjects: &[Subject]) {
        self.frames.push((index, frame.rect));
        let Some(id) = ids(subjects).into_iter().next() else { return };
        self.bound(std::slice::from_ref(&id), frame.rect);
        let part = part(subjects);
        self.containers.push(Container { id, part, look: frame.look, rect: frame.rect });
    }

    fn bound(&mut self, ids: &[Id], rect: Rect) {
        for id in ids {
            let known = self.bounds.get(id).copied();
            self.bounds.insert(id.clone(), known.map_or(rect, |known| known.union(rect)));
        }
    }

    /// Frames of containers, the outermost first.
    pub fn containers(&self) -> &[Container] {
        &self.containers
    }

    /// Where cards, actors and gates stand.
    pub fn places(&self) -> impl Iterator<Item = Rect> {
        self.cards().map(|thing| thing.rect)
    }

    /// All of the drawing.
    pub fn area(&self) -> Area {
        Area { x: 0.0, y: 0.0, width: self.size.0.into(), height: self.size.1.into() }
    }

    /// What is drawn, without the margin of the page; the page where nothing is.
    pub fn content(&self) -> Area {
        let frames = self.frames.iter().map(|(_, rect)| *rect);
        let rects = frames.chain(self.things.iter().map(|thing| thing.rect)).map(Area::from);
        rects.reduce(Area::union).unwrap_or_else(|| self.area())
    }

    /// What lies at a world point, topmost first; wires and borders count within `reach` (world px).
    pub fn hit(&self, at: Position, reach: f64) -> Option<Hit> {
        let near: Vec<(usize, Target, &Thing)> = self
            .grid
            .near(Area::around(at, reach))
            .into_iter()
            .rev()
            .filter_map(|index| {
                let thing = self.things.get(index)?;
                Some((index, thing.target?, thing))
            })
            .collect();
        let on = |wanted: &[Target]| {
            let mut found = near.iter().filter(|(_, target, _)| wanted.contains(target));
            let found = found.find(|(_, _, thing)| Area::from(thing.rect).has(at));
            found.map(|(_, target, thing)| hit(*target, thing))
        };
        on(&[Target::Badge])
            .or_else(|| on(&[Target::Card, Target::Gate]))
            .or_else(|| on(&[Target::Label]))
            .or_else(|| self.header(at))
            .or_else(|| self.wire(at, reach, &near))
            // the padding beside a border is where a marquee begins
            .or_else(|| self.border(at, reach / 2.0))
    }

    fn wire(&self, at: Position, reach: f64, near: &[(usize, Target, &Thing)]) -> Option<Hit> {
        let mut best: Option<(f64, &Thing)> = None;
        for (index, _, thing) in near {
            let Some(points) = self.wires.get(index) else { continue };
            let away = distance(at, points);
            if away <= reach && best.is_none_or(|(least, _)| away < least) {
                best = Some((away, thing));
            }
        }
        best.map(|(_, thing)| hit(Target::Wire, thing))
    }

    fn header(&self, at: Position) -> Option<Hit> {
        let found = self.containers.iter().rev().find(|container| {
            let strip = Rect { h: header_height(container.look).min(container.rect.h), ..container.rect };
            Area::from(strip).has(at)
        });
        // an inner frame hides the header of the outer one
        let inner = self.innermost(at)?;
        found
            .filter(|container| container.rect == inner.rect)
            .map(|container| on_frame(container, Target::Header))
    }

    fn border(&self, at: Position, reach: f64) -> Option<Hit> {
        let on_edge = |rect: Rect| {
            let rect = Area::from(rect);
            rect.grown(reach).has(at)
                && !(rect.width > 2.0 * reach && rect.height > 2.0 * reach && rect.grown(-reach).has(at))
        };
        let found = self.containers.iter().rev().find(|container| on_edge(container.rect));
        found.map(|container| on_frame(container, Target::Border))
    }

    fn innermost(&self, at: Position) -> Option<&Container> {
        self.containers.iter().rev().find(|container| Area::from(container.rect).has(at))
    }

    /// The frames of the document around a world point, innermost first.
    pub fn containers_at(&self, at: Position) -> impl Iterator<Item = &Container> {
        self.containers.iter().rev().filter(move |container| Area::from(container.rect).has(at))
    }

    /// The frames that stand for a node: one for most, one in each zone for a tier.
    pub fn frames_of(&self, id: &Id) -> impl Iterator<Item = &Container> {
        self.containers.iter().filter(move |container| container.id == *id)
    }

    /// Indexes of the scene's items that touch an area, in drawing order.
    pub fn visible(&self, area: Area) -> Vec<usize> {
        let frames =
            self.frames.iter().filter(|(_, rect)| Area::from(*rect).meets(area)).map(|(index, _)| *index);
        // a badge or a gate's name reaches out of its rectangle
        let things = self.grid.near(area.grown(120.0));
        let mut items: Vec<usize> =
            frames.chain(things.into_iter().filter_map(|at| Some(self.things.get(at)?.item))).collect();
        items.sort_unstable();
        items.dedup();
        items
    }

    /// The smallest rectangle around all that stands for a node or connection; `None` where it is not drawn.
    pub fn bounds(&self, id: &Id) -> Option<Rect> {
        self.bounds.get(id).copied()
    }

    /// The rectangle of a node's card, for those drawn as one.
    pub fn card(&self, id: &Id) -> Option<Rect> {
        let mut cards = self.cards();
        let framed = self.containers.iter().any(|container| container.id == *id);
        if framed { None } else { cards.find(|thing| thing.ids.contains(id)).map(|thing| thing.rect) }
    }

    /// The wires of a connection.
    pub fn wires_of(&self, id: &Id) -> Vec<&[Point]> {
        let of = |index: &usize| {
            self.things.get(*index).is_some_and(|thing| thing.part.is_none() && thing.ids.contains(id))
        };
        self.wires.iter().filter(|(index, _)| of(index)).map(|(_, points)| points.as_slice()).collect()
    }

    /// Everything that is drawn whole within an area, cards and frames.
    pub fn within(&self, area: Area) -> Vec<Id> {
        let nodes = self.reading.iter().map(|entry| &entry.id);
        nodes.filter(|id| self.bounds(id).is_some_and(|rect| area.contains(rect.into()))).cloned().collect()
    }

    /// Cards that touch an area.
    pub fn touching(&self, area: Area) -> Vec<Id> {
        let touched = self.cards().filter(|thing| area.meets(thing.rect.into()));
        let mut ids: Vec<Id> = touched.flat_map(|thing| thing.ids.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn cards(&self) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(|thing| matches!(thing.target, Some(Target::Card | Target::Gate)))
    }

    /// The nodes that are drawn, as they are read: from the outside in, rows from the top, each from the left.
    pub fn reading(&self) -> &[Reading] {
        &self.reading
    }
}

fn hit(target: Target, thing: &Thing) -> Hit {
    Hit { target, ids: thing.ids.clone(), part: thing.part.clone(), rect: thing.rect }
}

fn on_frame(container: &Container, target: Target) -> Hit {
    Hit { target, ids: vec![container.id.clone()], part: container.part.clone(), rect: container.rect }
}

/// Height of the strip that a frame's label stands in.
fn header_height(look: FrameLook) -> i32 {
    match look {
        FrameLook::Account | FrameLook::Region => 28,
        FrameLook::Vpc | FrameLook::PublicSubnet | FrameLook::PrivateSubnet => 26,
        FrameLook::Cluster => 34,
        FrameLook::Zone | FrameLook::Scaling | FrameLook::Delivery => 22,
    }
}

pub(crate) fn ids(subjects: &[Subject]) -> Vec<Id> {
    let mut ids: Vec<Id> = Vec::with_capacity(subjects.len());
    for id in subjects.iter().filter_map(|subject| Id::new(&subject.node)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn part(subjects: &[Subject]) -> Option<String> {
    match subjects {
        [one] => one.part.clone(),
        _ => None,
    }
}

fn around(points: &[Point]) -> Rect {
    let mut all = points.iter().map(|at| rect(at.x, at.y, 0, 0));
    let first = all.next().unwrap_or_default();
    all.fold(first, Rect::union)
}

/// How far a point is from a line of straight pieces.
fn distance(at: Position, points: &[Point]) -> f64 {
    let pieces = points.iter().zip(points.iter().skip(1));
    let away = pieces.map(|(a, b)| {
        let piece = Area::between((*a).into(), (*b).into());
        let near = position(at.x.clamp(piece.x, piece.right()), at.y.clamp(piece.y, piece.bottom()));
        near.distance(at)
    });
    away.fold(f64::INFINITY, f64::min)
}

/// The middles of a rectangle's sides, where connections are drawn from.
pub fn ports(rect: Rect) -> [Point; 4] {
    let middle = rect.center();
    [
        point(middle.x, rect.y),
        point(rect.right(), middle.y),
        point(middle.x, rect.bottom()),
        point(rect.x, middle.y),
    ]
}
