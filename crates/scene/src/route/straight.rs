//! Connections that one straight line can draw: the spine, neighbours in a row.

use super::{CLEAR, Router, SPACING, Way};
use crate::{
    board::Link,
    draw::chip_width,
    geometry::{Point, Rect, Side, point},
};

impl Router<'_> {
    /// The link as one straight line if the ends face each other and nothing is between.
    pub(super) fn straight(&self, trunk: usize, link: &Link) -> Option<Way> {
        let (a, b) = (self.rect(&link.from), self.rect(&link.to));
        let chip = if link.label.is_empty() { 0 } else { chip_width(&link.label) };
        let open =
            self.plan.sites.get(&link.from).is_some_and(|site| site.kind == crate::layout::SiteKind::Open);
        for upright in [true, false] {
            // what shares a side shares a trunk
            if !upright && self.company(link).0 > 1 {
                continue;
            }
            let Some((from, to)) = facing(a, b, upright) else { continue };
            let gap = if upright { b.y - a.bottom() } else { b.x - a.right() };
            let gap = gap.max(if upright { a.y - b.bottom() } else { a.x - b.right() });
            let room = if upright { if chip > 0 && !open { 26 } else { 12 } } else { chip + 12 };
            if gap < room.max(12) {
                continue;
            }
            for at in places(a, b, upright).into_iter().chain(self.gaps(a, b, upright)) {
                let port = |rect: Rect, side: Side| match side {
                    Side::Top => point(at, rect.y),
                    Side::Bottom => point(at, rect.bottom()),
                    Side::Left => point(rect.x, at),
                    Side::Right => point(rect.right(), at),
                };
                let (start, end) = (port(a, from), port(b, to));
                if self.port_free(&link.from, from, at, trunk)
                    && self.port_free(&link.to, to, at, trunk)
                    && self.clear(if open { past_header(start, from) } else { start }, end, (a, b))
                {
                    return Some(Way { points: vec![start, end], own: 0, joins: false });
                }
            }
        }
        None
    }

    /// Between zones no header is in the way of an upright wire.
    fn gaps(&self, a: Rect, b: Rect, upright: bool) -> Vec<i32> {
        if !upright {
            return Vec::new();
        }
        let (low, high) = (a.x.max(b.x) + 8, a.right().min(b.right()) - 8);
        let mut out: Vec<i32> = self.plan.gaps.iter().copied().filter(|x| (low..=high).contains(x)).collect();
        out.sort_by_key(|x| (x - b.center().x).abs());
        out
    }

    /// Whether a straight line keeps its distance from everything but its ends.
    fn clear(&self, a: Point, b: Point, ends: (Rect, Rect)) -> bool {
        self.free(a, b, &[ends.0, ends.1])
            && self
                .around
                .solid
                .iter()
                .all(|rect| *rect == ends.0 || *rect == ends.1 || !rect.inflate(CLEAR).cuts(a, b))
            && self.around.borders.iter().all(|rect| !runs_along(*rect, a, b))
            && self.around.pieces.iter().all(|piece| {
                let near = |one: (i32, i32, i32), other: (i32, i32, i32)| {
                    (one.0 - other.0).abs() < SPACING && one.1 < other.2 && other.1 < one.2
                };
                let across = |p: Point, q: Point| (p.x, p.y.min(q.y), p.y.max(q.y));
                let along = |p: Point, q: Point| (p.y, p.x.min(q.x), p.x.max(q.x));
                if a.x == b.x && piece.a.x == piece.b.x {
                    !near(across(a, b), across(piece.a, piece.b))
                } else if a.y == b.y && piece.a.y == piece.b.y {
                    !near(along(a, b), along(piece.a, piece.b))
                } else {
                    true
                }
            })
    }
}

/// A wire that stands for a whole row may begin above its header.
fn past_header(at: Point, side: Side) -> Point {
    let (dx, dy) = side.outward();
    point(at.x + 3 * dx, at.y + 3 * dy)
}

/// Whether a piece runs along a border instead of crossing it.
pub(super) fn runs_along(frame: Rect, a: Point, b: Point) -> bool {
    const NEAR: i32 = 4;
    if a.x == b.x {
        let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
        [frame.x, frame.right()].iter().any(|x| (a.x - x).abs() < NEAR)
            && top < frame.bottom()
            && frame.y < bottom
    } else {
        let (left, right) = (a.x.min(b.x), a.x.max(b.x));
        [frame.y, frame.bottom()].iter().any(|y| (a.y - y).abs() < NEAR)
            && left < frame.right()
            && frame.x < right
    }
}

/// The sides that face each other, upright or level.
fn facing(a: Rect, b: Rect, upright: bool) -> Option<(Side, Side)> {
    if upright {
        let over = a.x.max(b.x) + 16 <= a.right().min(b.right());
        match () {
            () if over && a.bottom() <= b.y => Some((Side::Bottom, Side::Top)),
            () if over && b.bottom() <= a.y => Some((Side::Top, Side::Bottom)),
            () => None,
        }
    } else {
        let beside = a.y.max(b.y) + 16 <= a.bottom().min(b.bottom());
        match () {
            () if beside && a.right() <= b.x => Some((Side::Right, Side::Left)),
            () if beside && b.right() <= a.x => Some((Side::Left, Side::Right)),
            () => None,
        }
    }
}

/// Where along the shared range to try, best first: the middles of both, then its middle and ends.
fn places(a: Rect, b: Rect, upright: bool) -> Vec<i32> {
    let (low, high, middles) = if upright {
        (a.x.max(b.x), a.right().min(b.right()), [b.center().x, a.center().x])
    } else {
        (a.y.max(b.y), a.bottom().min(b.bottom()), [b.center().y, a.center().y])
    };
    let mut out: Vec<i32> = middles.into_iter().filter(|at| *at >= low + 8 && *at <= high - 8).collect();
    let middle = (low + high) / 2;
    out.push(middle);
    out.extend([middle + 10, middle - 10, middle + 20, middle - 20]);
    out.extend([high - 24, low + 24, high - 44, low + 44]);
    out.retain(|at| *at >= low + 8 && *at <= high - 8);
    out
}
