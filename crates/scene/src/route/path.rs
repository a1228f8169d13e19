//! Paths of points: where they part, join and run alone.

use super::Routed;
use crate::geometry::{Point, Rect, Side, point};

pub(super) fn pair(window: &[Point]) -> Option<(Point, Point)> {
    match window {
        [a, b] => Some((*a, *b)),
        _ => None,
    }
}

/// The point `by` px from `a` towards `b`, at most `b`.
pub(super) fn toward(a: Point, b: Point, by: i32) -> Point {
    let step = |from: i32, to: i32| from + (to - from).clamp(-by, by);
    point(step(a.x, b.x), step(a.y, b.y))
}

/// The side of a rectangle that a point lies on, with its place along that side.
pub(super) fn side_of(rect: Rect, at: Point) -> Option<(Side, i32)> {
    if at.y == rect.y {
        Some((Side::Top, at.x))
    } else if at.y == rect.bottom() {
        Some((Side::Bottom, at.x))
    } else if at.x == rect.x {
        Some((Side::Left, at.y))
    } else if at.x == rect.right() {
        Some((Side::Right, at.y))
    } else {
        None
    }
}

pub(super) fn on_piece(a: Point, b: Point, at: Point) -> bool {
    at.x >= a.x.min(b.x) && at.x <= a.x.max(b.x) && at.y >= a.y.min(b.y) && at.y <= a.y.max(b.y)
}

/// Whether two pieces run along one line, on each other.
pub(super) fn along((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let meet = |p: i32, q: i32, r: i32, s: i32| p.min(q) < r.max(s) && r.min(s) < p.max(q);
    (a.x == b.x && c.x == d.x && a.x == c.x && meet(a.y, b.y, c.y, d.y))
        || (a.y == b.y && c.y == d.y && a.y == c.y && meet(a.x, b.x, c.x, d.x))
}

/// The way from the source to a point on the trunk.
pub(super) fn prefix(siblings: &[&Routed], at: Point) -> Option<(Vec<Point>, usize)> {
    siblings.iter().find_map(|routed| {
        let index = routed.points.windows(2).filter_map(pair).position(|(a, b)| on_piece(a, b, at))?;
        let points: Vec<Point> = routed.points.iter().take(index + 1).copied().collect();
        Some((points, index + 1))
    })
}

/// Drops points between collinear neighbours; `own` follows.
pub(super) fn simplify(points: Vec<Point>, own: usize) -> (Vec<Point>, usize) {
    let mut out: Vec<Point> = Vec::new();
    let mut kept_own = 0;
    for (index, at) in points.iter().copied().enumerate() {
        if out.last() == Some(&at) {
            continue;
        }
        if let [.., a, b] = out.as_slice()
            && ((a.x == b.x && b.x == at.x) || (a.y == b.y && b.y == at.y))
        {
            out.pop();
        }
        out.push(at);
        if index <= own {
            kept_own = out.len() - 1;
        }
    }
    (out, kept_own)
}

/// Where the wires of a trunk part first.
pub(super) fn fork(wires: &[&Routed]) -> Option<Point> {
    let (first, others) = wires.split_first()?;
    let mut nearest: Option<(i32, Point)> = None;
    for other in others {
        let Some((distance, at)) = parting(&first.points, &other.points) else { continue };
        if distance > 0 && nearest.is_none_or(|(best, _)| distance < best) {
            nearest = Some((distance, at));
        }
    }
    nearest.map(|(_, at)| at)
}

/// The part of a wire that no other wire of its trunk shares: where its label belongs. Wires that end on the
/// way of a longer one share their last part with it; `apart` says which others count.
pub(super) fn alone(routed: &Routed, all: &[(usize, Routed)], apart: impl Fn(&Routed) -> bool) -> Vec<Point> {
    let end = routed.points.last().copied();
    let last = all
        .iter()
        .filter(|(_, other)| {
            other.link.from == routed.link.from && other.link.subjects != routed.link.subjects && apart(other)
        })
        .filter_map(|(_, other)| parting(&routed.points, &other.points))
        .filter(|(_, at)| Some(*at) != end)
        .max_by_key(|(distance, _)| *distance);
    match last {
        Some((distance, at)) if distance > 0 => from_fork(routed.points.clone(), at),
        _ => routed.points.clone(),
    }
}

/// Where two paths from the same start part, and how far from it.
pub(super) fn parting(a: &[Point], b: &[Point]) -> Option<(i32, Point)> {
    if a.first() != b.first() {
        return None;
    }
    let mut distance = 0;
    let mut at = *a.first()?;
    let (mut i, mut j) = (1, 1);
    loop {
        let (Some(p), Some(q)) = (a.get(i).copied(), b.get(j).copied()) else { return Some((distance, at)) };
        let way = |to: Point| ((to.x - at.x).signum(), (to.y - at.y).signum());
        if way(p) != way(q) {
            return Some((distance, at));
        }
        let (dp, dq) = (length(at, p), length(at, q));
        let step = if dp <= dq { p } else { q };
        distance += dp.min(dq);
        at = step;
        if dp <= dq {
            i += 1;
        }
        if dq <= dp {
            j += 1;
        }
    }
}

pub(super) fn length(a: Point, b: Point) -> i32 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}

/// The rest of a path from a point on it.
pub(super) fn from_fork(points: Vec<Point>, at: Point) -> Vec<Point> {
    let found = points.windows(2).filter_map(pair).position(|(a, b)| on_piece(a, b, at) && b != at);
    match found {
        Some(index) => {
            let mut out = vec![at];
            out.extend(points.into_iter().skip(index + 1));
            out
        }
        None => points,
    }
}
