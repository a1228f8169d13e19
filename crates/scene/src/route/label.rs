//! Labels: a chip on a straight piece of its wire, in free space.

use super::{
    Routed, Router, Routes,
    path::{alone, along, pair},
};
use crate::{
    draw::{CHIP_HEIGHT, chip_width},
    geometry::{Point, Rect, Side, point, rect},
    layout::{Plan, SiteKind},
};

impl Routed {
    /// The pieces that a label of `one` must not cover; where the two may be `common`, their common way is none.
    fn beneath<'a>(&'a self, one: &'a Routed, common: bool) -> impl Iterator<Item = (Point, Point)> + 'a {
        let same = self.link.subjects == one.link.subjects;
        let common = common || (self.joins && self.link.to == one.link.to);
        let pieces = self.points.windows(2).filter_map(pair).filter(move |_| !same);
        pieces.filter(move |piece| {
            !common || !one.points.windows(2).filter_map(pair).any(|other| along(*piece, other))
        })
    }

    /// Whether both leave by one port, as branches of one trunk.
    fn branches_with(&self, one: &Routed) -> bool {
        self.link.from == one.link.from && self.points.first() == one.points.first()
    }
}

impl Router<'_> {
    /// Labels each wire: on its own part, or on a stem with others that would be labelled alike, or on a stem
    /// whose every other branch is labelled.
    pub(super) fn labels(&self, placer: &mut Placer<'_>, routes: &mut Routes) {
        let all = || self.routed.iter().map(|(_, routed)| routed);
        let mut labels: Vec<&Routed> =
            all().filter(|routed| !routed.link.label.is_empty() && !routed.joins).collect();
        labels.sort_by_key(|routed| routed.points.len());
        let mut left: Vec<&Routed> = Vec::new();
        for routed in labels {
            let label = &routed.link.label;
            let alike = |other: &Routed| other.link.from == routed.link.from && &other.link.label == label;
            let others = self.beneath(routed, alike);
            let own = alone(routed, &self.routed, |_| true);
            let stem = || alone(routed, &self.routed, |other| !alike(other));
            match placer.place(&own, label, &others).or_else(|| placer.place(&stem(), label, &others)) {
                Some(at) => routes.chips.push(super::chip(&routed.link.subjects, at, label)),
                None => left.push(routed),
            }
        }
        for routed in &left {
            let label = &routed.link.label;
            let branch = |other: &Routed| other.branches_with(routed);
            let told = |other: &&Routed| {
                let lost = left.iter().any(|one| one.link.subjects == other.link.subjects);
                !lost && !other.link.label.is_empty()
            };
            let mut branches =
                all().filter(|other| branch(other) && other.link.subjects != routed.link.subjects);
            let others = self.beneath(routed, branch);
            let placed =
                branches.all(|other| told(&other)).then(|| placer.place(&routed.points, label, &others));
            match placed.flatten() {
                Some(at) => routes.chips.push(super::chip(&routed.link.subjects, at, label)),
                None => routes.unlabelled.push(label.clone()),
            }
        }
    }
}

impl Router<'_> {
    /// Pieces of other wires near one, which its label must not cover.
    fn beneath(&self, one: &Routed, common: impl Fn(&Routed) -> bool) -> Vec<(Point, Point)> {
        let reach = reach(&one.points, &one.link.label);
        let near = |(a, b): &(Point, Point)| Rect::spanning(*a, *b).inflate(1).overlaps(reach);
        let all = self.routed.iter().map(|(_, routed)| routed);
        all.filter(|other| reach.overlaps(bounds(&other.points)))
            .flat_map(|other| other.beneath(one, common(other)))
            .filter(near)
            .collect()
    }
}

/// The rectangle that a path spans.
fn bounds(path: &[Point]) -> Rect {
    let spans = path.windows(2).filter_map(pair).map(|(a, b)| Rect::spanning(a, b).inflate(1));
    spans.reduce(Rect::union).unwrap_or_default()
}

/// Where a label of a path can stand, and what can be in its way there.
fn reach(path: &[Point], label: &str) -> Rect {
    bounds(path).inflate(chip_width(label) + CHIP_HEIGHT)
}

/// Places chips so that nothing is covered.
pub(super) struct Placer<'a> {
    blocked: Vec<Rect>,
    chips: Vec<Rect>,
    borders: &'a [Rect],
    /// Subnet rows: an upright wire's label stands between them.
    rows: Vec<Rect>,
    size: (i32, i32),
}

impl<'a> Placer<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let cards =
            plan.sites.values().filter(|site| site.kind == SiteKind::Card).map(|site| site.rect.inflate(1));
        let frames = plan
            .sites
            .values()
            .filter(|site| site.kind == SiteKind::Frame && site.inside.is_none())
            .map(|site| site.rect);
        let blocked = cards.chain(frames).chain(plan.texts.iter().copied()).collect();
        let rows = plan.sites.values().filter(|site| site.kind == SiteKind::Open && site.row);
        let rows = rows.map(|site| site.rect).collect();
        Placer { rows, blocked, chips: Vec::new(), borders: &plan.borders, size: plan.size }
    }

    /// Cards, texts and labels that can be in the way somewhere.
    fn near(&self, reach: Rect) -> Vec<Rect> {
        let chips = self.chips.iter().map(|chip| chip.inflate(3));
        self.blocked.iter().copied().chain(chips).filter(|other| other.overlaps(reach)).collect()
    }

    /// Whether a label lies on the page, on no card, text or label, and under no wire.
    fn free(&self, at: Rect, near: &[Rect], wires: &[(Point, Point)]) -> bool {
        let page = rect(2, 2, self.size.0 - 4, self.size.1 - 4);
        page.contains(at)
            && near.iter().all(|other| !other.overlaps(at))
            && wires.iter().all(|(a, b)| !at.inflate(2).cuts(*a, *b))
    }

    /// How badly a chip sits on frame borders: parallel borders look untidy under a chip.
    fn untidy(&self, at: Rect, upright: bool) -> i32 {
        let hits = self.borders.iter().filter(|frame| {
            if upright {
                [(frame.y, frame.x, frame.right()), (frame.bottom(), frame.x, frame.right())].iter().any(
                    |(y, left, right)| at.y < *y && *y < at.bottom() && *left < at.right() && at.x < *right,
                )
            } else {
                [(frame.x, frame.y, frame.bottom()), (frame.right(), frame.y, frame.bottom())].iter().any(
                    |(x, top, bottom)| at.x < *x && *x < at.right() && *top < at.bottom() && at.y < *bottom,
                )
            }
        });
        i32::try_from(hits.count()).unwrap_or(0)
    }

    /// The place of a label on a wire's path, which is then taken; it covers none of the `others`.
    pub(super) fn place(&mut self, path: &[Point], label: &str, others: &[(Point, Point)]) -> Option<Rect> {
        let width = chip_width(label);
        let own: Vec<(Point, Point)> = path.windows(2).filter_map(pair).collect();
        let count = own.len();
        let near = self.near(reach(path, label));
        let mut best: Option<(i32, Rect)> = None;
        for (index, (a, b)) in own.iter().enumerate() {
            let upright = a.x == b.x;
            let (low, high) =
                if upright { (a.y.min(b.y), a.y.max(b.y)) } else { (a.x.min(b.x), a.x.max(b.x)) };
            let long = if upright { CHIP_HEIGHT } else { width };
            let slack = high - low - long - 12;
            if slack < 0 {
                continue;
            }
            // an arrow takes the last 8 px
            let (low, high) = if index + 1 == count {
                let arrow = 6;
                if b.x > a.x || b.y > a.y { (low, high - arrow) } else { (low + arrow, high) }
            } else {
                (low, high)
            };
            let middle = (low + high) / 2;
            let reach = (high - low - long) / 2 - 2;
            for shift in (0..=reach.max(0)).step_by(2).flat_map(|s| [s, -s]) {
                let center = middle + shift;
                let at = if upright {
                    rect(a.x - width / 2, center - CHIP_HEIGHT / 2, width, CHIP_HEIGHT)
                } else {
                    rect(center - width / 2, a.y - 7, width, CHIP_HEIGHT)
                };
                let piece_rank = if index + 1 == count { 0 } else { 30 };
                if best.is_some_and(|(known, _)| piece_rank + shift.abs() / 2 >= known) {
                    continue;
                }
                let row = if upright && self.rows.iter().any(|row| row.overlaps(at)) { 24 } else { 0 };
                let score = piece_rank + shift.abs() / 2 + 14 * self.untidy(at, upright) + row;
                if best.is_none_or(|(known, _)| score < known) && self.free(at, &near, others) {
                    best = Some((score, at));
                }
            }
        }
        if best.is_none() {
            let wires: Vec<(Point, Point)> = own.iter().chain(others).copied().collect();
            best = self.beside(&own, width, &near, &wires);
        }
        let (_, at) = best?;
        self.chips.push(at);
        Some(at)
    }

    /// Beside the wire, where no piece is long enough.
    fn beside(
        &self,
        own: &[(Point, Point)],
        width: i32,
        near: &[Rect],
        wires: &[(Point, Point)],
    ) -> Option<(i32, Rect)> {
        for (a, b) in own.iter().rev() {
            let middle = point((a.x + b.x) / 2, (a.y + b.y) / 2);
            let reach = ((a.x - b.x).abs() + (a.y - b.y).abs()) / 2;
            for shift in (0..=reach).step_by(4).flat_map(|s| [s, -s]) {
                let places = if a.x == b.x {
                    let y = middle.y + shift - 7;
                    [rect(a.x + 5, y, width, CHIP_HEIGHT), rect(a.x - 5 - width, y, width, CHIP_HEIGHT)]
                } else {
                    let x = middle.x + shift - width / 2;
                    [rect(x, a.y - 5 - CHIP_HEIGHT, width, CHIP_HEIGHT), rect(x, a.y + 5, width, CHIP_HEIGHT)]
                };
                if let Some(at) = places.into_iter().find(|at| self.free(*at, near, wires)) {
                    return Some((0, at));
                }
            }
        }
        None
    }

    /// A stub that leaves a card and names its end: its line and the place of its label.
    pub(super) fn stub(
        &mut self,
        card: Rect,
        text: &str,
        wires: &[(Point, Point)],
    ) -> Option<(Vec<Point>, Rect)> {
        let width = chip_width(text);
        let near = self.near(card.inflate(width + 40));
        for side in [Side::Right, Side::Bottom, Side::Left, Side::Top] {
            let middle = if side.is_vertical() { card.w } else { card.h } / 2;
            for shift in [0, 12, -12, middle / 2, -middle / 2] {
                let center = card.center();
                let (start, end, at) = match side {
                    Side::Right => {
                        let y = center.y + shift;
                        let end = point(card.right() + 12, y);
                        (point(card.right(), y), end, rect(end.x, y - 7, width, CHIP_HEIGHT))
                    }
                    Side::Left => {
                        let y = center.y + shift;
                        let end = point(card.x - 12, y);
                        (point(card.x, y), end, rect(end.x - width, y - 7, width, CHIP_HEIGHT))
                    }
                    Side::Bottom => {
                        let x = center.x + shift;
                        let end = point(x, card.bottom() + 10);
                        (point(x, card.bottom()), end, rect(x - width / 2, end.y, width, CHIP_HEIGHT))
                    }
                    Side::Top => {
                        let x = center.x + shift;
                        let end = point(x, card.y - 10);
                        (point(x, card.y), end, rect(x - width / 2, end.y - CHIP_HEIGHT, width, CHIP_HEIGHT))
                    }
                };
                let inside = shift.abs() + 8 <= middle;
                let line_free = near.iter().all(|other| {
                    other.contains(card) || card.inflate(1).contains(*other) || !other.cuts(start, end)
                });
                if inside && line_free && self.free(at, &near, wires) {
                    self.chips.push(at);
                    return Some((vec![start, end], at));
                }
            }
        }
        None
    }
}
