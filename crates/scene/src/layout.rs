//! From a board to rectangles: the grammar's measures.
//!
//! Sizes are found from the inside out, places from the outside in; everything stands on a 2 px grid.

mod actors;
mod edge;
mod region;
mod settle;
mod tier;
mod vpc;

use crate::{
    board::{Board, Key, Piece},
    draw::{Card, Frame, FrameLook, Item, Shape, Subject, TextStyle, WireLook, chip_width},
    geometry::{Point, Rect, even, point, rect, snap4},
    legend::{Legend, Row, Sample},
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
        self.frames.push(Item::new(subjects, Shape::Frame(frame)));
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
            heat: None,
        });
        self.cards.push(Item::new(piece.subjects.clone(), shape));
        self.site(&piece.key, at, SiteKind::Card, inside);
        self.badge(piece, at);
        if let Some(text) = &piece.policy {
            let width = even(TextStyle::Chip.room(text) + 26);
            let pill = rect(at.right() - width + 20, at.bottom() - 8, width, 17);
            self.texts.push(pill);
            self.marks
                .push(Item::new(piece.subjects.clone(), Shape::Policy { rect: pill, text: text.clone() }));
        }
    }

    pub(crate) fn badge(&mut self, piece: &Piece, at: Rect) {
        if let Some((severity, count)) = piece.badge {
            let corner = point(at.right() - 1, at.y + 1);
            self.texts.push(rect(corner.x - 8, corner.y - 8, 16, 16));
            self.marks.push(Item::new(piece.subjects.clone(), Shape::Badge { at: corner, severity, count }));
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
        self.cards.push(Item::new(piece.subjects.clone(), shape));
        self.site(&piece.key, at, SiteKind::Card, None);
        self.badge(piece, at);
    }

    pub(crate) fn site(&mut self, key: &Key, rect: Rect, kind: SiteKind, inside: Option<&Key>) {
        self.sites.insert(key.clone(), Site { rect, kind, inside: inside.cloned(), row: false });
    }

    pub(crate) fn caption(&mut self, at: Point, text: &str) {
        let width = TextStyle::Caption.room(&text.to_uppercase());
        self.texts.push(rect(at.x, at.y - 9, width, 12));
        self.cards.push(Item::new(Vec::new(), Shape::Caption { at, text: text.to_owned() }));
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

/// Length of the link to a docked card.
const DOCK: i32 = 12;
/// Lays out a board.
pub fn layout(board: &Board) -> Plan {
    let mut plan = Plan::default();
    let (actor_width, actor_gap) = actors::column(board);
    let margin = 14;
    let account_x = if board.actors.is_empty() { margin } else { margin + actor_width + actor_gap };
    let account_y = margin;
    let row = edge::arrange(board);
    let has_edge = !row.is_empty();

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
    let first_region = y;
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
    // the name of what stands on a network's border may reach beyond all there is in it
    right = frames.texts.iter().map(|text| text.right() + 4).fold(right, i32::max);
    if board.regions.is_empty() {
        y += 10;
    }

    let center = center.unwrap_or(inner_x + 12 + row.left);
    let room = Rect { h: first_region - 12 - (account_y + 26), ..settle::room(inner_x, account_y + 26) };
    let row_end = row.place(center, edge_y, room, &mut plan);
    if has_edge {
        right = right.max(row_end + 12);
    }

    let label = Frame::titled(FrameLook::Account, &board.account, &board.account_detail);
    right = right.max(account_x + paint::header_width(&label, 0));
    let account = rect(account_x, account_y, even(right + 10 - account_x), even(y - account_y));
    plan.frame(Frame { rect: account, ..label }, Vec::new());
    let region_right = account.right() - 10;
    plan.regions(frames, region_right);
    legend(board, row_end, edge_y, right, &mut plan);

    actors::place(board, margin, actor_width, account, &mut plan);
    let all = plan.sites.values().fold(account, |all, site| all.union(site.rect));
    plan.size = (all.right() + margin, all.bottom() + margin);
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
    Item::new(
        Vec::new(),
        Shape::Wire(crate::draw::Wire {
            points: vec![point(x, y), point(x + DOCK, y)],
            look: WireLook::Attached,
            arrow: false,
            ring: false,
            traced: None,
            sharp: Vec::new(),
        }),
    )
}

/// The legend stands at the right end of the edge row, or else beside the delivery lane, where there is
/// room.
fn legend(board: &Board, row_end: i32, edge_y: i32, right: i32, plan: &mut Plan) {
    if board.links.is_empty() || board.edge.is_empty() {
        return;
    }
    let words = &board.words;
    let row = |look: WireLook, words: &String| Row::new(Sample::Wire(look), words);
    let mut rows = vec![row(WireLook::Traffic, &words.traffic), row(WireLook::Control, &words.control)];
    if !plan.docked.is_empty() {
        rows.push(row(WireLook::Attached, &words.attached));
    }
    let legend = Legend { title: words.connectors.clone(), rows };
    let (width, height) = legend.size(1);
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
    plan.cards.push(Item::new(Vec::new(), Shape::Legend { rect: at, columns: 1, legend }));
}
