//! The sparse grid and the cheapest path on it.

use super::{
    Manners, Router,
    around::{Lines, sorted},
};
use crate::geometry::{Point, Rect, Side, point};
use std::{cmp::Reverse, collections::BinaryHeap};

const BEND: i32 = 40;
const CROSSING: i32 = 45;
/// A frame's border: wires take the way around what they do not concern.
const FRAME: i32 = 22;
/// A frame's border when both ends lie within it.
const LEAVE: i32 = 80;
/// The account's border: only what concerns someone outside leaves it.
const OUTSIDE: i32 = 400;
/// Each step close along a border.
const NEAR: i32 = 6;
/// Another wire's corner on our way: allowed only if there is nothing else.
const TOUCH: i32 = 400;
const NEVER: i32 = i32::MAX / 4;
/// A distance that was not computed yet.
const UNKNOWN: i32 = -1;

/// What to connect.
#[derive(Default)]
pub(super) struct Request {
    /// First point after a port, its side, its cost, the port.
    pub starts: Vec<(Point, Side, i32, Point)>,
    /// Last point before a port, its side, its cost, the port.
    pub goals: Vec<(Point, Side, i32, Point)>,
    /// Pieces of the own trunk where a branch may begin.
    pub trunk: Vec<(Point, Point)>,
    /// Pieces of other wires that this one may run into.
    pub merge: Vec<(Point, Point)>,
}

/// The cheapest path.
pub(super) struct Cheapest {
    pub path: Vec<Point>,
    /// The port it starts at; `None`: it leaves the trunk.
    pub start: Option<Point>,
    /// The port it ends at; `None`: it runs into another wire.
    pub goal: Option<Point>,
    pub cost: i32,
}

/// Coordinates with what blocks the steps between them.
pub(super) struct Grid {
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// Extra cost of the step right of a node; [`NEVER`] when blocked.
    right: Vec<i32>,
    /// Extra cost of the step below a node.
    down: Vec<i32>,
    /// Extra cost of a corner at a node.
    corner: Vec<i32>,
}

impl Grid {
    #[inline(never)]
    pub(super) fn new(
        router: &Router<'_>,
        lines: &Lines,
        request: &Request,
        trunk: usize,
        manners: Manners,
    ) -> Option<Grid> {
        let (mut keep_x, mut keep_y) = (Vec::new(), Vec::new());
        for (at, ..) in request.starts.iter().chain(&request.goals) {
            keep_x.push(at.x);
            keep_y.push(at.y);
        }
        for (a, b) in request.trunk.iter().chain(&request.merge) {
            keep_x.extend([a.x, b.x]);
            keep_y.extend([a.y, b.y]);
        }
        let xs = sorted([lines.xs.as_slice(), &keep_x].concat());
        let ys = sorted([lines.ys.as_slice(), &keep_y].concat());
        let size = xs.len() * ys.len();
        if router.around.too_large(size) {
            return None;
        }
        let mut grid = Grid { xs, ys, right: vec![0; size], down: vec![0; size], corner: vec![0; size] };
        grid.block(router, manners, request);
        grid.charge(router, trunk, manners.spacing);
        Some(grid)
    }

    fn node(&self, ix: usize, iy: usize) -> usize {
        iy * self.xs.len() + ix
    }

    /// Indexes of lines strictly between two values.
    fn between(list: &[i32], low: i32, high: i32) -> std::ops::Range<usize> {
        let start = list.partition_point(|v| *v <= low);
        let end = list.partition_point(|v| *v < high);
        start..end.max(start)
    }

    /// Indexes of steps that reach into the open interval.
    fn steps(list: &[i32], low: i32, high: i32) -> std::ops::Range<usize> {
        let start = list.partition_point(|v| *v <= low).saturating_sub(1);
        let end = list.partition_point(|v| *v < high);
        start..end.min(list.len().saturating_sub(1)).max(start)
    }

    fn level(&mut self, y: (i32, i32), x: (i32, i32), cost: i32) {
        for iy in Self::between(&self.ys, y.0, y.1) {
            for ix in Self::steps(&self.xs, x.0, x.1) {
                let node = self.node(ix, iy);
                if let Some(at) = self.right.get_mut(node) {
                    *at = (*at + cost).min(NEVER);
                }
            }
        }
    }

    fn upright(&mut self, x: (i32, i32), y: (i32, i32), cost: i32) {
        for ix in Self::between(&self.xs, x.0, x.1) {
            for iy in Self::steps(&self.ys, y.0, y.1) {
                let node = self.node(ix, iy);
                if let Some(at) = self.down.get_mut(node) {
                    *at = (*at + cost).min(NEVER);
                }
            }
        }
    }

    /// Cards, element frames, texts; and the strips along frame borders.
    fn block(&mut self, router: &Router<'_>, manners: Manners, request: &Request) {
        let cards = router.around.solid.iter().map(|rect| rect.inflate(manners.clear));
        let texts = router.around.texts.iter().map(|rect| rect.inflate(manners.clear.min(3)));
        for rect in cards.chain(texts) {
            self.level((rect.y, rect.bottom()), (rect.x, rect.right()), NEVER);
            self.upright((rect.x, rect.right()), (rect.y, rect.bottom()), NEVER);
        }
        let along = if manners.strict { NEVER } else { 80 };
        for (index, rect) in router.around.borders.iter().enumerate() {
            let within = |ends: &[(Point, Side, i32, Point)]| {
                ends.first()
                    .is_some_and(|(.., port)| rect.contains(Rect { x: port.x, y: port.y, w: 0, h: 0 }))
            };
            let frame = match () {
                () if index == 0 => OUTSIDE,
                () if within(&request.starts) && within(&request.goals) => LEAVE,
                () => FRAME,
            };
            for y in [rect.y, rect.bottom()] {
                self.level((y - 4, y + 4), (rect.x, rect.right()), along);
                self.level((y - 8, y + 8), (rect.x, rect.right()), NEAR);
                self.across_down(y, (rect.x, rect.right()), frame, frame);
            }
            for x in [rect.x, rect.right()] {
                self.upright((x - 4, x + 4), (rect.y, rect.bottom()), along);
                self.upright((x - 8, x + 8), (rect.y, rect.bottom()), NEAR);
                self.across_right(x, (rect.y, rect.bottom()), frame, frame);
            }
        }
    }

    /// Other wires: never along them, at a price across, hardly through their corners.
    fn charge(&mut self, router: &Router<'_>, trunk: usize, spacing: i32) {
        for piece in &router.around.pieces {
            if piece.trunk == trunk {
                continue;
            }
            let (a, b) = (piece.a, piece.b);
            let (left, right) = (a.x.min(b.x), a.x.max(b.x));
            let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
            if a.x == b.x {
                self.upright((a.x - spacing + 1, a.x + spacing - 1), (top, bottom), NEVER);
                self.across_right(a.x, (top, bottom), CROSSING, TOUCH);
            } else {
                self.level((a.y - spacing + 1, a.y + spacing - 1), (left, right), NEVER);
                self.across_down(a.y, (left, right), CROSSING, TOUCH);
            }
            // no corner of ours on another wire
            for ix in Self::between(&self.xs, left - 6, right + 6) {
                for iy in Self::between(&self.ys, top - 6, bottom + 6) {
                    let node = self.node(ix, iy);
                    if let Some(at) = self.corner.get_mut(node) {
                        *at += TOUCH;
                    }
                }
            }
        }
    }

    /// Charges level steps that cross the upright line at `x`.
    fn across_right(&mut self, x: i32, y: (i32, i32), cost: i32, end: i32) {
        let ix = self.xs.partition_point(|v| *v < x);
        // a step ends or begins on the line, or jumps over it: charge the step that reaches it from the left
        let Some(ix) = ix.checked_sub(1) else { return };
        for iy in Self::between(&self.ys, y.0 - 5, y.1 + 5) {
            let near_end = self.ys.get(iy).is_some_and(|v| *v < y.0 + 5 || *v > y.1 - 5);
            let node = self.node(ix, iy);
            if let Some(at) = self.right.get_mut(node) {
                *at = (*at + if near_end { end } else { cost }).min(NEVER);
            }
        }
    }

    /// Charges upright steps that cross the level line at `y`.
    fn across_down(&mut self, y: i32, x: (i32, i32), cost: i32, end: i32) {
        let iy = self.ys.partition_point(|v| *v < y);
        let Some(iy) = iy.checked_sub(1) else { return };
        for ix in Self::between(&self.xs, x.0 - 5, x.1 + 5) {
            let near_end = self.xs.get(ix).is_some_and(|v| *v < x.0 + 5 || *v > x.1 - 5);
            let node = self.node(ix, iy);
            if let Some(at) = self.down.get_mut(node) {
                *at = (*at + if near_end { end } else { cost }).min(NEVER);
            }
        }
    }

    fn find(&self, at: Point) -> Option<usize> {
        let ix = self.xs.binary_search(&at.x).ok()?;
        let iy = self.ys.binary_search(&at.y).ok()?;
        Some(self.node(ix, iy))
    }

    fn at(&self, node: usize) -> Point {
        let width = self.xs.len().max(1);
        let x = self.xs.get(node % width).copied().unwrap_or(0);
        let y = self.ys.get(node / width).copied().unwrap_or(0);
        point(x, y)
    }

    /// The node one step away and the cost of that step.
    fn step(&self, node: usize, side: Side) -> Option<(usize, i32)> {
        let width = self.xs.len();
        let (ix, iy) = (node % width, node / width);
        let (next, edge, costs) = match side {
            Side::Right => ((ix + 1 < width).then_some(node + 1)?, node, &self.right),
            Side::Left => (node.checked_sub(1).filter(|_| ix > 0)?, node.checked_sub(1)?, &self.right),
            Side::Bottom => ((iy + 1 < self.ys.len()).then_some(node + width)?, node, &self.down),
            Side::Top => (node.checked_sub(width)?, node.checked_sub(width)?, &self.down),
        };
        let extra = costs.get(edge).copied().unwrap_or(NEVER);
        if extra >= NEVER {
            return None;
        }
        let (a, b) = (self.at(node), self.at(next));
        Some((next, (a.x - b.x).abs() + (a.y - b.y).abs() + extra))
    }

    /// The cheapest path; with the port it starts at (`None`: on the trunk) and the one it ends at
    /// (`None`: on another wire).
    // not inlined: a web view compiles a function when it has been entered often, not while it runs
    #[inline(never)]
    pub(super) fn cheapest(&self, request: &Request) -> Option<Cheapest> {
        let states = self.xs.len() * self.ys.len() * 4;
        let mut cost = vec![NEVER; states];
        let mut from: Vec<u32> = vec![u32::MAX; states];
        let mut heap = BinaryHeap::new();
        // goal: node and the direction of arrival → (port, cost)
        let mut goals: std::collections::BTreeMap<(usize, Side), (Option<Point>, i32)> = Default::default();
        for (at, side, extra, port) in &request.goals {
            if let Some(node) = self.find(*at) {
                let entry = goals.entry((node, opposite(*side))).or_insert((Some(*port), *extra));
                if *extra < entry.1 {
                    *entry = (Some(*port), *extra);
                }
            }
        }
        for (a, b) in &request.merge {
            for node in self.along(*a, *b) {
                let level = a.y == b.y;
                for side in Side::ALL {
                    if side.is_vertical() == level {
                        goals.entry((node, side)).or_insert((None, 30));
                    }
                }
            }
        }
        if !self.connected(request, goals.keys().map(|(node, _)| *node)) {
            return None;
        }
        // few states are goals: most need not be looked up
        let mut is_goal = vec![false; states];
        for (node, side) in goals.keys() {
            if let Some(at) = is_goal.get_mut(node * 4 + index(*side)) {
                *at = true;
            }
        }
        // ends of wires are pieces: one distance each, not one for each of their nodes
        let ports = request.goals.iter().map(|(at, ..)| (*at, *at));
        let aims: Vec<(Point, Point)> = ports.chain(request.merge.iter().copied()).collect();
        let mut guessed = vec![UNKNOWN; states / 4];
        let mut guess = |node: usize| {
            let Some(known) = guessed.get_mut(node) else { return 0 };
            if *known == UNKNOWN {
                let at = self.at(node);
                *known = aims.iter().map(|aim| distance(at, *aim)).min().unwrap_or(0);
            }
            *known
        };
        let mut begin = |node: usize, side: Side, extra: i32, heap: &mut BinaryHeap<_>| {
            let state = node * 4 + index(side);
            if let Some(best) = cost.get_mut(state)
                && extra < *best
            {
                *best = extra;
                heap.push(Reverse((extra + guess(node), extra, state)));
            }
        };
        for (at, side, extra, _) in &request.starts {
            if let Some(node) = self.find(*at) {
                begin(node, *side, *extra, &mut heap);
            }
        }
        for (a, b) in &request.trunk {
            for node in self.along(*a, *b) {
                for side in Side::ALL {
                    if side.is_vertical() == (a.y == b.y) {
                        begin(node, side, BEND, &mut heap);
                    }
                }
                // going on where the trunk's piece ends
                if self.at(node) == *b
                    && let Some(side) = direction(*a, *b)
                {
                    begin(node, side, 0, &mut heap);
                }
            }
        }
        let mut best: Option<(i32, usize, Option<Point>)> = None;
        while let Some(Reverse((estimate, spent, state))) = heap.pop() {
            if best.as_ref().is_some_and(|(total, ..)| estimate >= *total) {
                break;
            }
            if cost.get(state).is_none_or(|known| spent > *known) {
                continue;
            }
            let (node, side) = (state / 4, Side::ALL.get(state % 4).copied().unwrap_or(Side::Top));
            for turn in Side::ALL {
                if turn == opposite(side) {
                    continue;
                }
                let bend = if turn == side { 0 } else { BEND + self.corner.get(node).copied().unwrap_or(0) };
                if is_goal.get(node * 4 + index(turn)) == Some(&true)
                    && let Some((port, extra)) = goals.get(&(node, turn))
                {
                    let total = spent + bend + extra;
                    if best.as_ref().is_none_or(|(known, ..)| total < *known) {
                        best = Some((total, state, *port));
                    }
                }
                let Some((next, step)) = self.step(node, turn) else { continue };
                let total = spent + bend + step;
                let state_next = next * 4 + index(turn);
                if let (Some(known), Some(back)) = (cost.get_mut(state_next), from.get_mut(state_next))
                    && total < *known
                {
                    *known = total;
                    *back = u32::try_from(state).unwrap_or(u32::MAX);
                    heap.push(Reverse((total + guess(next), total, state_next)));
                }
            }
        }
        let (total, last, goal) = best?;
        let mut path = Vec::new();
        let mut state = last;
        loop {
            path.push(self.at(state / 4));
            match from.get(state).copied() {
                Some(back) if back != u32::MAX => state = usize::try_from(back).ok()?,
                _ => break,
            }
        }
        path.reverse();
        let side = Side::ALL.get(state % 4).copied()?;
        let first = path.first().copied()?;
        let start = request
            .starts
            .iter()
            .filter(|(at, from, ..)| *at == first && *from == side)
            .min_by_key(|(_, _, extra, _)| *extra)
            .map(|(_, _, _, port)| *port);
        let on_trunk = request.trunk.iter().any(|(a, b)| super::path::on_piece(*a, *b, first));
        let start = if on_trunk { None } else { start };
        Some(Cheapest { path, start, goal, cost: total })
    }

    /// Whether any way leads from the goals to where the path may start. In a crowded drawing most ends are shut in: that
    /// is seen at once around them, while the search would look everywhere else first.
    fn connected(&self, request: &Request, goals: impl Iterator<Item = usize>) -> bool {
        let mut wanted = vec![false; self.xs.len() * self.ys.len()];
        let starts = request.starts.iter().filter_map(|(at, ..)| self.find(*at));
        let trunk = request.trunk.iter().flat_map(|(a, b)| self.along(*a, *b));
        for node in starts.chain(trunk) {
            if let Some(wanted) = wanted.get_mut(node) {
                *wanted = true;
            }
        }
        let mut seen = vec![false; wanted.len()];
        let mut next: Vec<usize> = goals.collect();
        while let Some(node) = next.pop() {
            if seen.get_mut(node).is_none_or(|seen| std::mem::replace(seen, true)) {
                continue;
            }
            if wanted.get(node) == Some(&true) {
                return true;
            }
            next.extend(Side::ALL.into_iter().filter_map(|side| Some(self.step(node, side)?.0)));
        }
        false
    }

    /// Nodes on a piece.
    fn along(&self, a: Point, b: Point) -> Vec<usize> {
        let xs = Self::between(&self.xs, a.x.min(b.x) - 1, a.x.max(b.x) + 1);
        let ys = Self::between(&self.ys, a.y.min(b.y) - 1, a.y.max(b.y) + 1);
        ys.flat_map(|iy| xs.clone().map(move |ix| (ix, iy))).map(|(ix, iy)| self.node(ix, iy)).collect()
    }
}

/// How far a level or upright piece is, along the axes.
fn distance(at: Point, (a, b): (Point, Point)) -> i32 {
    let off = |at: i32, a: i32, b: i32| (a.min(b) - at).max(at - a.max(b)).max(0);
    off(at.x, a.x, b.x) + off(at.y, a.y, b.y)
}

fn index(side: Side) -> usize {
    match side {
        Side::Top => 0,
        Side::Right => 1,
        Side::Bottom => 2,
        Side::Left => 3,
    }
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Top => Side::Bottom,
        Side::Right => Side::Left,
        Side::Bottom => Side::Top,
        Side::Left => Side::Right,
    }
}

fn direction(a: Point, b: Point) -> Option<Side> {
    match ((b.x - a.x).signum(), (b.y - a.y).signum()) {
        (1, 0) => Some(Side::Right),
        (-1, 0) => Some(Side::Left),
        (0, 1) => Some(Side::Bottom),
        (0, -1) => Some(Side::Top),
        _ => None,
    }
}
