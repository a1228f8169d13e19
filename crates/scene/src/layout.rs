//! From a board to rectangles: the grammar's measures.
//!
//! Sizes are found from the inside out, places from the outside in; everything stands on a 2 px grid.

mod region;
mod tier;
mod vpc;

use crate::{
    board::{Board, Edge, Key, Piece},
    draw::{Card, Frame, FrameLook, Item, Shape, Subject, TextStyle, WireLook, chip_width},
    geometry::{Point, Rect, even, point, rect, snap4},
    paint,
};
use std::collections::BTreeMap;

/// Height of a card in px.
pub const CARD: i32 = 44;
/// Height of a regional card.
const REGIONAL: (i32, i32) = (202, 48);
/// Side of a node on a border.
const GATE: i32 = 30;

/// What kind of place a wire may start or end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteKind {
    /// A card or an actor: nothing passes through.
    Card,
    /// A frame that is an element itself: only wires to its inside pass its border.
    Frame,
    /// A subnet: wires may pass.
    Open,
}

/// A placed thing that wires know by its key.
#[derive(Clone, Debug)]
pub struct Site {
    /// Where.
    pub rect: Rect,
    /// Kind.
    pub kind: SiteKind,
    /// The element frame it lies in.
    pub inside: Option<Key>,
    /// Whether it is a tier's row.
    pub row: bool,
}

/// Everything placed, before wires.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Size of the drawing in px.
    pub size: (i32, i32),
    /// Frames, outermost first.
    pub frames: Vec<Item>,
    /// Cards, gates, actors, captions.
    pub cards: Vec<Item>,
    /// Badges and pills, above the cards.
    pub marks: Vec<Item>,
    /// Places by key.
    pub sites: BTreeMap<Key, Site>,
    /// Texts that no wire or label may cover: headers, captions, names beside gates.
    pub texts: Vec<Rect>,
    /// Frames that wires cross at right angles only.
    pub borders: Vec<Rect>,
    /// Middles of the gaps between zones.
    pub gaps: Vec<i32>,
    /// Links drawn by the layout itself (docked cards).
    pub docked: Vec<Item>,
}

impl Plan {
    /// Adds a frame: its texts become obstacles.
    pub(crate) fn frame(&mut self, frame: Frame, subjects: Vec<Subject>) {
        self.borders.push(frame.rect);
        self.texts.extend(paint::header(&frame));
        self.frames.push(Item { subjects, shape: Shape::Frame(frame) });
    }

    /// Adds a card with its badge and pill.
    pub(crate) fn card(&mut self, piece: &Piece, at: Rect, inside: Option<&Key>) {
        let shape = Shape::Card(Card {
            rect: at,
            symbol: piece.symbol.clone(),
            name: name_for(piece, at),
            spec: spec_for(piece, at),
            price: piece.price.clone(),
            standby: piece.standby.clone(),
            elsewhere: piece.elsewhere,
        });
        self.cards.push(Item { subjects: piece.subjects.clone(), shape });
        self.site(&piece.key, at, SiteKind::Card, inside);
        self.badge(piece, at);
        if let Some(text) = &piece.policy {
            let width = even(TextStyle::Chip.room(text) + 26);
            let pill = rect(at.right() - width + 20, at.bottom() - 8, width, 17);
            self.texts.push(pill);
            self.marks.push(Item {
                subjects: piece.subjects.clone(),
                shape: Shape::Policy { rect: pill, text: text.clone() },
            });
        }
    }

    pub(crate) fn badge(&mut self, piece: &Piece, at: Rect) {
        if let Some((severity, count)) = piece.badge {
            let corner = point(at.right() - 1, at.y + 1);
            self.texts.push(rect(corner.x - 8, corner.y - 8, 16, 16));
            self.marks.push(Item {
                subjects: piece.subjects.clone(),
                shape: Shape::Badge { at: corner, severity, count },
            });
        }
    }

    /// Adds a node on a border, with its name right of it in at most `room` px.
    pub(crate) fn gate(&mut self, piece: &Piece, center: Point, room: i32) {
        let at = rect(center.x - GATE / 2, center.y - GATE / 2, GATE, GATE);
        let name = TextStyle::FrameLabel.fit(&piece.name, f64::from(room));
        if !name.is_empty() {
            self.texts.push(rect(at.right() + 5, at.y, TextStyle::FrameLabel.room(&name) + 2, 13));
        }
        let shape = Shape::Gate { rect: at, symbol: piece.symbol.clone(), name };
        self.cards.push(Item { subjects: piece.subjects.clone(), shape });
        self.site(&piece.key, at, SiteKind::Card, None);
        self.badge(piece, at);
    }

    pub(crate) fn site(&mut self, key: &Key, rect: Rect, kind: SiteKind, inside: Option<&Key>) {
        self.sites.insert(key.clone(), Site { rect, kind, inside: inside.cloned(), row: false });
    }

    pub(crate) fn caption(&mut self, at: Point, text: &str) {
        let width = TextStyle::Caption.room(&text.to_uppercase());
        self.texts.push(rect(at.x, at.y - 9, width, 12));
        self.cards.push(Item { subjects: Vec::new(), shape: Shape::Caption { at, text: text.to_owned() } });
    }
}

/// The name, or the short one where the name would be cut.
fn name_for(piece: &Piece, at: Rect) -> String {
    let room = at.w - at.h - 18;
    if piece.short.is_empty() || piece.standby.is_some() || TextStyle::Name.room(&piece.name) <= room {
        piece.name.clone()
    } else {
        piece.short.clone()
    }
}

/// The specification, without its last parts where all of it would not fit beside the price.
fn spec_for(piece: &Piece, at: Rect) -> String {
    if piece.standby.is_some() {
        return piece.spec.clone();
    }
    let price = if piece.price.is_empty() { 0 } else { TextStyle::Price.room(&piece.price) + 8 };
    let room = at.w - at.h - 18 - price;
    let mut spec = piece.spec.as_str();
    while TextStyle::Spec.room(spec) > room
        && let Some((before, _)) = spec.rsplit_once(" · ")
    {
        spec = before;
    }
    spec.to_owned()
}

/// The width a card needs to show its texts whole, between the two limits, on the 4 px grid.
pub(crate) fn card_width(piece: &Piece, height: i32, least: i32, most: i32) -> i32 {
    let name = TextStyle::Name.room(&piece.name);
    let mut second = TextStyle::Spec.room(&piece.spec);
    if !piece.price.is_empty() {
        second += TextStyle::Price.room(&piece.price) + if piece.spec.is_empty() { 0 } else { 8 };
    }
    snap4(height + 9 + name.max(second) + 10).clamp(least, most)
}

/// Space between two cards in a row for a wire with this label.
pub(crate) fn label_gap(label: &str, least: i32) -> i32 {
    if label.is_empty() { least } else { even(chip_width(label) + 26).max(least) }
}

impl Board {
    /// The longest label of links between two keys, in either direction.
    fn label_between(&self, a: &Key, b: &Key) -> &str {
        self.links
            .iter()
            .filter(|link| (&link.from == a && &link.to == b) || (&link.from == b && &link.to == a))
            .map(|link| link.label.as_str())
            .max_by_key(|label| label.len())
            .unwrap_or("")
    }
}

/// Room left of the spine card in the edge row, and the row's width right of the centre line.
struct EdgeRow {
    left: i32,
    right: i32,
    /// Cards with their left edge relative to the centre line.
    cards: Vec<(i32, i32, Piece)>,
    docks: Vec<Point>,
}

/// Length of the link to a docked card.
const DOCK: i32 = 12;
/// Least and greatest width of a docked card in the edge row.
const DOCKED: (i32, i32) = (108, 176);

fn edge_width(edge: &Edge) -> i32 {
    if edge.spine { card_width(&edge.piece, CARD, 200, 240) } else { card_width(&edge.piece, CARD, 120, 176) }
}

fn edge_row(board: &Board) -> EdgeRow {
    let spine = board.edge.iter().position(|edge| edge.spine);
    let mut row = EdgeRow { left: 0, right: 0, cards: Vec::new(), docks: Vec::new() };
    let gap = |a: &Edge, b: &Edge| label_gap(board.label_between(&a.piece.key, &b.piece.key), 36);
    let mut right = spine.map_or(0, |at| board.edge.get(at).map_or(0, |edge| -edge_width(edge) / 2));
    let mut left = right;
    let (before, after) = board.edge.split_at(spine.unwrap_or(0));
    let mut next: Option<&Edge> = after.first();
    for edge in before.iter().rev() {
        // what stands left of the spine card has its docked cards in between
        let docked: i32 =
            edge.piece.docked.iter().map(|p| card_width(p, CARD, DOCKED.0, DOCKED.1) + DOCK).sum();
        let width = edge_width(edge);
        let at = left - next.map_or(0, |n| gap(edge, n)) - docked - width;
        let mut x = at + width;
        row.cards.push((at, width, edge.piece.clone()));
        for piece in &edge.piece.docked {
            let width = card_width(piece, CARD, DOCKED.0, DOCKED.1);
            row.docks.push(point(x, 0));
            row.cards.push((x + DOCK, width, piece.clone()));
            x += DOCK + width;
        }
        left = at;
        next = Some(edge);
    }
    let mut previous: Option<&Edge> = None;
    for edge in after {
        if let Some(previous) = previous {
            right += gap(previous, edge);
        }
        let width = edge_width(edge);
        row.cards.push((right, width, edge.piece.clone()));
        right += width;
        for piece in &edge.piece.docked {
            let width = card_width(piece, CARD, DOCKED.0, DOCKED.1);
            row.docks.push(point(right, 0));
            row.cards.push((right + DOCK, width, piece.clone()));
            right += DOCK + width;
        }
        previous = Some(edge);
    }
    row.left = -left;
    row.right = right;
    row
}

/// Width of the column of actors with the space for their longest label.
fn actor_column(board: &Board) -> (i32, i32) {
    if board.actors.is_empty() {
        return (0, 20);
    }
    let width = board
        .actors
        .iter()
        .map(|actor| even(TextStyle::Actor.room(&actor.piece.name) + 10).clamp(64, 108))
        .max()
        .unwrap_or(64);
    let label = board
        .links
        .iter()
        .filter(|link| board.actors.iter().any(|a| a.piece.key == link.from || a.piece.key == link.to))
        .map(|link| if link.label.is_empty() { 0 } else { chip_width(&link.label) })
        .max()
        .unwrap_or(0);
    // the wire passes the account's border: 22 px of padding follow it
    (width, (label + 30 - 22).max(16))
}

/// Lays out a board.
pub fn layout(board: &Board) -> Plan {
    let mut plan = Plan::default();
    let (actor_width, actor_gap) = actor_column(board);
    let margin = 14;
    let account_x = if board.actors.is_empty() { margin } else { margin + actor_width + actor_gap };
    let account_y = margin;
    let row = edge_row(board);
    let has_edge = !row.cards.is_empty();

    let inner_x = account_x + 10;
    let edge_y = account_y + 38;
    // a request that enters without an edge row comes from above: room for one bend
    let gates = board.regions.iter().flat_map(|region| &region.vpcs).filter_map(|vpc| vpc.internet.as_ref());
    let enters = gates.map(|gate| &gate.key).any(|gate| {
        board
            .links
            .iter()
            .any(|link| &link.to == gate && board.actors.iter().any(|actor| actor.piece.key == link.from))
    });
    let mut y = match (has_edge, enters) {
        (true, _) => edge_y + CARD + 36,
        (false, true) => account_y + 68,
        (false, false) => account_y + 34,
    };
    let mut right = inner_x;
    let mut center = None;
    let mut frames = Plan::default();
    for (index, region) in board.regions.iter().enumerate() {
        // the spine card stands above the centre line: the VPC is wide enough for what is left of it
        let left_of_center = if index == 0 { row.left - 12 } else { 0 };
        let placed = region::region(board, region, point(inner_x, y), left_of_center, &mut frames);
        if index == 0 {
            center = placed.center;
        }
        right = right.max(placed.rect.right());
        y = placed.rect.bottom() + 10;
    }
    if board.regions.is_empty() {
        y += 10;
    }

    let center = center.unwrap_or(inner_x + 12 + row.left);
    for (x, width, piece) in &row.cards {
        plan.card(piece, rect(center + x, edge_y, *width, CARD), None);
        right = right.max(center + x + width + 12);
    }
    for at in &row.docks {
        plan.docked.push(dock(center + at.x, edge_y + CARD / 2));
    }

    let label = Frame::titled(FrameLook::Account, &board.account, &board.account_detail);
    right = right.max(account_x + paint::header_width(&label, 0));
    let row_end = center + row.right;
    let account = rect(account_x, account_y, even(right + 10 - account_x), even(y - account_y));
    plan.frame(Frame { rect: account, ..label }, Vec::new());
    let region_right = account.right() - 10;
    plan.regions(frames, region_right);
    legend(board, row_end, edge_y, right, &mut plan);

    actors(board, margin, actor_width, account, &mut plan);
    let bottom = plan.sites.values().map(|site| site.rect.bottom()).max().unwrap_or(0).max(account.bottom());
    plan.size = (account.right() + margin, bottom + margin);
    plan
}

impl Plan {
    /// Takes over the Regions, widened to end together.
    fn regions(&mut self, mut other: Plan, right: i32) {
        for item in &mut other.frames {
            if let Shape::Frame(frame) = &mut item.shape
                && frame.look == FrameLook::Region
            {
                frame.rect.w = right - frame.rect.x;
                self.borders.push(frame.rect);
            }
        }
        self.take(other);
    }

    /// Takes over another plan's things.
    pub(crate) fn take(&mut self, other: Plan) {
        self.frames.extend(other.frames);
        self.borders.extend(other.borders);
        self.cards.extend(other.cards);
        self.marks.extend(other.marks);
        self.sites.extend(other.sites);
        self.texts.extend(other.texts);
        self.docked.extend(other.docked);
        self.gaps.extend(other.gaps);
    }
}

fn dock(x: i32, y: i32) -> Item {
    Item {
        subjects: Vec::new(),
        shape: Shape::Wire(crate::draw::Wire {
            points: vec![point(x, y), point(x + DOCK, y)],
            look: WireLook::Attached,
            arrow: false,
            ring: false,
            sharp: Vec::new(),
        }),
    }
}

/// The legend stands at the right end of the edge row, or else beside the delivery lane, where there is
/// room.
fn legend(board: &Board, row_end: i32, edge_y: i32, right: i32, plan: &mut Plan) {
    if board.links.is_empty() || board.edge.is_empty() {
        return;
    }
    let words = &board.words;
    let mut rows =
        vec![(WireLook::Traffic, words.traffic.clone()), (WireLook::Control, words.control.clone())];
    if !plan.docked.is_empty() {
        rows.push((WireLook::Attached, words.attached.clone()));
    }
    let text = rows.iter().map(|(_, text)| TextStyle::Spec.room(text)).max().unwrap_or(0);
    let width = even(33 + text);
    let height = 16 + i32::try_from(rows.len()).unwrap_or(3) * 16;
    let x = right - 12 - width;
    let lane = plan.frames.iter().find_map(|item| match &item.shape {
        Shape::Frame(frame) if frame.look == FrameLook::Delivery => Some(frame.rect),
        _ => None,
    });
    let beside_lane = lane.filter(|lane| lane.right() + 80 <= x).map(|lane| lane.bottom() - height);
    let Some(y) = (if x >= row_end + 24 { Some(edge_y - 14) } else { beside_lane }) else { return };
    let at = rect(x, y, width, height);
    let taken =
        plan.sites.values().any(|site| site.kind != SiteKind::Open && site.rect.inflate(8).overlaps(at));
    if taken || plan.texts.iter().any(|text| text.overlaps(at)) {
        return;
    }
    plan.texts.push(at);
    plan.cards.push(Item {
        subjects: Vec::new(),
        shape: Shape::Legend { rect: at, title: words.connectors.clone(), rows },
    });
}

/// Actors stand at the height of what they feed, without touching each other.
fn actors(board: &Board, x: i32, width: i32, account: Rect, plan: &mut Plan) {
    let height = 56;
    let mut wanted: Vec<(i32, usize)> = board
        .actors
        .iter()
        .enumerate()
        .map(|(index, actor)| {
            let key = &actor.piece.key;
            let gate = |at: Rect| at.h == GATE && at.w == GATE;
            let fed = board.links.iter().filter_map(|link| {
                let other = if &link.from == key {
                    &link.to
                } else if &link.to == key {
                    &link.from
                } else {
                    return None;
                };
                let at = plan.sites.get(other)?.rect;
                Some((gate(at), if gate(at) { at.y - 22 } else { at.center().y }))
            });
            let fed = fed.min_by_key(|(gate, _)| *gate).map(|(_, y)| y);
            // who feeds two cards of the edge row reaches the farther one over the nearer
            let edges = board.edge.iter().filter(|edge| {
                let other = &edge.piece.key;
                board.links.iter().any(|link| &link.from == key && &link.to == other)
            });
            let raise = if edges.count() > 1 { 16 } else { 0 };
            (fed.unwrap_or(account.y + 60) - height / 2 - raise, index)
        })
        .collect();
    wanted.sort_unstable();
    let mut free = account.y;
    for (y, index) in wanted {
        let Some(actor) = board.actors.get(index) else { continue };
        let y = y.max(free);
        let at = rect(x, y, width, height);
        plan.cards.push(Item {
            subjects: actor.piece.subjects.clone(),
            shape: Shape::Actor { rect: at, glyph: actor.glyph, name: actor.piece.name.clone() },
        });
        plan.site(&actor.piece.key, at, SiteKind::Card, None);
        plan.badge(&actor.piece, at);
        free = y + height + 14;
    }
}
