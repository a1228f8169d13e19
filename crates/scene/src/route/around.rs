//! What lies around a link: in a large drawing a connection is routed through its neighbourhood only.

use super::{Piece, Router};
use crate::{
    board::Link,
    geometry::{Point, Rect, rect},
};

/// Up to so many cards and element frames everything is looked at.
const LARGE: usize = 90;
/// How far around its ends a connection of a large drawing may go, px.
const REACH: i32 = 220;

/// The part of the plan that a search looks at.
#[derive(Default)]
pub(super) struct Around {
    /// `None`: everything.
    pub window: Option<Rect>,
    pub solid: Vec<Rect>,
    pub texts: Vec<Rect>,
    /// The first is the outermost, as in the plan.
    pub borders: Vec<Rect>,
    pub pieces: Vec<Piece>,
}

impl Around {
    /// Whether a piece lies in the part that is looked at.
    pub fn holds(&self, (a, b): (Point, Point)) -> bool {
        self.window.is_none_or(|window| window.contains(span(a, b)))
    }

    /// Lines between these are considered.
    pub fn across(&self, width: i32) -> (i32, i32) {
        self.window.map_or((4, width - 4), |window| (window.x.max(4), window.right().min(width - 4)))
    }

    pub fn down(&self, height: i32) -> (i32, i32) {
        self.window.map_or((4, height - 4), |window| (window.y.max(4), window.bottom().min(height - 4)))
    }
}

/// The rectangle that a piece spans.
pub(super) fn span(a: Point, b: Point) -> Rect {
    rect(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
}

impl Router<'_> {
    /// Takes stock of what lies around a link.
    pub(super) fn look_around(&mut self, link: &Link) {
        let plan = self.plan;
        let window = (self.solid.len() > LARGE)
            .then(|| self.rect(&link.from).union(self.rect(&link.to)).inflate(REACH));
        let near = |at: &Rect| window.is_none_or(|window| window.overlaps(at.inflate(1)));
        let outermost = plan.borders.first().copied();
        self.around = Around {
            window,
            solid: self.solid.iter().copied().filter(near).collect(),
            texts: plan.texts.iter().copied().filter(near).collect(),
            borders: outermost.into_iter().chain(plan.borders.iter().skip(1).copied().filter(near)).collect(),
            pieces: self.pieces.iter().copied().filter(|piece| near(&span(piece.a, piece.b))).collect(),
        };
    }
}
