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
/// Crossings of lines that may be searched in a large drawing.
const MOST: usize = 120_000;

/// Coordinates of lines, in order.
pub(super) struct Lines {
    pub xs: Vec<i32>,
    pub ys: Vec<i32>,
}

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
        self.window.is_none_or(|window| window.contains(Rect::spanning(a, b)))
    }

    /// Where wires may run beside cards, frames and other wires. `None`: there are too many such lines.
    pub fn lines(&self, (width, height): (i32, i32)) -> Option<Lines> {
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        for (rects, distances) in [(&self.solid, [9, 14, 24]), (&self.borders, [6, 8, 22])] {
            for rect in rects {
                for by in distances {
                    xs.extend([rect.x - by, rect.right() + by]);
                    ys.extend([rect.y - by, rect.bottom() + by]);
                }
            }
        }
        for piece in &self.pieces {
            for by in [-10, 10] {
                if piece.a.x == piece.b.x {
                    xs.push(piece.a.x + by);
                } else {
                    ys.push(piece.a.y + by);
                }
            }
        }
        let window = self.window.unwrap_or(rect(0, 0, width, height));
        let (left, right) = (window.x.max(4), window.right().min(width - 4));
        let (top, bottom) = (window.y.max(4), window.bottom().min(height - 4));
        xs.retain(|x| (left + 1..right).contains(x));
        ys.retain(|y| (top + 1..bottom).contains(y));
        let lines = Lines { xs: sorted(xs), ys: sorted(ys) };
        (!self.too_large(lines.xs.len() * lines.ys.len())).then_some(lines)
    }

    /// Whether so many crossings of lines are too many to search: what is farther apart is told by a stub.
    pub fn too_large(&self, crossings: usize) -> bool {
        self.window.is_some() && crossings > MOST
    }
}

/// Each value once, in order.
pub(super) fn sorted(mut values: Vec<i32>) -> Vec<i32> {
    values.sort_unstable();
    values.dedup();
    values
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
            pieces: self
                .pieces
                .iter()
                .copied()
                .filter(|piece| near(&Rect::spanning(piece.a, piece.b)))
                .collect(),
        };
    }
}
