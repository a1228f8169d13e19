//! Orthogonal connectors: straight where possible, else the cheapest path on a sparse grid.
//!
//! Nothing is crossed but frames, at right angles, and other wires where it cannot be helped. Wires
//! that leave one element share a trunk. What finds no way becomes a short stub that names its end.

mod around;
mod grid;
mod label;
mod memory;
mod path;
mod straight;

use crate::{
    board::{Key, Link},
    draw::{Item, Shape, Subject, Wire, WireLook, chip_width},
    geometry::{Point, Rect, Side, point},
    layout::{Plan, Site, SiteKind},
};
use around::{Around, Lines};
use grid::{Cheapest, Grid, Request};
pub use memory::Memory;
use memory::{Known, Pass};
use path::{fork, from_fork, pair, prefix, side_of, simplify, toward};
use std::collections::BTreeMap;

/// Distance that wires keep from cards, px.
pub(crate) const CLEAR: i32 = 6;
/// Distance between the ports of two wires on one side, and between parallel wires.
pub(crate) const SPACING: i32 = 9;
/// Straight piece at a port: an arrow and a little line.
const STUB: i32 = 14;

/// A routed connection.
#[derive(Clone, Debug)]
pub struct Routed {
    /// The link it draws.
    pub link: Link,
    /// Corners from start to end.
    pub points: Vec<Point>,
    /// Whether it runs into another wire of the same kind instead of its target.
    pub joins: bool,
}

/// What became of the links.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// Wires, trunks first.
    pub wires: Vec<Item>,
    /// Labels and junctions, drawn above the cards.
    pub chips: Vec<Item>,
    /// Routed connections.
    pub routed: Vec<Routed>,
    /// Connections that found no way and are drawn as stubs.
    pub stubs: Vec<Link>,
    /// Labels that found no place.
    pub unlabelled: Vec<String>,
}

/// A straight piece of a routed wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Piece {
    pub a: Point,
    pub b: Point,
    /// Wires of one trunk share a number.
    pub trunk: usize,
}

/// The way a connection takes.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// Corners from start to end.
    points: Vec<Point>,
    /// Index of the first corner that is not on the trunk.
    own: usize,
    /// Whether it runs into another wire of the same kind instead of its target.
    joins: bool,
}

/// A way that a search found.
struct Found {
    way: Way,
    cost: i32,
}

impl Found {
    /// Whether some straight piece is long enough for a label of this width.
    fn holds(&self, chip: i32) -> bool {
        let long = |(a, b): (Point, Point)| path::length(a, b) > if a.y == b.y { chip + 30 } else { 60 };
        self.way.points.windows(2).filter_map(pair).any(long)
    }
}

/// What a straight piece for the label may cost more.
const AROUND: i32 = 280;

/// How a search behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manners {
    /// Width of the label that the last piece must hold; 0: none.
    label: i32,
    /// Straight piece at a port.
    stub: i32,
    /// Distance from cards.
    clear: i32,
    /// Distance from parallel wires.
    spacing: i32,
    /// Whether running along borders is out of the question.
    strict: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Manners { label: 0, stub: STUB, clear: CLEAR, spacing: SPACING, strict: true }
    }
}

/// What the router knows while it works.
pub(crate) struct Router<'a> {
    plan: &'a Plan,
    /// Cards and element frames.
    solid: Vec<Rect>,
    pieces: Vec<Piece>,
    /// What lies around the link that is being routed.
    around: Around,
    /// Port coordinates taken: (key, side) → positions along the side with the trunk that took them.
    ports: BTreeMap<(Key, Side), Vec<(i32, usize)>>,
    routed: Vec<(usize, Routed)>,
    /// Which of them leave on a trunk.
    of_trunk: BTreeMap<usize, Vec<usize>>,
    /// Which of them lead to an element.
    to: BTreeMap<Key, Vec<usize>>,
    /// Per element, direction (right or not) and left edge of the target: how many connections, and
    /// their widest label. Targets in one column share a trunk.
    aside: BTreeMap<(Key, bool, i32), (usize, i32)>,
    known: Known,
}

/// Draws the links of a plan, and remembers what was found for the next time.
pub fn route(plan: &Plan, links: &[Link], memory: &mut Memory) -> Routes {
    let links = merge(plan, links);
    let solid = plan
        .sites
        .values()
        .filter(|site| site.kind != SiteKind::Open && site.inside.is_none())
        .map(|site| site.rect)
        .collect();
    let mut router = Router {
        plan,
        solid,
        pieces: Vec::new(),
        around: Around::default(),
        ports: BTreeMap::new(),
        routed: Vec::new(),
        of_trunk: BTreeMap::new(),
        to: BTreeMap::new(),
        aside: BTreeMap::new(),
        known: Known::from(memory),
    };
    let mut routes = Routes::default();

    let mut rest = Vec::new();
    let ordered = router.by_length(links);
    router.group_labels(&ordered);
    for (trunk, link) in ordered {
        if !router.lay(trunk, &link, Pass::Straight) {
            rest.push((trunk, link));
        }
    }
    // everything that leaves one element is one trunk
    let mut trunks: BTreeMap<&Key, usize> = BTreeMap::new();
    for (trunk, link) in &rest {
        trunks.entry(&link.from).or_insert(*trunk);
    }
    let rest: Vec<(usize, Link)> = rest
        .iter()
        .map(|(trunk, link)| (trunks.get(&link.from).copied().unwrap_or(*trunk), link.clone()))
        .collect();
    for (trunk, link) in rest {
        if !router.lay(trunk, &link, Pass::Bent) {
            routes.stubs.push(link);
        }
    }
    router.known.remember(memory);
    router.draw(routes)
}

/// Ends inside an element frame move to that frame; equal connections become one.
fn merge(plan: &Plan, links: &[Link]) -> Vec<Link> {
    let outer = |key: &Key| match plan.sites.get(key) {
        Some(Site { inside: Some(frame), kind: SiteKind::Frame, .. }) => frame.clone(),
        Some(Site { inside: Some(frame), .. }) => {
            plan.sites.get(frame).and_then(|site| site.inside.clone()).unwrap_or_else(|| frame.clone())
        }
        _ => key.clone(),
    };
    let mut merged: Vec<Link> = Vec::new();
    for link in links {
        let (from, to) = (outer(&link.from), outer(&link.to));
        if from == to || !plan.sites.contains_key(&from) || !plan.sites.contains_key(&to) {
            continue;
        }
        let same = merged.iter_mut().find(|other| other.from == from && other.to == to);
        match same {
            Some(other) => {
                other.subjects.extend(link.subjects.iter().cloned());
                other.look = other.look.min(link.look);
                if other.label.is_empty() {
                    other.label.clone_from(&link.label);
                } else if !link.label.is_empty() && !other.label.split(", ").any(|one| one == link.label) {
                    other.label = format!("{}, {}", other.label, link.label);
                }
            }
            None => merged.push(Link { from, to, ..link.clone() }),
        }
    }
    for link in &mut merged {
        let count = link.label.split(", ").count();
        if count > 2 {
            link.label = format!("×{count}");
        }
    }
    merged
}

impl Router<'_> {
    fn rect(&self, key: &Key) -> Rect {
        self.plan.sites.get(key).map(|site| site.rect).unwrap_or_default()
    }

    /// Short connections first; each gets a trunk of its own to begin with.
    fn by_length(&self, links: Vec<Link>) -> Vec<(usize, Link)> {
        let mut order: Vec<(i32, usize, Link)> = links
            .into_iter()
            .enumerate()
            .map(|(index, link)| {
                let (a, b) = (self.rect(&link.from), self.rect(&link.to));
                let dx = (a.x - b.right()).max(b.x - a.right()).max(0);
                let dy = (a.y - b.bottom()).max(b.y - a.bottom()).max(0);
                let aside = (a.center().y - b.center().y).abs() + (a.center().x - b.center().x).abs();
                (dx + dy + aside / 4, index, link)
            })
            .collect();
        order.sort_by_key(|(length, index, _)| (*length, *index));
        order.into_iter().enumerate().map(|(trunk, (_, _, link))| (trunk, link)).collect()
    }

    /// Which way a connection leaves when its ends stand beside each other: to the right or not.
    fn heads(&self, link: &Link) -> Option<bool> {
        let (a, b) = (self.rect(&link.from), self.rect(&link.to));
        if a.right() <= b.x {
            Some(true)
        } else if b.right() <= a.x {
            Some(false)
        } else {
            None
        }
    }

    /// Counts what leaves each element towards the same side, to share trunks and to end branches alike.
    fn group_labels(&mut self, links: &[(usize, Link)]) {
        for (_, link) in links {
            if let Some(right) = self.heads(link) {
                let chip = if link.label.is_empty() { 0 } else { chip_width(&link.label) };
                let column = self.rect(&link.to).x;
                let entry = self.aside.entry((link.from.clone(), right, column)).or_default();
                *entry = (entry.0 + 1, entry.1.max(chip));
            }
        }
    }

    /// How many connections leave the same element to the same side, and their widest label.
    fn company(&self, link: &Link) -> (usize, i32) {
        let right = self.heads(link);
        let column = self.rect(&link.to).x;
        right
            .and_then(|right| self.aside.get(&(link.from.clone(), right, column)))
            .copied()
            .unwrap_or_default()
    }

    /// Whether a port keeps its distance from those of other trunks.
    fn port_free(&self, key: &Key, side: Side, at: i32, trunk: usize) -> bool {
        let taken = self.ports.get(&(key.clone(), side));
        taken.is_none_or(|list| {
            list.iter().all(|(other, by)| (other - at).abs() >= SPACING || (*by == trunk && *other == at))
        })
    }

    /// Lays a link if there is a way; a way that is known is not searched.
    fn lay(&mut self, trunk: usize, link: &Link, pass: Pass) -> bool {
        self.look_around(link);
        let seen = self.seen(trunk, link);
        let way = self.known.way(link, pass, seen).unwrap_or_else(|| match pass {
            Pass::Straight => self.straight(trunk, link),
            Pass::Bent => self.bent(trunk, link),
        });
        self.known.note(link, pass, seen, way.clone());
        let Some(way) = way else { return false };
        self.keep(trunk, link, way);
        true
    }

    fn keep(&mut self, trunk: usize, link: &Link, Way { points, own, joins }: Way) {
        for (pair, index) in points.windows(2).zip(0..) {
            if let [a, b] = pair
                && index + 1 >= own
            {
                self.pieces.push(Piece { a: *a, b: *b, trunk });
            }
        }
        let ends = [(&link.from, points.first()), (&link.to, points.last().filter(|_| !joins))];
        for (key, end) in ends {
            if let Some(&end) = end
                && let Some((side, at)) = side_of(self.rect(key), end)
            {
                self.ports.entry((key.clone(), side)).or_default().push((at, trunk));
            }
        }
        let index = self.routed.len();
        self.of_trunk.entry(trunk).or_default().push(index);
        self.to.entry(link.to.clone()).or_default().push(index);
        self.routed.push((trunk, Routed { link: link.clone(), points, joins }));
    }

    /// Possible ports of an element: the middle of each side, then slots beside it.
    fn port_choices(&self, key: &Key, trunk: usize) -> Vec<(Side, Point, i32)> {
        let rect = self.rect(key);
        let mut out = Vec::new();
        for side in Side::ALL {
            let (low, high) =
                if side.is_vertical() { (rect.x, rect.right()) } else { (rect.y, rect.bottom()) };
            let middle = if side.is_vertical() { rect.center().x } else { rect.center().y };
            let half = (high - low) / 2;
            // a gate is small: its three ports on a side stand as near to each other as wires may
            let (step, margin) = if half < 20 { (SPACING, 5) } else { (10, 8) };
            let mut offsets = vec![0, step, -step, 2 * step, -2 * step];
            if half > 80 {
                offsets.extend([half / 2, -half / 2, half - 24, 24 - half, half - 36, half - 12]);
            }
            for (rank, offset) in (0..).zip(offsets) {
                let at = middle + offset;
                if at < low + margin || at > high - margin || !self.port_free(key, side, at, trunk) {
                    continue;
                }
                let end = match side {
                    Side::Top => point(at, rect.y),
                    Side::Bottom => point(at, rect.bottom()),
                    Side::Left => point(rect.x, at),
                    Side::Right => point(rect.right(), at),
                };
                out.push((side, end, rank * 14));
            }
        }
        out
    }

    /// Finds the cheapest path around everything.
    fn bent(&self, trunk: usize, link: &Link) -> Option<Way> {
        let chip = if link.label.is_empty() { 0 } else { chip_width(&link.label).max(self.company(link).1) };
        let manners = [
            Manners { label: chip, ..Manners::default() },
            Manners::default(),
            // the last resort: closer to cards and other wires, and along borders
            Manners { stub: 9, clear: 3, spacing: 5, strict: false, ..Manners::default() },
        ];
        let lines = self.around.lines(self.plan.size)?;
        let alone = self.company(link).0 < 2;
        let mut best: Option<Found> = None;
        for (index, manners) in manners.into_iter().enumerate() {
            if index == 2 && best.is_some() {
                break;
            }
            let Some(found) = self.search(trunk, link, &lines, manners) else { continue };
            // a label beside its wire is better than a long way around; and where the wire has a
            // straight piece for it anyway, the shorter way is simply better
            let holds = index == 1 && alone && found.way.own == 0 && found.holds(chip);
            let around = if holds { 0 } else { AROUND };
            if best.as_ref().is_none_or(|known| found.cost + around < known.cost) {
                best = Some(found);
            }
            if chip == 0 && best.is_some() {
                break;
            }
        }
        best.map(|found| found.way)
    }

    /// One search.
    fn search(&self, trunk: usize, link: &Link, lines: &Lines, manners: Manners) -> Option<Found> {
        let end_stub = |side: Side| match (manners.label > 0, side.is_vertical()) {
            (true, true) => 36,
            (true, false) => manners.label + 22,
            _ => manners.stub,
        };
        let mut request = Request::default();
        let siblings = self.siblings(trunk, link);
        for (side, end, cost) in self.port_choices(&link.from, trunk) {
            // a second trunk from the same element only where the first cannot serve
            let cost = if siblings.is_empty() { cost } else { cost + 160 };
            if let Some(out) = self.stub(&link.from, end, side, manners.stub) {
                request.starts.push((out, side, cost, end));
            }
        }
        for (side, end, cost) in self.port_choices(&link.to, usize::MAX) {
            if let Some(out) = self.stub(&link.to, end, side, end_stub(side)) {
                request.goals.push((out, side, cost, end));
            }
        }
        for sibling in &siblings {
            request.trunk.extend(sibling.points.windows(2).skip(1).filter_map(pair));
            if let Some((a, b)) = sibling.points.windows(2).next().and_then(pair) {
                // the first piece may be left only after the stub
                request.trunk.push((toward(a, b, STUB), b));
            }
        }
        for (a, b) in self.alike(trunk, link) {
            request.merge.push((a, toward(b, a, end_stub(Side::Left).min(36))));
        }
        request.trunk.retain(|piece| self.around.holds(*piece));
        request.merge.retain(|piece| self.around.holds(*piece));
        if request.goals.is_empty() || (request.starts.is_empty() && request.trunk.is_empty()) {
            return None;
        }
        let grid = Grid::new(self, lines, &request, trunk, manners)?;
        let Cheapest { path, start, goal, cost } = grid.cheapest(&request)?;
        let mut points = Vec::new();
        let mut own = 0;
        match start {
            Some(port) => points.push(port),
            None => {
                let first = path.first().copied()?;
                let (prefix, at) = prefix(&siblings, first)?;
                points = prefix;
                own = at;
            }
        }
        points.extend(path);
        let joins = goal.is_none();
        points.extend(goal);
        let (points, own) = simplify(points, own);
        (points.len() >= 2).then_some(Found { way: Way { points, own, joins }, cost })
    }

    /// What was laid on the same trunk from the same element.
    fn siblings(&self, trunk: usize, link: &Link) -> Vec<&Routed> {
        let of_trunk = self.of_trunk.get(&trunk).into_iter().flatten();
        let routed = of_trunk.filter_map(|index| self.routed.get(*index)).map(|(_, routed)| routed);
        routed.filter(|routed| routed.link.from == link.from).collect()
    }

    /// Last pieces of wires that say the same to the same element: this one may run into them.
    fn alike(&self, trunk: usize, link: &Link) -> impl Iterator<Item = (Point, Point)> {
        let there = self.to.get(&link.to).into_iter().flatten();
        let routed = there.filter_map(|index| self.routed.get(*index));
        let alike = routed.filter(move |(other, routed)| {
            routed.link.look == link.look
                && routed.link.label == link.label
                && routed.link.from != link.from
                && *other != trunk
                && !routed.joins
        });
        alike.filter_map(|(_, routed)| routed.points.windows(2).next_back().and_then(pair))
    }

    /// The end of a straight piece that leaves a port, if nothing is in its way.
    fn stub(&self, key: &Key, port: Point, side: Side, length: i32) -> Option<Point> {
        let (dx, dy) = side.outward();
        let out = point(port.x + dx * length, port.y + dy * length);
        let inside = out.x > 4 && out.y > 4 && out.x < self.plan.size.0 - 4 && out.y < self.plan.size.1 - 4;
        let past = point(out.x + dx, out.y + dy);
        let along = self.around.borders.iter().any(|border| straight::runs_along(*border, port, out));
        (inside && !along && self.free(port, past, &[self.rect(key)])).then_some(out)
    }

    /// Whether a piece meets no card, element frame or text. A card may be touched at its edge, and so
    /// may be the header of an element that the piece ends at.
    fn free(&self, a: Point, b: Point, ends: &[Rect]) -> bool {
        self.around.solid.iter().all(|rect| !rect.cuts(a, b))
            && self.around.texts.iter().all(|rect| {
                let own = ends.iter().any(|end| end.contains(*rect));
                !rect.inflate(if own { 0 } else { 2 }).cuts(a, b)
            })
    }

    fn draw(self, mut routes: Routes) -> Routes {
        let stubs = std::mem::take(&mut routes.stubs);
        let mut placer = label::Placer::new(self.plan);
        let mut junctions: Vec<Point> = Vec::new();
        let mut by_trunk: BTreeMap<usize, Vec<&Routed>> = BTreeMap::new();
        for (trunk, routed) in &self.routed {
            by_trunk.entry(*trunk).or_default().push(routed);
        }
        let mut solid = Vec::new();
        let mut dashed = Vec::new();
        for wires in by_trunk.values() {
            let fork = fork(wires);
            junctions.extend(fork);
            for routed in wires {
                let traffic = routed.link.look == WireLook::Traffic;
                let mut points = routed.points.clone();
                // where a solid trunk is under it, a dashed branch begins at the fork
                let trunk_is_solid = wires.iter().any(|other| other.link.look == WireLook::Traffic);
                if !traffic
                    && trunk_is_solid
                    && let Some(at) = fork
                {
                    points = from_fork(points, at);
                }
                if routed.joins {
                    junctions.extend(points.last());
                }
                let ring = self.plan.sites.get(&routed.link.from).is_some_and(|s| s.kind == SiteKind::Open);
                let wire = Wire {
                    points,
                    look: routed.link.look,
                    arrow: !routed.joins && routed.link.look != WireLook::Attached,
                    ring,
                    traced: None,
                    sharp: fork.into_iter().collect(),
                };
                let item = Item::new(routed.link.subjects.clone(), Shape::Wire(wire));
                if traffic { solid.push(item) } else { dashed.push(item) }
            }
        }
        routes.wires.extend(dashed);
        routes.wires.extend(solid);
        junctions.sort_unstable();
        junctions.dedup();
        for at in junctions {
            routes.chips.push(Item::new(Vec::new(), Shape::Junction { at, traced: false }));
        }
        self.labels(&mut placer, &mut routes);
        let wires: Vec<_> =
            self.routed.iter().flat_map(|(_, routed)| routed.points.windows(2)).filter_map(pair).collect();
        for link in stubs {
            let text = format!("→ {}", link.to);
            let card = self.rect(&link.from).inflate(chip_width(&text) + 40);
            let wires: Vec<_> = wires
                .iter()
                .copied()
                .filter(|(a, b)| Rect::spanning(*a, *b).inflate(3).overlaps(card))
                .collect();
            if let Some((wire, at)) = placer.stub(self.rect(&link.from), &text, &wires) {
                let shape = Shape::Wire(Wire {
                    points: wire,
                    look: link.look,
                    arrow: false,
                    ring: false,
                    traced: None,
                    sharp: Vec::new(),
                });
                routes.wires.push(Item::new(link.subjects.clone(), shape));
                routes.chips.push(chip(&link.subjects, at, &text));
            }
            routes.stubs.push(link);
        }
        routes.routed = self.routed.into_iter().map(|(_, routed)| routed).collect();
        routes
    }
}

fn chip(subjects: &[Subject], rect: Rect, text: &str) -> Item {
    Item::new(subjects.to_vec(), Shape::Chip { rect, text: text.to_owned() })
}
