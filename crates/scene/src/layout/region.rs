//! A Region: VPCs, the column of regional services, the delivery lane.

use super::{Plan, REGIONAL, SiteKind, card_width, label_gap, settle, vpc};
use crate::{
    board::{Board, Piece, Region},
    draw::{Frame, FrameLook, chip_width},
    geometry::{Point, Rect, even, point, rect},
    paint,
};

const PAD: i32 = 12;
const HEADER: i32 = 28;
const CHANNEL: i32 = 80;
const PITCH: i32 = 58;
/// Pitch where wires pass between the cards to a further column.
const WIDE_PITCH: i32 = 68;
const STEP: i32 = 40;
const LANE_HEADER: i32 = 22;
/// How far the regional column may reach down beside the delivery lane.
const BESIDE_LANE: i32 = 90;
/// The least width of a delivery lane beside it.
const LANE: i32 = 400;

/// A placed Region.
pub(super) struct PlacedRegion {
    pub rect: Rect,
    /// The first VPC's centre line.
    pub center: Option<i32>,
}

/// The space that wires into the regional column need: the trunk, then a branch with its label.
fn channel(board: &Board, pieces: &[Piece], gate_names: i32) -> i32 {
    let label = board
        .links
        .iter()
        .filter(|link| pieces.iter().any(|piece| piece.key == link.to || piece.key == link.from))
        .map(|link| if link.label.is_empty() { 0 } else { chip_width(&link.label) })
        .max()
        .unwrap_or(0);
    let gates = if gate_names > 0 { gate_names + 26 } else { 0 };
    even(CHANNEL.max(label + 42) + gates)
}

/// Regional cards are alike; without prices they are no wider than their texts ask for.
fn regional_size(pieces: &[Piece]) -> (i32, i32) {
    let (w, h) = REGIONAL;
    if pieces.iter().any(|piece| !piece.price.is_empty()) {
        return REGIONAL;
    }
    (pieces.iter().map(|piece| card_width(piece, h, 140, w)).max().unwrap_or(w), h)
}

/// Places a Region with its top left corner at `origin`.
pub(super) fn region(
    board: &Board,
    region: &Region,
    origin: Point,
    left_of_center: i32,
    plan: &mut Plan,
) -> PlacedRegion {
    let x = origin.x + PAD;
    let title = Frame::titled(FrameLook::Region, &region.label, &region.detail);
    let frame = Frame { sum: format!("region/{}", region.code), ..title };
    let header = paint::header_width(&frame, 0);
    let mut inner = Plan::default();
    let mut y = origin.y + HEADER;
    let mut center = None;
    let mut vpcs: Option<Rect> = None;
    for row in region.vpcs.chunks(region.abreast.max(1)) {
        if vpcs.is_some() {
            y += 34;
        }
        let (mut next, mut bottom) = (x, y);
        for vpc in row {
            // a gateway on the top border stands right of the Region's header
            let first = center.is_none();
            let gate = if first && vpc.internet.is_some() { header + vpc::BESIDE_GATE - PAD } else { 0 };
            let left = if first { left_of_center.max(gate) } else { 0 };
            let placed = vpc::place(vpc, point(next, y), left, &mut inner);
            center = center.or(Some(placed.center));
            next = placed.rect.right() + 44;
            bottom = bottom.max(placed.rect.bottom());
            vpcs = Some(vpcs.map_or(placed.rect, |all| all.union(placed.rect)));
        }
        y = bottom;
    }

    let mut bottom = y;
    let mut beside_lane = None;
    let mut slots = Vec::new();
    let (mut lane_at, mut steps) = (None, Plan::default());
    let mut right = vpcs.map_or(x, Rect::right);
    match vpcs {
        Some(all) if !region.regional.is_empty() => {
            let names = region.vpcs.iter().map(vpc::gate_names).max().unwrap_or(0);
            let left = all.right() + channel(board, &region.regional, names);
            let below = if region.lane.pieces.is_empty() { 0 } else { BESIDE_LANE };
            slots = columns(board, &region.regional, left, all, below, &mut inner);
            let end = slots.iter().copied().fold(all, Rect::union);
            right = end.right();
            bottom = bottom.max(end.bottom());
            beside_lane = (bottom > all.bottom()).then_some((all.bottom(), left - CHANNEL / 2));
        }
        None if !region.regional.is_empty() => {
            slots = grid(board, &region.regional, point(x, y + 22), &mut inner);
            let end = slots.iter().copied().fold(rect(x, y + 22, 0, 0), Rect::union);
            right = end.right();
            bottom = end.bottom();
        }
        _ => {}
    }
    if !region.lane.pieces.is_empty() {
        // below everything, or beside the end of the regional column
        let (top, most, room) = match beside_lane {
            Some((top, end)) if end - x >= LANE => (top, end - x, end - x),
            _ => (bottom, (right - x).max(640), settle::FARTHEST),
        };
        let top = top + if vpcs.is_some() { 18 } else { 24 };
        let at = lane(board, region, point(x, top), (most, room), &mut steps);
        bottom = bottom.max(at.bottom()) + 8;
        right = right.max(at.right());
        lane_at = Some(at);
    }
    let end = regional(region, &slots, lane_at, point(x, origin.y + HEADER), &mut inner);
    inner.take(steps);
    right = right.max(end.right()).max(origin.x + header);
    bottom = bottom.max(end.bottom());
    let at = rect(origin.x, origin.y, even(right + PAD - origin.x), even(bottom + 10 - origin.y));
    // widened when placed in the account, so its border is added there
    plan.texts.extend(paint::header(&Frame { rect: at, ..frame.clone() }));
    plan.frames
        .push(crate::draw::Item::new(Vec::new(), crate::draw::Shape::Frame(Frame { rect: at, ..frame })));
    plan.take(inner);
    PlacedRegion { rect: at, center }
}

/// Regional services in their slots, or where a person placed them in the Region outside its networks and its
/// delivery lane. Returns what they take up.
fn regional(region: &Region, slots: &[Rect], lane: Option<Rect>, corner: Point, plan: &mut Plan) -> Rect {
    let frames = region.vpcs.iter().filter_map(|vpc| plan.sites.get(&vpc.key)).map(|site| site.rect);
    let cards = plan.sites.values().filter(|site| site.kind == SiteKind::Card).map(|site| site.rect);
    let solid: Vec<Rect> = frames.chain(lane).chain(cards).chain(plan.texts.iter().copied()).collect();
    let pieces = region.regional.iter();
    let slots: Vec<_> = slots.iter().copied().zip(pieces.clone().map(settle::card)).collect();
    let settled = settle::settle(&slots, settle::room(corner.x, corner.y), &solid);
    for (piece, at) in pieces.zip(&settled) {
        plan.card(piece, *at, None);
    }
    settled.into_iter().fold(rect(corner.x, corner.y, 0, 0), Rect::union)
}

/// Slots of regional services right of the VPCs, evenly over their height; where that does not suffice, one
/// column may reach `below` px further down.
fn columns(board: &Board, pieces: &[Piece], left: i32, vpcs: Rect, below: i32, plan: &mut Plan) -> Vec<Rect> {
    let (w, h) = regional_size(pieces);
    let top = vpcs.y + HEADER;
    let mut room = vpcs.bottom() - 16 - top;
    let count = i32::try_from(pieces.len()).unwrap_or(i32::MAX / 1024);
    let fit = |room: i32, pitch: i32| ((room - h) / pitch + 1).max(1);
    let (per_column, least) = if count <= fit(room, PITCH) {
        (count, PITCH)
    } else if count <= fit(room + below, PITCH) {
        room += below;
        (count, PITCH)
    } else {
        // two columns, and longer ones where even those do not suffice
        (fit(room, WIDE_PITCH).max((count + 1) / 2), WIDE_PITCH)
    };
    let spread = if per_column > 1 { (room - h) / (per_column - 1) } else { 0 };
    let pitch = spread.clamp(least, 86) / 2 * 2;
    let gap = channel(board, pieces, 0) - 16;
    plan.caption(point(left, top - 10), &board.words.regional);
    let slot = |index: i32| {
        let (column, line) = (index / per_column, index % per_column);
        rect(left + column * (w + gap), top + line * pitch, w, h)
    };
    (0..count).map(slot).collect()
}

/// Without a VPC the services stand in rows of four.
fn grid(board: &Board, pieces: &[Piece], origin: Point, plan: &mut Plan) -> Vec<Rect> {
    let (w, h) = regional_size(pieces);
    let gap = channel(board, pieces, 0) - 16;
    plan.caption(point(origin.x, origin.y - 8), &board.words.regional);
    let slot = |(index, _)| rect(origin.x + (index % 4) * (w + gap), origin.y + (index / 4) * (h + 32), w, h);
    (0..).zip(pieces).map(slot).collect()
}

/// The delivery lane; it wraps where its steps do not fit in `most` px. It grows with steps that a person placed,
/// which stay within `room` px.
fn lane(board: &Board, region: &Region, origin: Point, (most, room): (i32, i32), plan: &mut Plan) -> Rect {
    let lane = &region.lane;
    let corner = point(origin.x + PAD, origin.y + LANE_HEADER);
    let (mut x, mut y) = (corner.x, corner.y);
    let mut slots = Vec::new();
    let mut previous: Option<&Piece> = None;
    for piece in &lane.pieces {
        let width = card_width(piece, STEP, 148, 200);
        if let Some(before) = previous {
            let gap = label_gap(board.label_between(&before.key, &piece.key), 36);
            if x + gap + width > origin.x + most - PAD {
                x = corner.x;
                y += STEP + 28;
            } else {
                x += gap;
            }
        }
        slots.push((rect(x, y, width, STEP), settle::card(piece)));
        x += width;
        previous = Some(piece);
    }
    let room = Rect { w: room - 2 * PAD, ..settle::room(corner.x, corner.y) };
    let settled = settle::settle(&slots, room, &[]);
    let mut cards = Plan::default();
    for (piece, at) in lane.pieces.iter().zip(&settled) {
        cards.card(piece, *at, None);
    }
    let end = settled.into_iter().fold(rect(corner.x, y, 0, STEP), Rect::union);
    let frame = Frame::titled(FrameLook::Delivery, &lane.label, &lane.detail);
    let right = end.right().max(origin.x + paint::header_width(&frame, 0));
    let at = rect(origin.x, origin.y, even(right + PAD - origin.x), end.bottom() + 6 - origin.y);
    plan.frame(Frame { rect: at, sum: format!("region/{}/delivery", region.code), ..frame }, Vec::new());
    plan.take(cards);
    at
}
