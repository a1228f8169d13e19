//! What the shell paints above the drawing, which stays as it was painted. Coordinates are the world's.

use std::collections::BTreeSet;

use engine::{
    Id,
    scene::{
        draw::FrameLook,
        geometry::{Point, Rect},
    },
};

use crate::{
    editor::Editor,
    picture::{Picture, Target, ports},
    response::Cursor,
    space::{Area, Position},
};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlay {
    pub cursor: Cursor,
    pub hovered: Option<Ring>,
    pub selected: Vec<Ring>,
    /// Where a connection can be drawn from the hovered element.
    pub ports: Vec<Point>,
    /// Ends of the one selected connection, which can be moved.
    pub handles: Vec<Point>,
    pub marquee: Option<Area>,
    /// Where what is dragged would stand.
    pub ghosts: Vec<Rect>,
    pub drop: Option<DropTarget>,
    pub band: Option<Band>,
    /// How the internet gets to what is hovered.
    pub trail: Option<Trail>,
    /// The element whose name is being typed.
    pub renaming: Option<Renaming>,
}

/// Something with a ring around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// The nodes or the connection it stands for.
    pub ids: Vec<Id>,
    /// The whole, and where a tier has a frame in each zone all of these.
    pub rects: Vec<Rect>,
    /// The wires of a connection.
    pub wires: Vec<Vec<Point>>,
}

/// A way that traffic takes, and what is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// What is passed: elements and connections.
    pub rings: Vec<Ring>,
    /// A line each.
    pub told: Vec<String>,
    /// What it is about: the lines stand below it.
    pub below: Rect,
}

/// Where what is dragged would go.
#[derive(Debug, Clone, PartialEq)]
pub struct DropTarget {
    /// `None`: the environment itself.
    pub id: Option<Id>,
    pub rects: Vec<Rect>,
    pub allowed: bool,
    /// Why not, in words.
    pub why: Option<String>,
}

/// A connection while it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub from: Position,
    pub to: Position,
    /// What it would end at.
    pub target: Option<Rect>,
    /// The target's ports.
    pub ports: Vec<Point>,
    pub allowed: bool,
    /// Why not, in words.
    pub why: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Renaming {
    pub id: Id,
    pub rect: Rect,
    pub text: String,
}

impl Editor {
    /// What was last told to be painted above the drawing.
    pub fn shown_overlay(&self) -> &Overlay {
        &self.tools.shown
    }

    /// What is painted above the drawing now.
    pub fn overlay(&mut self) -> Overlay {
        let picture = self.picture();
        let mut overlay = Overlay { cursor: self.resting_cursor(), ..Overlay::default() };
        overlay.selected = rings(&picture, self.selection());
        overlay.handles =
            self.selected_ends(&picture).map(|(_, from, to)| vec![from, to]).unwrap_or_default();
        if let Some(hover) = &self.tools.hover {
            let mut ring =
                Ring { ids: hover.hit.ids.clone(), rects: vec![hover.hit.rect], wires: Vec::new() };
            match (hover.hit.target, hover.hit.ids.first()) {
                (Target::Header | Target::Border, Some(id)) => ring.rects = frames(&picture, id),
                (Target::Wire | Target::Label, _) => {
                    let wires = ring.ids.iter().flat_map(|id| picture.wires_of(id));
                    ring.wires = wires.map(<[Point]>::to_vec).collect();
                }
                _ => {}
            }
            overlay.hovered = Some(ring);
            if self.offers_ports(&hover.hit) {
                overlay.ports = ports(hover.hit.rect).to_vec();
            }
        }
        overlay.trail = self.way_in(&picture);
        // a state shows what it is doing while it is out of its place
        let state = std::mem::take(&mut self.tools.state);
        state.show(self, &picture, &mut overlay);
        self.tools.state = state;
        overlay
    }

    /// The one selected connection with its two ends as drawn.
    pub(crate) fn selected_ends(&self, picture: &Picture) -> Option<(Id, Point, Point)> {
        let mut selected = self.selection().iter();
        let (Some(id), None) = (selected.next(), selected.next()) else { return None };
        self.document().connections.get(id)?;
        let wires = picture.wires_of(id);
        Some((id.clone(), *wires.first()?.first()?, *wires.last()?.last()?))
    }
}

/// What is selected, or would be.
pub(crate) fn rings(picture: &Picture, selected: &BTreeSet<Id>) -> Vec<Ring> {
    let mut told: Vec<Rect> = Vec::new();
    let mut rings = Vec::new();
    for id in selected {
        let ring = ring(picture, id);
        // one card may stand for several
        if ring.wires.is_empty() && ring.rects.iter().all(|rect| told.contains(rect)) {
            continue;
        }
        told.extend(&ring.rects);
        rings.push(ring);
    }
    rings
}

pub(crate) fn ring(picture: &Picture, id: &Id) -> Ring {
    let wires: Vec<Vec<Point>> = picture.wires_of(id).into_iter().map(<[Point]>::to_vec).collect();
    let mut rects = if wires.is_empty() { frames(picture, id) } else { Vec::new() };
    if wires.is_empty() && rects.is_empty() {
        rects.extend(picture.bounds(id));
    }
    Ring { ids: vec![id.clone()], rects, wires }
}

/// The frames of a container itself: those of a network's zones are its columns.
fn frames(picture: &Picture, id: &Id) -> Vec<Rect> {
    picture.frames_of(id).filter(|frame| frame.look != FrameLook::Zone).map(|frame| frame.rect).collect()
}
